package dev.understudy.translate;

/// An event of a stream, on its way to a caller.
///
/// @param name its name; empty if it has none
public record WireEvent(String name, String data) {}
