package dev.understudy.strategy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.understudy.model.ModelProfile;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HostileExpressionsTest {
    private static final List<ModelProfile> MANY = Given.many(10_000);

    static Stream<String> endless() {
        return Stream.of(
                "ai.models.filter(a, ai.models.all(b, ai.models.all(c, a.id != 'x' && b.id != 'y')))",
                "ai.models.filter(a, ai.models == ai.models)",
                "ai.models.filter(a, ai.models.sortBy('price')[0].id == 'x')",
                "ai.models.filter(a, !(a in ai.models))",
                "ai.models.map(a, ai.models).map(b, ai.models).map(c, ai.models)[0]",
                "ai.models.filter(m, ['" + "a".repeat(60) + "'].exists(s, s.matches('(a+)+$b')))",
                "[[ai.models[0]]]" + ".map(a, [a, a])".repeat(50) + "[0] == [] ? [] : ai.models",
                "['aaaaaaaaaaaaaaaa']" + ".map(a, a + a)".repeat(40) + "[0] == '' ? [] : ai.models",
                "[ai.models]" + ".map(a, a + a)".repeat(40) + "[0]",
                "ai.models.filter(m, m.description.matches('(a|b|.)*.*.*.*.*.*.*.*.*.*.*x'))");
    }

    @ParameterizedTest
    @MethodSource("endless")
    void endsEvaluationsInTime(String expression) throws Exception {
        var strategy = new ModelStrategy(List.of(expression), System::nanoTime);

        assertTimeout(
                Duration.ofSeconds(3),
                () -> {
                    try {
                        strategy.choose(MANY, new SplittableRandom(1));
                    } catch (StrategyException e) {
                        assertInstanceOf(
                                Choice.Outcome.Failed.class, e.steps().getFirst().outcome());
                    }
                });
    }

    static Stream<String> monstrous() {
        return Stream.of(
                "ai.models" + ".randomize()".repeat(400),
                "ai.models.filter(m, " + "(".repeat(500) + "true" + ")".repeat(500) + ")",
                "ai.models.filter(m, 1" + "+1".repeat(1800) + " == 1)",
                "ai.models.filter(m, true" + " ? true : true".repeat(200) + ")",
                "ai.models.filter(m, m" + ".metadata".repeat(400) + ")",
                "ai.models.filter(m, ["
                        + "[".repeat(23)
                        + "]".repeat(23)
                        + "] == m"
                        + ".x".repeat(100)
                        + ")",
                "ai.models[0]" + "[0]".repeat(1000),
                "x".repeat(100_000),
                "'".repeat(4000),
                "\u0000\uD800(",
                "");
    }

    @ParameterizedTest
    @MethodSource("monstrous")
    void refusesMonstersAtOnce(String expression) {
        assertTimeout(
                Duration.ofSeconds(3),
                () -> assertFalse(new Expressions().checkForModels(expression).isEmpty()));
    }
}
