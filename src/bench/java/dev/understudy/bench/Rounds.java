package dev.understudy.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/// A figure for each door, measured once a round, the doors in turns, so that what else the machine
/// does hits all alike.
final class Rounds {
    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    void add(String door, double value) {
        values.computeIfAbsent(door, _ -> new ArrayList<>()).add(value);
    }

    /// The median over the rounds; empty if the door took no part.
    Optional<Double> median(String door) {
        return Optional.ofNullable(values.get(door)).map(Rounds::median);
    }

    /// The median of what `of` makes of two doors' figures of the same round.
    Optional<Double> median(String one, String other, DoubleBinaryOperator of) {
        List<Double> first = values.getOrDefault(one, List.of());
        List<Double> second = values.getOrDefault(other, List.of());
        int rounds = Math.min(first.size(), second.size());
        return rounds == 0
                ? Optional.empty()
                : Optional.of(
                        median(
                                IntStream.range(0, rounds)
                                        .mapToObj(
                                                i -> of.applyAsDouble(first.get(i), second.get(i)))
                                        .toList()));
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
