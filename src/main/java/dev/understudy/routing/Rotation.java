package dev.understudy.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which of several comes first, so that each gets its share by weight.
///
/// Smooth: with weights 3 and 1, the second comes every fourth time, not three and then one.
/// Thread-safe; the instance's lock owns the map.
final class Rotation<K> {
    private static final int LIMIT = 4096;

    private final Map<K, Long> credits = new HashMap<>();

    /// The place of the one whose turn it is, which is over with that. Each earns its weight, and
    /// the richest pays all of it.
    ///
    /// @param weights one for each, from 1
    synchronized int next(List<K> all, List<Integer> weights) {
        if (credits.size() > LIMIT) {
            credits.clear();
        }
        int richest = peek(all, weights);
        long total = total(weights);
        for (int i = 0; i < all.size(); i++) {
            long paid = i == richest ? total : 0;
            credits.put(all.get(i), credit(all.get(i), total) + weights.get(i) - paid);
        }
        return richest;
    }

    /// The place of the one whose turn comes next, which stays to come.
    synchronized int peek(List<K> all, List<Integer> weights) {
        long total = total(weights);
        int richest = 0;
        long most = Long.MIN_VALUE;
        for (int i = 0; i < all.size(); i++) {
            long credit = credit(all.get(i), total) + weights.get(i);
            if (credit > most) {
                most = credit;
                richest = i;
            }
        }
        return richest;
    }

    /// Never more than all weights together, so that what was earned under others is soon over.
    private long credit(K of, long total) {
        return Math.clamp(credits.getOrDefault(of, 0L), -total, total);
    }

    private static long total(List<Integer> weights) {
        return weights.stream().mapToLong(Integer::intValue).sum();
    }
}
