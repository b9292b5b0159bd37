package dev.understudy.upstream;

import dev.understudy.routing.Quotas;
import dev.understudy.routing.Quotas.Limit;
import dev.understudy.routing.Upstream.Call;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads what a provider's answer, good or bad, tells of its key's limits: the headers of OpenAI
/// and those like it, of Anthropic, and of OpenRouter.
final class QuotaHeaders {
    private static final List<Names> REQUESTS =
            List.of(
                    Names.of("x-ratelimit-%s-requests"),
                    Names.of("anthropic-ratelimit-requests-%s"),
                    Names.of("x-ratelimit-%s"));
    private static final List<Names> TOKENS =
            List.of(Names.of("x-ratelimit-%s-tokens"), Names.of("anthropic-ratelimit-tokens-%s"));
    private static final int MOST_DIGITS = 15;

    /// The headers that tell of one limit.
    private record Names(String remaining, String limit, String reset) {
        static Names of(String family) {
            return new Names(
                    family.formatted("remaining"),
                    family.formatted("limit"),
                    family.formatted("reset"));
        }
    }

    private final Quotas quotas;
    private final RetryAfter waits;

    /// @param quotas what is told
    /// @param waits reads the times of resets
    QuotaHeaders(Quotas quotas, RetryAfter waits) {
        this.quotas = quotas;
        this.waits = waits;
    }

    /// What is told of a caller's own key is the caller's to know.
    void read(Call call, Headers headers) {
        if (call.usesCallersKey()) {
            return;
        }
        call.key()
                .ifPresent(key ->
                        quotas.told(
                                call.provider(),
                                key,
                                limit(headers, REQUESTS),
                                limit(headers, TOKENS)));
    }

    private Limit limit(Headers headers, List<Names> families) {
        for (Names names : families) {
            OptionalLong remaining = number(headers, names.remaining());
            OptionalLong limit = number(headers, names.limit());
            if (remaining.isPresent() || limit.isPresent()) {
                return new Limit(
                        remaining, limit, headers.firstValue(names.reset()).flatMap(waits::reset));
            }
        }
        return Limit.UNTOLD;
    }

    private static OptionalLong number(Headers headers, String name) {
        Optional<String> value =
                headers.firstValue(name)
                        .map(String::strip)
                        .filter(text ->
                                !text.isEmpty()
                                        && text.length() <= MOST_DIGITS
                                        && text.chars().allMatch(c -> c >= '0' && c <= '9'));
        return value.isPresent()
                ? OptionalLong.of(Long.parseLong(value.get()))
                : OptionalLong.empty();
    }
}
