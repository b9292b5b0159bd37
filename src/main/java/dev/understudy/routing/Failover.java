package dev.understudy.routing;

import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.GatewaySettings.FailoverRule;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.Plan;
import dev.understudy.model.Provider;
import dev.understudy.model.Rehearsal;
import dev.understudy.model.Target;
import dev.understudy.model.Timeouts;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Tries a plan's targets in order and returns the first answer.
///
/// Nothing has reached the caller when [#open] returns or throws, so any failure may be retried.
/// Holds the settings it was made with. Thread-safe.
public final class Failover {
    /// Waits; interrupted if the caller goes away.
    @FunctionalInterface
    public interface Pause {
        void sleep(Duration length) throws InterruptedException;
    }

    private final GatewaySettings settings;
    private final Map<String, Provider> providers;
    private final Upstream upstream;
    private final Health health;
    private final KeyChoice keys;
    private final ContextWindows windows;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private final RandomGenerator random;

    /// Uses every key, and knows nothing of context windows.
    public Failover(
            GatewaySettings settings,
            Upstream upstream,
            Health health,
            LongSupplier nanoTime,
            Pause pause,
            RandomGenerator random) {
        this(
                settings,
                upstream,
                health,
                KeyChoice.ALL,
                ContextWindows.UNKNOWN,
                nanoTime,
                pause,
                random);
    }

    public Failover(
            GatewaySettings settings,
            Upstream upstream,
            Health health,
            KeyChoice keys,
            ContextWindows windows,
            LongSupplier nanoTime,
            Pause pause,
            RandomGenerator random) {
        this.settings = settings;
        this.providers =
                settings.providers().stream()
                        .collect(Collectors.toMap(Provider::id, Function.identity()));
        this.upstream = upstream;
        this.health = health;
        this.keys = keys;
        this.windows = windows;
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.random = random;
    }

    /// Tries the targets in order, those that rest last, and returns the first answer. A stream
    /// that breaks off later is carried on by the targets that are left.
    ///
    /// @throws AllAttemptsFailedException if no target answered
    /// @throws InterruptedException if the caller went away
    public Served open(Plan plan, ModelRequest request)
            throws AllAttemptsFailedException, InterruptedException {
        return open(plan, request, attempts());
    }

    /// The same, with the attempts to be seen in `log` as they go.
    ///
    /// @param log from [#attempts()], for this request alone
    public Served open(Plan plan, ModelRequest request, Attempts log)
            throws AllAttemptsFailedException, InterruptedException {
        return new Walk(this, plan, request, log).go();
    }

    /// A log for the attempts of one request, which begins now.
    public Attempts attempts() {
        return new Attempts(nanoTime);
    }

    /// The same with the faults of a rehearsal. What it finds of targets and keys is forgotten
    /// after it.
    ///
    /// @throws AllAttemptsFailedException if no target answered
    /// @throws InterruptedException if the caller went away
    public Served rehearse(Plan plan, ModelRequest request, Rehearsal rehearsal, Attempts log)
            throws AllAttemptsFailedException, InterruptedException {
        return new Failover(
                        settings,
                        new Rehearsed(upstream, plan, rehearsal, pause),
                        new Health(nanoTime),
                        keys,
                        windows,
                        nanoTime,
                        pause,
                        random)
                .open(plan, request, log);
    }

    /// How many targets rest.
    public int restingTargets() {
        return health.restingTargets();
    }

    /// How many keys rest.
    public int restingKeys() {
        return health.restingKeys();
    }

    /// How an answer that was served came to its end.
    public enum Ending {
        COMPLETE,
        BROKEN_OFF,
        CLIENT_GONE
    }

    Upstream upstream() {
        return upstream;
    }

    Health health() {
        return health;
    }

    KeyChoice keys() {
        return keys;
    }

    ContextWindows windows() {
        return windows;
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }

    Pause pause() {
        return pause;
    }

    RandomGenerator random() {
        return random;
    }

    Timeouts timeouts() {
        return settings.timeouts();
    }

    FailoverRule rule() {
        return settings.failover();
    }

    Provider providerOf(Target target) {
        Provider provider = providers.get(target.provider());
        if (provider == null) {
            throw new IllegalArgumentException("a plan for other settings: " + target);
        }
        return provider;
    }

    Failure noKey(Provider provider) {
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
}
