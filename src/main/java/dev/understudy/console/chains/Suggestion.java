package dev.understudy.console.chains;

import java.math.BigDecimal;
import java.util.Optional;

/// Something a step could lead to.
///
/// @param target as a chain names it: `provider:model`, an alias, or another chain
/// @param name for people
/// @param input in USD for a million tokens; empty if it is not known
/// @param output the same
/// @param callable whether there is a key, where one is needed
public record Suggestion(
        String target,
        String name,
        Optional<BigDecimal> input,
        Optional<BigDecimal> output,
        boolean callable) {}
