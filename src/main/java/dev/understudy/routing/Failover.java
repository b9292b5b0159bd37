package dev.understudy.routing;

import dev.understudy.model.Attempt;
import dev.understudy.model.Attempt.Move;
import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.GatewaySettings.FailoverRule;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.Plan;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tries a plan's targets in order and returns the first answer.
///
/// Nothing has reached the caller when [#open] returns or throws, so any failure may be retried.
/// Holds the settings it was made with. Thread-safe.
public final class Failover {
    private static final int MOST_ATTEMPTS = 10;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /// Waits; interrupted if the caller goes away.
    @FunctionalInterface
    public interface Pause {
        void sleep(Duration length) throws InterruptedException;
    }

    private final GatewaySettings settings;
    private final Map<String, Provider> providers;
    private final Upstream upstream;
    private final Health health;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private final RandomGenerator random;

    public Failover(
            GatewaySettings settings,
            Upstream upstream,
            Health health,
            LongSupplier nanoTime,
            Pause pause,
            RandomGenerator random) {
        this.settings = settings;
        this.providers =
                settings.providers().stream()
                        .collect(Collectors.toMap(Provider::id, Function.identity()));
        this.upstream = upstream;
        this.health = health;
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.random = random;
    }

    /// Tries the targets in order, those that rest last, and returns the first answer.
    ///
    /// @throws AllAttemptsFailedException if no target answered
    /// @throws InterruptedException if the caller went away
    public Served open(Plan plan, ModelRequest request)
            throws AllAttemptsFailedException, InterruptedException {
        return new Walk(plan, request).go();
    }

    /// Tells how an answer that was served came to its end, which settles how its target stands.
    public void settle(Served served, Ending ending) {
        switch (ending) {
            case COMPLETE -> health.completed(served.target());
            case BROKEN_OFF -> health.brokeOff(served.target());
            case CLIENT_GONE -> {}
        }
    }

    /// How an answer that was served came to its end.
    public enum Ending {
        COMPLETE,
        BROKEN_OFF,
        CLIENT_GONE
    }

    /// The keys of a provider that follow the one in use.
    private enum Others {
        NONE,
        RESTING,
        /// At least one does not rest.
        FREE
    }

    /// One request's way along its plan.
    private final class Walk {
        private final List<Target> left;
        private final ModelRequest request;
        private final long start = nanoTime.getAsLong();
        private final List<Attempt> attempts = new ArrayList<>();
        private @Nullable Failure last;

        Walk(Plan plan, ModelRequest request) {
            this.left = new ArrayList<>(plan.targets());
            this.request = request;
        }

        Served go() throws AllAttemptsFailedException, InterruptedException {
            while (!left.isEmpty() && !spent()) {
                Health.Turn turn = health.takeNext(left);
                Optional<Served> served;
                try {
                    served = tryTarget(turn.target());
                } finally {
                    health.released(turn);
                }
                if (served.isPresent()) {
                    return served.get();
                }
                if (stopped()) {
                    break;
                }
            }
            if (!stopped()) {
                exhausted();
            }
            throw new AllAttemptsFailedException(attempts, failure(), outOfTime());
        }

        private Optional<Served> tryTarget(Target target) throws InterruptedException {
            Provider provider = providerOf(target);
            if (provider.keys().isEmpty()) {
                if (provider.needsKey()) {
                    failed(target, "", nanoTime.getAsLong(), noKey(provider), Move.NEXT_TARGET);
                    return Optional.empty();
                }
                return tryKey(provider, target, Optional.empty(), Others.NONE);
            }
            List<ProviderKey> keys = health.inOrder(provider);
            for (int i = 0; i < keys.size() && !spent(); i++) {
                Optional<Served> served =
                        tryKey(
                                provider,
                                target,
                                Optional.of(keys.get(i)),
                                others(provider, keys.subList(i + 1, keys.size())));
                if (served.isPresent()) {
                    return served;
                }
                if (lastMove() != Move.NEXT_KEY) {
                    break;
                }
            }
            return Optional.empty();
        }

        /// Tries one key of one target, twice if the failure is of a kind that passes.
        private Optional<Served> tryKey(
                Provider provider, Target target, Optional<ProviderKey> key, Others others)
                throws InterruptedException {
            String alias = key.map(ProviderKey::alias).orElse("");
            for (boolean again = false; ; again = true) {
                long begun = nanoTime.getAsLong();
                try {
                    Answer answer = upstream.open(call(provider, target, key));
                    health.answered(provider, target, key);
                    attempts.add(
                            new Attempt(
                                    target,
                                    alias,
                                    since(start, begun),
                                    since(begun, nanoTime.getAsLong()),
                                    new Attempt.Outcome.Answered()));
                    return Optional.of(new Served(answer, target, attempts));
                } catch (UpstreamException e) {
                    Failure failure = e.failure();
                    Optional<Duration> wait =
                            again ? Optional.empty() : waitBefore(failure, others);
                    if (wait.isEmpty()) {
                        failed(target, alias, begun, failure, moveAfter(failure, others));
                        health.failed(provider, target, key, failure);
                        return Optional.empty();
                    }
                    failed(target, alias, begun, failure, Move.SAME_AGAIN);
                    pause.sleep(wait.get());
                }
            }
        }

        private Upstream.Call call(Provider provider, Target target, Optional<ProviderKey> key) {
            Duration rest = max(remaining(), SHORTEST);
            boolean lastTarget = left.isEmpty();
            Duration headers =
                    lastTarget && !request.streaming()
                            ? rest
                            : min(rest, settings.timeouts().perRequest());
            Duration silence = lastTarget ? rest : min(rest, settings.timeouts().firstToken());
            return new Upstream.Call(
                    provider,
                    target,
                    key,
                    request,
                    request.streaming() ? min(headers, silence) : headers,
                    silence,
                    rest,
                    settings.timeouts().streamIdle());
        }

        /// The wait before the same target and key are tried again; empty if they are not.
        private Optional<Duration> waitBefore(Failure failure, Others others) {
            if (attempts.size() + 1 >= MOST_ATTEMPTS) {
                return Optional.empty();
            }
            Optional<Duration> wait =
                    switch (failure.kind().again()) {
                        case NEVER -> Optional.empty();
                        case SOON -> Optional.of(Duration.ofMillis(random.nextInt(100, 301)));
                        case AFTER_WAIT ->
                                others == Others.FREE
                                        ? Optional.empty()
                                        : failure.retryAfter()
                                                .filter(w -> w.compareTo(LONGEST_WAIT) <= 0);
                    };
            Duration rest = remaining();
            return wait.filter(w -> w.compareTo(rest) < 0);
        }

        private Move moveAfter(Failure failure, Others others) {
            FailureClass.Next next = failure.kind().next();
            if (next == FailureClass.Next.NOTHING
                    && settings.failover() == FailoverRule.ANY_ERROR) {
                next = FailureClass.Next.TARGET;
            }
            return switch (next) {
                case NOTHING -> Move.STOP;
                case KEY -> others == Others.NONE ? Move.NEXT_TARGET : Move.NEXT_KEY;
                case TARGET -> Move.NEXT_TARGET;
            };
        }

        private void failed(Target target, String key, long begun, Failure failure, Move move) {
            last = failure;
            attempts.add(
                    new Attempt(
                            target,
                            key,
                            since(start, begun),
                            since(begun, nanoTime.getAsLong()),
                            new Attempt.Outcome.Failed(failure, move)));
        }

        /// Nothing follows the last attempt, whatever might have.
        private void exhausted() {
            if (last != null) {
                Attempt end = attempts.removeLast();
                attempts.add(
                        new Attempt(
                                end.target(),
                                end.key(),
                                end.started(),
                                end.elapsed(),
                                new Attempt.Outcome.Failed(last, Move.EXHAUSTED)));
            }
        }

        private Move lastMove() {
            return !attempts.isEmpty()
                            && attempts.getLast().outcome()
                                    instanceof Attempt.Outcome.Failed(_, var move)
                    ? move
                    : Move.EXHAUSTED;
        }

        private boolean stopped() {
            return lastMove() == Move.STOP;
        }

        private boolean spent() {
            return attempts.size() >= MOST_ATTEMPTS || outOfTime();
        }

        private boolean outOfTime() {
            return !remaining().isPositive();
        }

        /// What is left of the time for all attempts.
        private Duration remaining() {
            return settings.timeouts().total().minus(since(start, nanoTime.getAsLong()));
        }

        private Failure failure() {
            return last != null
                    ? last
                    : Failure.without(FailureClass.TIMEOUT, "no time was left to try a target");
        }
    }

    private Provider providerOf(Target target) {
        Provider provider = providers.get(target.provider());
        if (provider == null) {
            throw new IllegalArgumentException("a plan for other settings: " + target);
        }
        return provider;
    }

    /// @param keys the ones that do not rest first
    private Others others(Provider provider, List<ProviderKey> keys) {
        if (keys.isEmpty()) {
            return Others.NONE;
        }
        return health.rests(provider, keys.getFirst()) ? Others.RESTING : Others.FREE;
    }

    private static Failure noKey(Provider provider) {
        String variable =
                provider.keyVariables().isEmpty()
                        ? ""
                        : " in the environment variable %s, or"
                                .formatted(provider.keyVariables().getFirst());
        return Failure.without(
                FailureClass.CREDENTIAL,
                "no key is stored for %s: put one%s under providers in gateway.yaml (id: %s,"
                                .formatted(provider.displayName(), variable, provider.id())
                        + " api_keys)");
    }

    private static Duration since(long from, long to) {
        return Duration.ofNanos(to - from);
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
