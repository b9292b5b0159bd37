package dev.understudy.model;

/// One event of a streamed answer, and what it means.
public sealed interface AnswerEvent {
    /// An event with data as its provider sent it, which is relayed untouched.
    ///
    /// @param name the event's name; empty if it has none
    record Data(String name, String data, Meaning meaning) implements AnswerEvent {}

    /// A piece that another provider contributes to an answer that broke off: the caller is to find
    /// it in the stream that was begun.
    record Carried(Meaning meaning) implements AnswerEvent {}

    /// A comment: a sign of life that holds no part of the answer.
    record Comment(String text) implements AnswerEvent {}
}
