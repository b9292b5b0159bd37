package dev.understudy.client;

import dev.understudy.model.Usage;

/// What happens while an answer streams in, in this order: once opened, pieces, once done.
public sealed interface ChatEvent {
    /// The gateway committed to an answer.
    ///
    /// @param requestId the gateway's id of the exchange
    /// @param model who answers, as `provider:model`
    /// @param attempts how many tries it took, the serving one included
    record Opened(String requestId, String model, int attempts) implements ChatEvent {}

    /// A piece of the answer's text, in Markdown.
    record Text(String piece) implements ChatEvent {}

    /// A piece of visible reasoning.
    record Thinking(String piece) implements ChatEvent {}

    /// What was used, where the provider told.
    record Used(Usage usage) implements ChatEvent {}

    /// The answer is complete.
    ///
    /// @param reason why it ended, such as `stop` or `length`
    record Finished(String reason) implements ChatEvent {}
}
