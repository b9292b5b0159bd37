package dev.understudy.routing;

import dev.understudy.model.ProviderKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which of a provider's keys comes first, so that each gets its share by weight.
///
/// Smooth: with weights 3 and 1, the second key comes every fourth time, not three and then one.
/// Keys of equal weight stay in their order. Thread-safe; the instance's lock owns the map.
final class Rotation {
    private static final int LIMIT = 4096;

    private record KeyOf(String provider, String alias) {}

    private final Map<KeyOf, Long> credits = new HashMap<>();

    /// The keys with the one whose turn it is first; the others in their order.
    List<ProviderKey> turn(String provider, List<ProviderKey> keys) {
        if (keys.stream().mapToInt(ProviderKey::weight).distinct().count() < 2) {
            return keys;
        }
        var ordered = new ArrayList<>(keys);
        ordered.addFirst(ordered.remove(next(provider, keys)));
        return ordered;
    }

    /// Each key earns its weight, and the richest pays all of it.
    private synchronized int next(String provider, List<ProviderKey> keys) {
        if (credits.size() > LIMIT) {
            credits.clear();
        }
        long total = 0;
        int richest = 0;
        long most = Long.MIN_VALUE;
        for (int i = 0; i < keys.size(); i++) {
            ProviderKey key = keys.get(i);
            total += key.weight();
            long credit =
                    credits.merge(new KeyOf(provider, key.alias()), (long) key.weight(), Long::sum);
            if (credit > most) {
                most = credit;
                richest = i;
            }
        }
        credits.merge(new KeyOf(provider, keys.get(richest).alias()), -total, Long::sum);
        return richest;
    }
}
