package dev.understudy.upstream;

import java.util.Optional;

/// The headers of a provider's answer.
@FunctionalInterface
interface Headers {
    /// The first value of a header, if there is one; case does not count.
    Optional<String> firstValue(String name);
}
