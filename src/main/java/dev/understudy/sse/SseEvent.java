package dev.understudy.sse;

/// One thing read from an event stream.
public sealed interface SseEvent {
    /// An event.
    ///
    /// @param name its name; empty if it has none
    /// @param data its data lines, joined with LF
    record Message(String name, String data) implements SseEvent {}

    /// A comment line, without its colon and one leading space.
    record Comment(String text) implements SseEvent {}
}
