package dev.understudy.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A value of a YAML document without its place.
sealed interface Value {
    /// A text.
    record Text(String text) implements Value {}

    /// A number, true or false as written; empty for nothing.
    record Plain(String text) implements Value {}

    record Items(List<Value> items) implements Value {
        public Items {
            items = List.copyOf(items);
        }
    }

    record Entries(Map<String, Value> entries) implements Value {
        public Entries {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /// The value of a text, number, boolean, list or map.
    static Value of(Object value) {
        return switch (value) {
            case Value done -> done;
            case String text -> new Text(text);
            case Integer number -> new Plain(number.toString());
            case Long number -> new Plain(number.toString());
            case Boolean flag -> new Plain(flag.toString());
            case List<?> list -> new Items(list.stream().map(Value::of).toList());
            case Map<?, ?> map -> {
                var entries = new LinkedHashMap<String, Value>();
                map.forEach((key, item) -> entries.put(key.toString(), of(item)));
                yield new Entries(entries);
            }
            default -> throw new IllegalArgumentException("no value for settings: " + value);
        };
    }

    static Value of(Node node) {
        return switch (node) {
            case Node.Scalar scalar ->
                    scalar.quoted() ? new Text(scalar.text()) : new Plain(scalar.text());
            case Node.Sequence(_, var items) -> new Items(items.stream().map(Value::of).toList());
            case Node.Mapping(_, var entries) -> {
                var values = new LinkedHashMap<String, Value>();
                entries.forEach((key, entry) -> values.put(key, of(entry.value())));
                yield new Entries(values);
            }
        };
    }

    default boolean isNothing() {
        return equals(new Plain(""));
    }

    /// Whether it has parts.
    default boolean isFilled() {
        return switch (this) {
            case Items(var items) -> !items.isEmpty();
            case Entries(var entries) -> !entries.isEmpty();
            case Text _, Plain _ -> false;
        };
    }

    /// The part at a path.
    default Optional<Value> at(List<Object> path) {
        if (path.isEmpty()) {
            return Optional.of(this);
        }
        Object step = path.getFirst();
        List<Object> rest = path.subList(1, path.size());
        return switch (this) {
            case Entries(var entries) when step instanceof String key ->
                    Optional.ofNullable(entries.get(key)).flatMap(value -> value.at(rest));
            case Items(var items) when step instanceof Integer i && i >= 0 && i < items.size() ->
                    items.get(i).at(rest);
            default -> Optional.empty();
        };
    }

    /// The same with another part at a path, whose last step may be new.
    default Value with(List<Object> path, Value value) {
        if (path.isEmpty()) {
            return value;
        }
        List<Object> rest = path.subList(1, path.size());
        return switch (path.getFirst()) {
            case String key when this instanceof Entries(var entries) -> {
                var changed = new LinkedHashMap<>(entries);
                changed.put(key, entries.getOrDefault(key, new Plain("")).with(rest, value));
                yield new Entries(changed);
            }
            case String key when isNothing() ->
                    new Entries(Map.of(key, new Plain("").with(rest, value)));
            case Integer i when this instanceof Items(var items) && i < items.size() -> {
                var changed = new ArrayList<>(items);
                changed.set(i, items.get(i).with(rest, value));
                yield new Items(changed);
            }
            case Integer i when this instanceof Items(var items) && i == items.size() -> {
                var changed = new ArrayList<>(items);
                changed.add(new Plain("").with(rest, value));
                yield new Items(changed);
            }
            case Integer i when i == 0 && isNothing() ->
                    new Items(List.of(new Plain("").with(rest, value)));
            default -> throw new IllegalArgumentException("no such place: " + path);
        };
    }

    /// The same without a part.
    default Value without(List<Object> path) {
        List<Object> parent = path.subList(0, path.size() - 1);
        Value holder = at(parent).orElseThrow();
        Object last = path.getLast();
        return with(
                parent,
                switch (holder) {
                    case Entries(var entries) -> {
                        var changed = new LinkedHashMap<>(entries);
                        changed.remove(last.toString());
                        yield new Entries(changed);
                    }
                    case Items(var items) when last instanceof Integer i -> {
                        var changed = new ArrayList<>(items);
                        changed.remove(i.intValue());
                        yield new Items(changed);
                    }
                    default -> holder;
                });
    }
}
