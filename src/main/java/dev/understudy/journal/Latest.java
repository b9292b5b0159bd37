package dev.understudy.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The values used last, so many and no more, found by key. Its own lock guards it.
final class Latest<K, V> {
    private final Map<K, V> values;

    @SuppressWarnings("serial") // never serialised
    Latest(int most) {
        values =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                        return size() > most;
                    }
                };
    }

    synchronized void put(K key, V value) {
        values.put(key, value);
    }

    synchronized Optional<V> find(K key) {
        return Optional.ofNullable(values.get(key));
    }

    synchronized V findOrPut(K key, Supplier<V> made) {
        return values.computeIfAbsent(key, _ -> made.get());
    }

    /// Used last first.
    synchronized List<V> list() {
        return new ArrayList<>(values.values()).reversed();
    }
}
