package dev.understudy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyProfile.Quota;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import dev.understudy.routing.Quotas.Limit;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class QuotasTest {
    private static final Provider PROVIDER = Given.keyed("p", "a", "b");
    private static final ProviderKey KEY = Given.key("a");

    private long now = -5;
    private final Quotas quotas = new Quotas(() -> now, Duration.ofMinutes(15));

    @Test
    void remembersWhatIsLeftOfEachKey() {
        quotas.told(PROVIDER, KEY, limit(7, 100), limit(500, 9000));

        assertEquals(quota(7, 500, 100, 9000), quotas.of(PROVIDER, KEY));
        assertEquals(Quota.UNKNOWN, quotas.of(PROVIDER, Given.key("b")));
        assertEquals(Quota.UNKNOWN, quotas.of(Given.keyed("q", "a"), KEY));
    }

    @Test
    void keepsWhatIsNotToldAgain() {
        quotas.told(PROVIDER, KEY, limit(7, 100), limit(500, 9000));

        quotas.told(PROVIDER, KEY, Limit.UNTOLD, limit(400, 9000));
        quotas.told(PROVIDER, KEY, Limit.UNTOLD, Limit.UNTOLD);

        assertEquals(quota(7, 400, 100, 9000), quotas.of(PROVIDER, KEY));
    }

    @Test
    void forgetsALimitOnceItIsFullAgain() {
        quotas.told(
                PROVIDER,
                KEY,
                new Limit(
                        OptionalLong.of(0),
                        OptionalLong.of(100),
                        Optional.of(Duration.ofSeconds(6))),
                limit(500, 9000));

        pass(Duration.ofSeconds(6).minusNanos(1));
        assertEquals(quota(0, 500, 100, 9000), quotas.of(PROVIDER, KEY));

        pass(Duration.ofNanos(1));
        assertEquals(
                new Quota(
                        OptionalLong.empty(),
                        OptionalLong.of(500),
                        OptionalLong.empty(),
                        OptionalLong.of(9000)),
                quotas.of(PROVIDER, KEY));
    }

    @Test
    void forgetsWhatWasToldLongAgo() {
        quotas.told(
                PROVIDER,
                KEY,
                new Limit(
                        OptionalLong.of(0), OptionalLong.of(100), Optional.of(Duration.ofDays(1))),
                limit(500, 9000));

        pass(Duration.ofMinutes(15));

        assertEquals(Quota.UNKNOWN, quotas.of(PROVIDER, KEY));
    }

    @Test
    void takesAKeyThatWasEditedForAnotherOne() {
        quotas.told(PROVIDER, KEY, limit(7, 100), Limit.UNTOLD);

        assertEquals(
                Quota.UNKNOWN,
                quotas.of(PROVIDER, new ProviderKey("a", new ApiKey("another-secret"))));
    }

    @Test
    void knowsAKeyByItsSecret() {
        quotas.told(PROVIDER, KEY, limit(7, 100), limit(500, 9000));

        assertEquals(
                quota(7, 500, 100, 9000),
                quotas.of(PROVIDER, new ProviderKey("renamed", KEY.secret(), 3)));
    }

    private void pass(Duration length) {
        now += length.toNanos();
    }

    private static Limit limit(long remaining, long limit) {
        return new Limit(OptionalLong.of(remaining), OptionalLong.of(limit), Optional.empty());
    }

    private static Quota quota(long requests, long tokens, long mostRequests, long mostTokens) {
        return new Quota(
                OptionalLong.of(requests),
                OptionalLong.of(tokens),
                OptionalLong.of(mostRequests),
                OptionalLong.of(mostTokens));
    }
}
