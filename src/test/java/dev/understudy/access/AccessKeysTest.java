package dev.understudy.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.access.AccessKeys.Created;
import dev.understudy.model.AccessKey;
import dev.understudy.model.AccessTerms;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AccessKeysTest {
    private static final Instant NOW = Instant.parse("2026-08-21T12:00:00Z");
    private final AccessKeys keys = new AccessKeys(List.of());

    @Test
    void findsAKeyItMade() {
        Created first = keys.create("agent", AccessTerms.UNBOUNDED, NOW);
        Created second = keys.create("editor", AccessTerms.UNBOUNDED, NOW);

        assertEquals(Optional.of(first.key()), keys.find(first.secret()));
        assertEquals(Optional.of(second.key()), keys.find(second.secret()));
        assertEquals(List.of(first.key(), second.key()), keys.list());
        assertEquals("agent", first.key().name());
        assertEquals(NOW, first.key().created());
    }

    @Test
    void makesKeysOfA256BitsThatDiffer() {
        String secret = keys.create("a", AccessTerms.UNBOUNDED, NOW).secret();

        assertTrue(secret.matches("us-[A-Za-z0-9_-]{43}"));
        assertNotEquals(secret, keys.create("a", AccessTerms.UNBOUNDED, NOW).secret());
    }

    @Test
    void findsNothingElse() {
        Created made = keys.create("agent", AccessTerms.UNBOUNDED, NOW);

        for (String wrong :
                List.of(
                        "",
                        "us-",
                        made.key().id(),
                        made.key().sha256(),
                        made.secret() + " ",
                        made.secret().substring(1),
                        made.secret().toUpperCase(Locale.ROOT),
                        "Bearer " + made.secret(),
                        "x".repeat(100_000))) {
            assertEquals(Optional.empty(), keys.find(wrong));
        }
    }

    @Test
    void knowsAKeyByItsDigestAlone() {
        Created made = keys.create("agent", AccessTerms.UNBOUNDED, NOW);

        var again = new AccessKeys(List.of(made.key()));

        assertEquals(Optional.of(made.key()), again.find(made.secret()));
    }

    @Test
    void listsNoKeyThatPasses() {
        Created passing = keys.createPassing("console", NOW);

        assertEquals(Optional.of(passing.key()), keys.find(passing.secret()));
        assertEquals(List.of(), keys.list());
    }

    @Test
    void printsNoSecret() {
        Created made = keys.create("agent", AccessTerms.UNBOUNDED, NOW);

        assertFalse(made.toString().contains(made.secret()));
    }

    @Test
    void keepsOnlyADigest() {
        Created made = keys.create("agent", AccessTerms.UNBOUNDED, NOW);
        AccessKey key = made.key();

        assertTrue(key.sha256().matches("[0-9a-f]{64}"));
        assertEquals("ak_" + key.sha256().substring(0, 12), key.id());
    }

    @Test
    void stillKnowsAKeyThatWasRevoked() {
        Created made = keys.create("agent", AccessTerms.UNBOUNDED, NOW);

        keys.replace(List.of(made.key().revoked(Optional.of(NOW))));

        assertEquals(Optional.of(NOW), keys.find(made.secret()).orElseThrow().revoked());
        assertEquals(List.of(), keys.list());
    }

    /// A loop that ended at the key it finds would be hundreds of times as fast for the first.
    @Test
    void takesAsLongForTheFirstKeyAsForTheLastAndForNone() {
        List<Created> made =
                IntStream.range(0, 4000)
                        .mapToObj(i -> keys.make("k" + i, AccessTerms.UNBOUNDED, NOW))
                        .toList();
        keys.replace(made.stream().map(Created::key).toList());
        List<String> asked =
                List.of(made.getFirst().secret(), made.getLast().secret(), "us-" + "x".repeat(43));

        long[] least = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
        for (int i = 0; i < 600; i++) {
            int which = i % 3;
            long begun = System.nanoTime();
            assertEquals(which < 2, keys.find(asked.get(which)).isPresent());
            least[which] = Math.min(least[which], System.nanoTime() - begun);
        }

        for (long one : least) {
            for (long other : least) {
                assertTrue(one < 5 * other, Arrays.toString(least));
            }
        }
    }
}
