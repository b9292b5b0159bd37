package dev.understudy.upstream;

import java.util.Optional;
import java.util.stream.Stream;

/// The headers of a provider's answer.
@FunctionalInterface
interface Headers {
    /// One of them.
    record Field(String name, String value) {}

    /// All of them as they came; a name may stand more than once.
    Stream<Field> fields();

    /// The values of a header; case does not count.
    default Stream<String> values(String name) {
        return fields().filter(field -> field.name().equalsIgnoreCase(name)).map(Field::value);
    }

    /// The first value of a header, if there is one; case does not count.
    default Optional<String> firstValue(String name) {
        return values(name).findFirst();
    }
}
