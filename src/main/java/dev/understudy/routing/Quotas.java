package dev.understudy.routing;

import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyProfile;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What is left of the keys' limits, as providers told with their latest answers.
///
/// A limit is forgotten once it is full again, or when nothing was told of it for as long as the
/// window. Outlives the settings. Thread-safe; the instance's lock owns the map.
public final class Quotas {
    /// Keys come and go with the settings: only so many are remembered, those told of last.
    private static final int MOST = 4096;

    /// A key is known by its secret, whatever the settings call it.
    private record KeyOf(String provider, ApiKey secret) {}

    private record Told(Limit limit, long until) {}

    /// What a key is known of; an absent one was never told.
    private record Both(@Nullable Told requests, @Nullable Told tokens) {}

    private final LongSupplier nanoTime;
    private final Duration window;
    private final Map<KeyOf, Both> told =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<KeyOf, Both> eldest) {
                    return size() > MOST;
                }
            };

    /// @param nanoTime the clock, such as `System::nanoTime`
    /// @param window the longest that something told holds
    public Quotas(LongSupplier nanoTime, Duration window) {
        this.nanoTime = nanoTime;
        this.window = window;
    }

    /// One of a key's limits.
    ///
    /// @param resetsIn until it is full again, if that was told
    public record Limit(OptionalLong remaining, OptionalLong limit, Optional<Duration> resetsIn) {
        /// Nothing was told.
        public static final Limit UNTOLD =
                new Limit(OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

        boolean isTold() {
            return remaining.isPresent() || limit.isPresent();
        }
    }

    /// A provider told of a key's limits; what it did not tell stays as it was.
    public void told(Provider provider, ProviderKey key, Limit requests, Limit tokens) {
        if (!requests.isTold() && !tokens.isTold()) {
            return;
        }
        var of = new KeyOf(provider.id(), key.secret());
        synchronized (this) {
            Both before = told.get(of);
            told.put(
                    of,
                    new Both(
                            newer(requests, before == null ? null : before.requests()),
                            newer(tokens, before == null ? null : before.tokens())));
        }
    }

    /// What is left of a key's limits, as far as that is known now.
    public synchronized KeyProfile.Quota of(Provider provider, ProviderKey key) {
        Both both = told.get(new KeyOf(provider.id(), key.secret()));
        if (both == null) {
            return KeyProfile.Quota.UNKNOWN;
        }
        Limit requests = now(both.requests());
        Limit tokens = now(both.tokens());
        return new KeyProfile.Quota(
                requests.remaining(), tokens.remaining(), requests.limit(), tokens.limit());
    }

    private @Nullable Told newer(Limit limit, @Nullable Told before) {
        if (!limit.isTold()) {
            return before;
        }
        Duration holds =
                limit.resetsIn().filter(reset -> reset.compareTo(window) < 0).orElse(window);
        return new Told(limit, nanoTime.getAsLong() + holds.toNanos());
    }

    private Limit now(@Nullable Told of) {
        return of == null || nanoTime.getAsLong() - of.until() >= 0 ? Limit.UNTOLD : of.limit();
    }
}
