package dev.understudy.console.prompt;

import dev.understudy.model.Usage;
import java.util.Optional;
import java.util.OptionalLong;

/// What is known about an answer besides its text.
///
/// @param model who answers, as `provider:model`; empty until known
/// @param attempts how many tries it took; 0 until known
/// @param firstTokenMillis from sending to the first piece
/// @param usage tokens and cost, where the provider told
/// @param tokensPerSecond of the answer, from its first piece to its last
public record Facts(
        String model,
        int attempts,
        OptionalLong firstTokenMillis,
        Optional<Usage> usage,
        OptionalLong tokensPerSecond) {
    /// Nothing is known yet.
    public static final Facts NONE =
            new Facts("", 0, OptionalLong.empty(), Optional.empty(), OptionalLong.empty());
}
