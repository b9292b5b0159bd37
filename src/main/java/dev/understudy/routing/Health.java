package dev.understudy.routing;

import dev.understudy.model.ApiKey;
import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/// How targets and keys are: which of them rest.
///
/// Outlives the settings, so that a reload forgets no rest. Thread-safe.
public final class Health {
    private static final Duration TARGET_FIRST = Duration.ofSeconds(5);
    private static final Duration TARGET_LONGEST = Duration.ofSeconds(30);
    private static final Duration LIMITED_FIRST = Duration.ofSeconds(10);
    private static final Duration LIMITED_LONGEST = Duration.ofMinutes(5);
    private static final Duration QUOTA = Duration.ofHours(1);
    private static final Duration NEEDS_ATTENTION = Duration.ofDays(365);
    private static final Duration LONGEST_WISH = Duration.ofDays(1);

    /// A key is known by its secret: with another alias or weight it rests on.
    private record KeyOf(String provider, ApiKey secret) {
        KeyOf(Provider provider, ProviderKey key) {
            this(provider.id(), key.secret());
        }
    }

    private final Rests<Target> targets;
    private final Rests<KeyOf> keys;
    private final Rotation<KeyOf> rotation = new Rotation<>();

    /// @param nanoTime the clock, such as `System::nanoTime`
    public Health(LongSupplier nanoTime) {
        targets = new Rests<>(nanoTime);
        keys = new Rests<>(nanoTime);
    }

    /// A target to try.
    ///
    /// @param admitted whether it may be tried now; if not, it rests and nothing else was left
    record Turn(Target target, boolean admitted) {}

    /// Takes the target to try next out of `left`: the first that does not rest, else the first.
    Turn takeNext(List<Target> left) {
        for (int i = 0; i < left.size(); i++) {
            if (targets.admits(left.get(i))) {
                return new Turn(left.remove(i), true);
            }
        }
        return new Turn(left.removeFirst(), false);
    }

    /// A provider's keys, resting ones last. Those that stand in the provider's own order come
    /// first in turns, as often as their weights say; another order is somebody's choice, and is
    /// kept.
    List<ProviderKey> inOrder(Provider provider, List<ProviderKey> keys) {
        var ready = new ArrayList<ProviderKey>();
        var resting = new ArrayList<ProviderKey>();
        for (ProviderKey key : keys) {
            (rests(provider, key) ? resting : ready).add(key);
        }
        var ordered = new ArrayList<>(inOwnOrder(provider, keys) ? inTurn(provider, ready) : ready);
        ordered.addAll(resting);
        return ordered;
    }

    /// The keys with the one whose turn it is first; those of equal weight stay as they are.
    private List<ProviderKey> inTurn(Provider provider, List<ProviderKey> keys) {
        List<Integer> weights = keys.stream().map(ProviderKey::weight).toList();
        if (Set.copyOf(weights).size() < 2) {
            return keys;
        }
        List<KeyOf> all = keys.stream().map(key -> new KeyOf(provider, key)).toList();
        var ordered = new ArrayList<>(keys);
        ordered.addFirst(ordered.remove(rotation.next(all, weights)));
        return ordered;
    }

    private static boolean inOwnOrder(Provider provider, List<ProviderKey> keys) {
        var own = new ArrayList<>(provider.keys());
        own.retainAll(keys);
        return own.equals(keys);
    }

    boolean rests(Provider provider, ProviderKey key) {
        return keys.rests(new KeyOf(provider, key));
    }

    int restingTargets() {
        return targets.count();
    }

    int restingKeys() {
        return keys.count();
    }

    void failed(Provider provider, Target target, Optional<ProviderKey> key, Failure failure) {
        switch (failure.kind().rests()) {
            case NOTHING -> {}
            case TARGET -> rest(target, failure);
            case KEY ->
                    key.ifPresentOrElse(
                            used -> {
                                if (provider.keys().contains(used)) { // a caller's own is its own
                                    rest(new KeyOf(provider, used), failure);
                                }
                            },
                            () -> rest(target, failure));
        }
    }

    void answered(Provider provider, Target target, Optional<ProviderKey> key) {
        targets.answered(target);
        key.ifPresent(used -> keys.completed(new KeyOf(provider, used)));
    }

    void completed(Target target) {
        targets.completed(target);
    }

    void brokeOff(Target target) {
        targets.failed(target, TARGET_FIRST, TARGET_LONGEST);
        targets.because(target, "broke off");
    }

    /// The turn is over, whatever came of it: another request may probe the target.
    void released(Turn turn) {
        if (turn.admitted()) {
            targets.released(turn.target());
        }
    }

    /// How a provider's key rests; empty if it does not.
    public Optional<Rest> rest(String provider, ApiKey secret) {
        var key = new KeyOf(provider, secret);
        return keys.left(key)
                .map(left ->
                        new Rest(
                                keys.why(key),
                                left.compareTo(LONGEST_WISH) > 0
                                        ? Optional.empty()
                                        : Optional.of(left)));
    }

    /// How a target rests; empty if it does not.
    public Optional<Rest> rest(Target target) {
        return targets.left(target).map(left -> new Rest(targets.why(target), Optional.of(left)));
    }

    /// A key is known to work: its rest is over.
    public void works(String provider, ApiKey secret) {
        keys.completed(new KeyOf(provider, secret));
    }

    /// The rest of a target or a key.
    ///
    /// @param why such as `rate limited`
    /// @param left how long; empty if a key rests until it is replaced or checked anew
    public record Rest(String why, Optional<Duration> left) {}

    private void rest(Target target, Failure failure) {
        targets.failed(target, TARGET_FIRST, TARGET_LONGEST);
        targets.because(target, why(failure));
    }

    private void rest(KeyOf key, Failure failure) {
        restAlone(key, failure);
        keys.because(key, why(failure));
    }

    private static String why(Failure failure) {
        int status = failure.error().status();
        String told = status == 0 ? "" : " " + status;
        return switch (failure.kind()) {
            case CREDENTIAL -> "refused" + told;
            case QUOTA -> "no credit left";
            case UNREACHABLE -> "not reached";
            case TIMEOUT -> "no answer in time";
            case MODEL_UNAVAILABLE -> "model not there";
            case SERVER -> "server error" + told;
            case RATE_LIMITED,
                    NO_KEY_SELECTED,
                    TOO_LONG,
                    CONTENT_REFUSED,
                    UNTRANSLATABLE,
                    CALLER_FAULT ->
                    "rate limited";
        };
    }

    private void restAlone(KeyOf key, Failure failure) {
        if (failure.kind() == FailureClass.CREDENTIAL) {
            keys.failedUntil(key, NEEDS_ATTENTION);
            return;
        }
        Optional<Duration> wish =
                failure.retryAfter()
                        .map(wait -> wait.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wait);
        if (wish.isPresent()) {
            keys.failedUntil(key, wish.get());
        } else if (failure.kind() == FailureClass.QUOTA) {
            keys.failedUntil(key, QUOTA);
        } else {
            keys.failed(key, LIMITED_FIRST, LIMITED_LONGEST);
        }
    }
}
