package dev.understudy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.ApiKey;
import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.Target;
import dev.understudy.routing.Health.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HealthTest {
    private static final Provider PROVIDER = Given.keyed("p", "a", "b", "c");
    private static final Target ONE = new Target("p", "one");
    private static final Target TWO = new Target("p", "two");

    private long now = 7;
    private final Health health = new Health(() -> now);

    @Test
    void takesTargetsInOrder() {
        var left = new ArrayList<>(List.of(ONE, TWO));

        assertEquals(new Turn(ONE, true), health.takeNext(left));
        assertEquals(new Turn(TWO, true), health.takeNext(left));
        assertEquals(List.of(), left);
    }

    @Test
    void takesRestingTargetsLastAndInOrder() {
        fail(ONE, "a", FailureClass.SERVER);
        var left = new ArrayList<>(List.of(ONE, TWO));

        assertEquals(new Turn(TWO, true), health.takeNext(left));
        assertEquals(new Turn(ONE, false), health.takeNext(left));
    }

    @Test
    void ordersKeysWithTheRestingOnesLast() {
        fail(ONE, "a", FailureClass.RATE_LIMITED);
        fail(ONE, "b", FailureClass.QUOTA);
        assertEquals(List.of("c", "a", "b"), keys());

        now += Duration.ofSeconds(10).toNanos();
        assertEquals(List.of("a", "c", "b"), keys());

        now += Duration.ofHours(1).toNanos();
        assertEquals(List.of("a", "b", "c"), keys());
    }

    @Test
    void leavesChosenKeysInTheOrderTheyWereChosen() {
        var chosen = List.of(Given.key("c"), Given.key("a"));
        assertEquals(chosen, health.inOrder(PROVIDER, chosen));

        fail(ONE, "c", FailureClass.QUOTA);
        assertEquals(chosen.reversed(), health.inOrder(PROVIDER, chosen));
    }

    @Test
    void givesTurnsByWeightToThoseThatWereChosenAndNotSorted() {
        var a = new ProviderKey("a", new ApiKey("secret-of-a"), 1);
        var b = new ProviderKey("b", new ApiKey("secret-of-b"), 5);
        var c = new ProviderKey("c", new ApiKey("secret-of-c"), 3);
        Provider weighted = PROVIDER.withKeys(List.of(a, b, c));
        var first = new ArrayList<ProviderKey>();
        for (int i = 0; i < 4; i++) {
            first.add(health.inOrder(weighted, List.of(a, c)).getFirst());
        }

        assertEquals(List.of(c, a, c, c), first);
        assertEquals(List.of(c, b), health.inOrder(weighted, List.of(c, b)));
    }

    @Test
    void forgetsTheRestOfAKeyThatAnswers() {
        fail(ONE, "a", FailureClass.CREDENTIAL);

        health.answered(PROVIDER, ONE, Optional.of(Given.key("a")));

        assertEquals(List.of("a", "b", "c"), keys());
    }

    @Test
    void knowsAKeyByItsSecretWhateverItIsCalledAndWeighs() {
        fail(ONE, "a", FailureClass.CREDENTIAL);
        var edited = new ProviderKey("renamed", Given.key("a").secret(), 5);

        assertTrue(health.rests(PROVIDER, edited));
    }

    @Test
    void takesAKeyThatWasEditedForAnotherOne() {
        fail(ONE, "a", FailureClass.CREDENTIAL);
        var edited = new ProviderKey("a", new ApiKey("another-secret"));

        assertFalse(health.rests(PROVIDER, edited));
        assertTrue(health.rests(PROVIDER, Given.key("a")));
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "CREDENTIAL", "QUOTA", "TOO_LONG", "CALLER_FAULT"})
    void restsNoTargetForWhatIsNotItsFault(FailureClass kind) {
        fail(ONE, "a", kind);

        assertEquals(new Turn(ONE, true), health.takeNext(new ArrayList<>(List.of(ONE, TWO))));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "SERVER", "TIMEOUT", "MODEL_UNAVAILABLE"})
    void restsNoKeyForWhatIsNotItsFault(FailureClass kind) {
        fail(ONE, "a", kind);

        assertEquals(List.of("a", "b", "c"), keys());
    }

    private void fail(Target target, String key, FailureClass kind) {
        health.failed(PROVIDER, target, Optional.of(Given.key(key)), Failure.without(kind, "no"));
    }

    private List<String> keys() {
        return health.inOrder(PROVIDER, PROVIDER.keys()).stream().map(ProviderKey::alias).toList();
    }
}
