package dev.understudy.strategy;

import static dev.understudy.strategy.Given.KEYS;
import static dev.understudy.strategy.Given.keys;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class KeyStrategyTest {
    @Test
    void runsTheCookbook() {
        String quota =
                "ai.keys.filter(k, k.quota.remaining_requests > 200 && k.error_rate.rate_limit < 0.05)";
        String calm = "ai.keys.filter(k, k.error_rate.total < 0.3)";
        String any = "ai.keys.randomize()";

        assertEquals(List.of("calm"), keys(quota, calm, any));
        assertEquals(List.of("busy", "silent", "calm"), keys(calm, any));
        assertEquals(3, keys(any).size());
        assertEquals(1, keys("ai.keys.random()").size());
    }

    @Test
    void hasTheVariables() {
        assertEquals(
                List.of("busy"),
                keys(
                        "ai.keys.filter(k, k.id == 'busy' && k.quota.remaining_tokens == 1000 && k.quota.limit_requests == 1000 && k.quota.limit_tokens == null && k.error_rate.timeout + k.error_rate.client + k.error_rate.server == 0)"));
        assertEquals(
                List.of("calm", "busy", "silent"),
                keys("ai.keys.sortBy(k, -k.quota.remaining_requests)"));
    }

    @Test
    void neverGivesTheKeyItself() throws Exception {
        var strategy =
                new KeyStrategy(
                        List.of("ai.keys.filter(k, k.value.startsWith('sk-'))", "ai.keys"),
                        System::nanoTime);

        var choice = strategy.choose(KEYS, new SplittableRandom(1));

        assertEquals(KEYS, choice.chosen());
        assertEquals(
                new Choice.Dropped(
                        "busy",
                        "value is never given, as keys do not leave the vault: compare the id instead"),
                choice.steps().getFirst().dropped().getFirst());
    }

    @Test
    void seesNoModels() {
        assertEquals(
                List.of(new Problem(1, 3, "there is no field \"models\"")),
                new Expressions()
                        .checkForKeys("ai.models").stream()
                                .map(problem ->
                                        new Problem(
                                                problem.line(),
                                                problem.column(),
                                                problem.message().replaceAll(":.*", "")))
                                .toList());
    }
}
