package dev.understudy.journal;

/// How often a name was asked for.
///
/// @param programs how many asked for it, told apart by their access keys
public record NameUse(String name, int programs, long requests) {}
