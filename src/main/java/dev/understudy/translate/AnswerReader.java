package dev.understudy.translate;

import dev.understudy.model.Meaning;

/// Tells what the events of one provider's answer mean. Stateful, one per answer.
@FunctionalInterface
public interface AnswerReader {
    /// What an event means.
    ///
    /// @param name the event's name; empty if it has none
    /// @throws MalformedJsonException if the data is not JSON
    Meaning event(String name, String data) throws MalformedJsonException;
}
