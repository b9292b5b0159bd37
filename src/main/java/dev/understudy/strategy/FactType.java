package dev.understudy.strategy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Type;

/// A type of facts and what can be read of one. Immutable.
final class FactType<T> {
    private final Type type;
    private final Class<T> values;
    private final Map<String, Field> fields;

    /// @param type as the checker knows it
    /// @param values what it is in Java
    FactType(Type type, Class<T> values) {
        this(type, values, Map.of());
    }

    private FactType(Type type, Class<T> values, Map<String, Field> fields) {
        this.type = type;
        this.values = values;
        this.fields = fields;
    }

    /// A field of a fact.
    record Field(Type type, Function<Object, Object> reader) {
        Object read(Object fact) {
            return Values.of(reader.apply(fact));
        }
    }

    /// The same with one more field.
    FactType<T> with(String name, Type fieldType, Function<T, Object> reader) {
        var more = new LinkedHashMap<>(fields);
        more.put(name, new Field(fieldType, fact -> reader.apply(values.cast(fact))));
        return new FactType<>(type, values, more);
    }

    String name() {
        return type.getMessageType();
    }

    boolean holds(Object value) {
        return values.isInstance(value);
    }

    Optional<Field> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /// Names and types in the order they are told.
    Map<String, Field> fields() {
        return Collections.unmodifiableMap(fields);
    }
}
