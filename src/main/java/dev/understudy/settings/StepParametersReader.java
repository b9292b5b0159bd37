package dev.understudy.settings;

import dev.understudy.model.Closest;
import dev.understudy.model.Parameter;
import dev.understudy.model.StepParameters;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads a step's `parameters`. Names that are nearly known are mistakes; others are a provider's
/// own.
final class StepParametersReader {
    private static final int MOST_TOKENS = 500_000;
    private static final int MOST_STOPS = 16;
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    /// The least and the most, and whether it is a whole number.
    private record Bounds(BigDecimal least, BigDecimal most, boolean whole) {
        static Bounds of(String least, String most) {
            return new Bounds(new BigDecimal(least), new BigDecimal(most), false);
        }

        boolean hold(BigDecimal number) {
            return number.compareTo(least) >= 0
                    && number.compareTo(most) <= 0
                    && (!whole || number.stripTrailingZeros().scale() <= 0);
        }

        String words() {
            return most.compareTo(LARGEST) == 0
                    ? "a whole number"
                    : "%s from %s to %s"
                            .formatted(whole ? "a whole number" : "a number", least, most);
        }
    }

    private static final Map<Parameter, Bounds> BOUNDS =
            Map.of(
                    Parameter.TEMPERATURE, Bounds.of("0", "2"),
                    Parameter.TOP_P, Bounds.of("0", "1"),
                    Parameter.TOP_K,
                            new Bounds(BigDecimal.ZERO, BigDecimal.valueOf(1_000_000), true),
                    Parameter.SEED, new Bounds(LARGEST.negate(), LARGEST, true),
                    Parameter.FREQUENCY_PENALTY, Bounds.of("-2", "2"),
                    Parameter.PRESENCE_PENALTY, Bounds.of("-2", "2"));

    private static final String MAX_TOKENS = "max_tokens";
    private static final String STOP = "stop";

    /// What each wire calls what has one name here.
    private static final Map<String, String> SYNONYMS =
            Map.of(
                    "max_completion_tokens", MAX_TOKENS,
                    "max_output_tokens", MAX_TOKENS,
                    "stop_sequences", STOP);

    /// The request itself, and what the gateway works with.
    private static final Set<String> CALLERS =
            Set.of(
                    "model",
                    "models",
                    "stream",
                    "stream_options",
                    "messages",
                    "input",
                    "prompt",
                    "system",
                    "instructions",
                    "tools",
                    "n");

    private final Fields step;
    private final Map<Parameter, BigDecimal> numbers = new EnumMap<>(Parameter.class);
    private final List<String> stops = new ArrayList<>();
    private final Map<String, String> others = new LinkedHashMap<>();
    private OptionalLong maxTokens = OptionalLong.empty();

    private StepParametersReader(Fields step) {
        this.step = step;
    }

    static StepParameters read(Fields step) {
        var reader = new StepParametersReader(step);
        step.entries("parameters").forEach(reader::read);
        return new StepParameters(reader.numbers, reader.maxTokens, reader.stops, reader.others);
    }

    private void read(String name, Node.Entry entry) {
        Map<String, Parameter> known = known();
        Parameter parameter = known.get(name);
        if (parameter != null) {
            number(name, parameter, entry.value());
        } else if (name.equals(MAX_TOKENS)) {
            var bounds = new Bounds(BigDecimal.ONE, BigDecimal.valueOf(MOST_TOKENS), true);
            BigDecimal number = scalar(name, entry.value(), bounds);
            if (number != null) {
                maxTokens = OptionalLong.of(number.longValueExact());
            }
        } else if (name.equals(STOP)) {
            stops(entry.value());
        } else if (CALLERS.contains(name)) {
            problem(name, entry.value(), "it is the caller's to set, not here");
        } else if (SYNONYMS.containsKey(name)) {
            problem(
                    name,
                    entry.value(),
                    "write %s: each provider is told by its own name"
                            .formatted(SYNONYMS.get(name)));
        } else {
            var names = new LinkedHashSet<>(known.keySet());
            names.add(MAX_TOKENS);
            names.add(STOP);
            Closest.to(name, names)
                    .ifPresentOrElse(
                            near ->
                                    problem(
                                            name,
                                            entry.value(),
                                            "did you mean \"%s\"?".formatted(near)),
                            () ->
                                    others.put(
                                            name,
                                            Values.json(entry.value(), UnaryOperator.identity())
                                                    .toString()));
        }
    }

    private static Map<String, Parameter> known() {
        var known = new HashMap<String, Parameter>();
        for (Parameter parameter : Parameter.values()) {
            known.put(parameter.name().toLowerCase(Locale.ROOT), parameter);
        }
        return known;
    }

    private void number(String name, Parameter parameter, Node value) {
        Bounds bounds = BOUNDS.get(parameter);
        BigDecimal number = bounds == null ? null : scalar(name, value, bounds);
        if (number != null) {
            numbers.put(parameter, number);
        }
    }

    private @Nullable BigDecimal scalar(String name, Node value, Bounds bounds) {
        if (value instanceof Node.Scalar scalar && scalar.text().length() <= 40) {
            try {
                var number = new BigDecimal(scalar.text().replace("_", ""));
                if (bounds.hold(number)) {
                    return plain(number);
                }
            } catch (NumberFormatException _) {
                // told below, like a number out of bounds
            }
        }
        problem(
                name,
                value,
                "expected %s, found %s"
                        .formatted(
                                bounds.words(),
                                value instanceof Node.Scalar scalar
                                        ? "\"%s\"".formatted(scalar.text())
                                        : value.what()));
        return null;
    }

    /// Without needless zeros or powers of ten, so that equal numbers are the same.
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private void stops(Node value) {
        List<Node> items = value instanceof Node.Sequence(_, var list) ? list : List.of(value);
        for (Node item : items) {
            if (item instanceof Node.Scalar scalar && !scalar.text().isEmpty()) {
                stops.add(scalar.text());
            } else {
                problem(STOP, item, "expected a text, or a list of texts");
                return;
            }
        }
        if (stops.size() > MOST_STOPS) {
            problem(STOP, value, "expected at most %d texts".formatted(MOST_STOPS));
        }
    }

    private void problem(String name, Node at, String message) {
        step.problem(at, "parameters." + name, message);
    }
}
