package dev.understudy.routing;

import dev.understudy.model.Meaning;

/// A provider's answer, once it has begun to speak.
public sealed interface Answer {
    /// An answer in one piece.
    ///
    /// @param body as the provider sent it; not to be changed
    @SuppressWarnings("ArrayRecordComponent") // relayed, never compared
    record Whole(byte[] body, Meaning meaning) implements Answer {}

    /// An answer that streams in; whoever holds it closes it.
    record Streamed(AnswerStream stream) implements Answer {}
}
