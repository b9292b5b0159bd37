package dev.understudy.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.model.ApiKey;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.Target;
import dev.understudy.model.Wire;
import dev.understudy.routing.Quotas;
import dev.understudy.routing.Upstream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuotaHeadersTest {
    private static final Instant NOW = Instant.parse("2026-08-21T12:00:00Z");
    private static final ProviderKey KEY = new ProviderKey("main", new ApiKey("a-secret-key"));
    private static final Provider PROVIDER =
            new Provider(
                    "p",
                    List.of(),
                    "p",
                    URI.create("http://127.0.0.1/v1"),
                    true,
                    List.of(),
                    List.of(KEY),
                    List.of());

    private long now;
    private final Quotas quotas = new Quotas(() -> now, Duration.ofMinutes(15));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-ratelimit-remaining-requests: 9, x-ratelimit-limit-requests: 10|9 - 10 -",
                "x-ratelimit-remaining-tokens: 0, X-RateLimit-Limit-Tokens: 30000|- 0 - 30000",
                "anthropic-ratelimit-requests-remaining: 49, anthropic-ratelimit-requests-limit: 50, anthropic-ratelimit-tokens-remaining: 7000, anthropic-ratelimit-tokens-limit: 8000|49 7000 50 8000",
                "X-RateLimit-Limit: 20, X-RateLimit-Remaining: 0|0 - 20 -",
                "x-ratelimit-remaining-requests: many|- - - -",
                "x-ratelimit-remaining-requests: -1|- - - -",
                "x-ratelimit-remaining-requests: 99999999999999999999|- - - -",
                "x-ratelimit-remaining-requests: ''|- - - -",
                "content-type: text/plain|- - - -"
            })
    void readsWhatIsLeft(String headers, String quota) {
        read(headers);

        var of = quotas.of(PROVIDER, KEY);
        assertEquals(
                quota,
                "%s %s %s %s"
                        .formatted(
                                shown(of.remainingRequests()),
                                shown(of.remainingTokens()),
                                shown(of.limitRequests()),
                                shown(of.limitTokens())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-ratelimit-remaining-requests: 0, x-ratelimit-reset-requests: 6m0s|PT6M",
                "anthropic-ratelimit-requests-remaining: 0, anthropic-ratelimit-requests-reset: 2026-08-21T12:00:18Z|PT18S",
                "x-ratelimit-remaining: 0, x-ratelimit-reset: 1787313660000|PT1M"
            })
    void forgetsItAtItsReset(String headers, Duration reset) {
        read(headers);

        now += reset.toNanos() - 1;
        assertEquals(OptionalLong.of(0), quotas.of(PROVIDER, KEY).remainingRequests());
        now++;
        assertEquals(OptionalLong.empty(), quotas.of(PROVIDER, KEY).remainingRequests());
    }

    @Test
    void learnsNothingOfACallWithoutAKey() {
        new QuotaHeaders(quotas, new RetryAfter(InstantSource.fixed(NOW)))
                .read(call(Optional.empty()), headers("x-ratelimit-remaining-requests: 9"));

        assertEquals(OptionalLong.empty(), quotas.of(PROVIDER, KEY).remainingRequests());
    }

    @Test
    void learnsNothingOfACallersOwnKey() {
        var own = new ProviderKey("caller", new ApiKey("a-callers-key"));

        new QuotaHeaders(quotas, new RetryAfter(InstantSource.fixed(NOW)))
                .read(call(Optional.of(own)), headers("x-ratelimit-remaining-requests: 9"));

        assertEquals(OptionalLong.empty(), quotas.of(PROVIDER, own).remainingRequests());
    }

    private void read(String headers) {
        new QuotaHeaders(quotas, new RetryAfter(InstantSource.fixed(NOW)))
                .read(call(Optional.of(KEY)), headers(headers));
    }

    private static Headers headers(String lines) {
        var all = new HashMap<String, String>();
        for (String line : lines.split(", ", -1)) {
            String[] parts = line.split(": ?", 2);
            all.put(parts[0], parts[1].replace("'", ""));
        }
        return GivenHeaders.of(all);
    }

    private static Upstream.Call call(Optional<ProviderKey> key) {
        return new Upstream.Call(
                PROVIDER,
                new Target("p", "m"),
                key,
                new ModelRequest(Wire.CHAT_COMPLETIONS, List.of(), false, (_, _) -> new byte[0]),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
    }

    private static String shown(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "-";
    }
}
