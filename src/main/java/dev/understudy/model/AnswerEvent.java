package dev.understudy.model;

/// One event of a streamed answer, as its provider sent it, and what it means.
public sealed interface AnswerEvent {
    /// An event with data, which is relayed untouched.
    ///
    /// @param name the event's name; empty if it has none
    record Data(String name, String data, Meaning meaning) implements AnswerEvent {}

    /// A comment: a sign of life that holds no part of the answer.
    record Comment(String text) implements AnswerEvent {}
}
