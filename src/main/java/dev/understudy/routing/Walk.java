package dev.understudy.routing;

import dev.understudy.model.Attempt.Move;
import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.GatewaySettings.FailoverRule;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.Plan;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.StepRules;
import dev.understudy.model.StepRules.OnRefusal;
import dev.understudy.model.StepRules.OnStreamBreak;
import dev.understudy.model.Target;
import dev.understudy.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request's way along its plan.
final class Walk {
    private static final int MOST_ATTEMPTS = 10;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    /// The keys of a provider that follow the one in use.
    private enum Others {
        NONE,
        RESTING,
        /// At least one does not rest.
        FREE
    }

    private final Failover parts;
    private final Plan plan;
    private final Remaining left;
    private final Attempts attempts;
    private final TimeLeft time;
    private volatile ModelRequest request;
    private volatile @Nullable Failure last;

    Walk(Failover parts, Plan plan, ModelRequest request, Attempts attempts) {
        this.parts = parts;
        this.plan = plan;
        this.left = new Remaining(plan, parts.health(), parts.windows(), attempts);
        this.request = request;
        this.attempts = attempts;
        this.time = new TimeLeft(parts.timeouts(), attempts);
    }

    ModelRequest request() {
        return request;
    }

    /// Tries the targets in order, those that rest last, and returns the first answer.
    ///
    /// @throws AllAttemptsFailedException if no target answered
    /// @throws InterruptedException if the caller went away
    Served go() throws AllAttemptsFailedException, InterruptedException {
        Optional<Served> served = tryTargets();
        if (served.isEmpty()) {
            if (!stopped()) {
                attempts.exhausted();
            }
            throw new AllAttemptsFailedException(attempts, failure(), time.isOver());
        }
        return served.get().answer() instanceof Answer.Streamed(var stream, var limits)
                ? new Served(
                        new Answer.Streamed(
                                new RescuedStream(this, stream, served.get().number()), limits),
                        served.get().target(),
                        attempts,
                        served.get().number(),
                        parts.health())
                : served.get();
    }

    /// Whether a break may be carried on by a target that is left.
    ///
    /// @param number of the attempt that broke off
    boolean mayCarryOn(int number) {
        return rules(attempts.list().get(number).target()).onStreamBreak() == OnStreamBreak.RESUME
                && !left.isEmpty()
                && attempts.size() < MOST_ATTEMPTS;
    }

    /// Asks the targets that are left to carry on; they have as much time as the first had.
    Optional<Served> reopen(ModelRequest.Body body) throws InterruptedException {
        request = request.with(body);
        time.beginAnew();
        return tryTargets();
    }

    void completed(int number) {
        attempts.completed(number);
    }

    void used(int number, Usage usage) {
        attempts.used(number, usage);
    }

    void abandoned(int number) {
        attempts.abandoned(number);
    }

    void brokeOff(int number, Failure failure, Move move) {
        attempts.brokeOff(number, failure, move);
        if (move == Move.CARRIED_ON) {
            parts.health().brokeOff(attempts.list().get(number).target());
        }
    }

    private Optional<Served> tryTargets() throws InterruptedException {
        if (left.anyBeforeLast(target -> rules(target).hedgeAfter().isPresent())) {
            return new Race(
                            this::takeNext,
                            this::tryTarget,
                            parts.health(),
                            target -> rules(target).hedgeAfter())
                    .run(this::stopped);
        }
        for (Optional<Health.Turn> turn = takeNext(); turn.isPresent(); turn = takeNext()) {
            Optional<Served> served;
            try {
                served = tryTarget(turn.get().target());
            } finally {
                parts.health().released(turn.get());
            }
            if (served.isPresent() || stopped()) {
                return served;
            }
        }
        return Optional.empty();
    }

    private Optional<Health.Turn> takeNext() {
        return spent() ? Optional.empty() : left.takeNext();
    }

    private Optional<Served> tryTarget(Target target) throws InterruptedException {
        boolean lastTarget = left.isEmpty();
        Provider provider = parts.providerOf(target);
        if (provider.keys().isEmpty()) {
            Optional<ProviderKey> own = request.caller().keyFor(provider);
            if (own.isEmpty() && provider.needsKey()) {
                fail(attempts.begin(target, ""), parts.noKey(provider), Move.NEXT_TARGET);
                return Optional.empty();
            }
            return tryKey(provider, target, own, Others.NONE, lastTarget);
        }
        KeyChoice.Chosen chosen = parts.keys().choose(target, provider);
        attempts.chose(chosen.evaluations());
        List<String> wanted = rules(target).keys();
        List<ProviderKey> usable = chosen.of(wanted);
        if (usable.isEmpty()) {
            skip(target, FailureClass.NO_KEY_SELECTED, chosen.reason(provider, wanted));
            return Optional.empty();
        }
        List<ProviderKey> keys = parts.health().inOrder(provider, usable);
        for (int i = 0; i < keys.size() && !spent(); i++) {
            Optional<Served> served =
                    tryKey(
                            provider,
                            target,
                            Optional.of(keys.get(i)),
                            others(provider, keys.subList(i + 1, keys.size())),
                            lastTarget);
            if (served.isPresent() || attempts.lastMove().orElse(Move.STOP) != Move.NEXT_KEY) {
                return served;
            }
        }
        return Optional.empty();
    }

    /// Tries one key of one target, twice if the failure is of a kind that passes.
    private Optional<Served> tryKey(
            Provider provider,
            Target target,
            Optional<ProviderKey> key,
            Others others,
            boolean lastTarget)
            throws InterruptedException {
        StepRules rules = rules(target);
        ModelRequest asked =
                rules.parameters().isNothing()
                        ? request
                        : request.with(request.body().asking(rules.parameters()));
        for (boolean again = false; ; again = true) {
            int number = attempts.begin(target, key.map(ProviderKey::alias).orElse(""));
            try {
                Answer answer =
                        parts.upstream()
                                .open(
                                        time.call(
                                                provider,
                                                target,
                                                key,
                                                asked,
                                                rules.waits(),
                                                lastTarget));
                parts.health().answered(provider, target, key);
                attempts.answered(number);
                if (answer instanceof Answer.Whole(_, var meaning, _)) {
                    meaning.usage().ifPresent(usage -> attempts.used(number, usage));
                }
                return Optional.of(new Served(answer, target, attempts, number, parts.health()));
            } catch (InterruptedException e) {
                attempts.abandoned(number);
                throw e;
            } catch (UpstreamException e) {
                Failure failure = e.failure();
                Optional<Duration> wait = again ? Optional.empty() : waitBefore(failure, others);
                if (wait.isEmpty()) {
                    fail(number, failure, moveAfter(failure, others, rules));
                    if (failure.kind() == FailureClass.TOO_LONG
                            && parts.rule() == FailoverRule.STANDARD) {
                        left.passOverThoseLike(target);
                    }
                    parts.health().failed(provider, target, key, failure);
                    return Optional.empty();
                }
                fail(number, failure, Move.SAME_AGAIN);
                parts.pause().sleep(wait.get());
            }
        }
    }

    /// The wait before the same target and key are tried again; empty if they are not.
    private Optional<Duration> waitBefore(Failure failure, Others others) {
        if (attempts.size() >= MOST_ATTEMPTS) {
            return Optional.empty();
        }
        Optional<Duration> wait =
                switch (failure.kind().again()) {
                    case NEVER -> Optional.empty();
                    case SOON -> Optional.of(Duration.ofMillis(parts.random().nextInt(100, 301)));
                    case AFTER_WAIT ->
                            others == Others.FREE
                                    ? Optional.empty()
                                    : failure.retryAfter()
                                            .filter(w -> w.compareTo(LONGEST_WAIT) <= 0);
                };
        Duration rest = time.remaining();
        return wait.filter(w -> w.compareTo(rest) < 0);
    }

    private Move moveAfter(Failure failure, Others others, StepRules rules) {
        FailureClass.Next next = failure.kind().next();
        boolean movesOn =
                parts.rule() == FailoverRule.ANY_ERROR
                        || (failure.kind() == FailureClass.CONTENT_REFUSED
                                && rules.onRefusal() == OnRefusal.NEXT);
        if (next == FailureClass.Next.NOTHING && movesOn) {
            next = FailureClass.Next.TARGET;
        }
        return switch (next) {
            case NOTHING -> Move.STOP;
            case KEY -> others == Others.NONE ? Move.NEXT_TARGET : Move.NEXT_KEY;
            case TARGET -> Move.NEXT_TARGET;
        };
    }

    private void fail(int number, Failure failure, Move move) {
        last = failure;
        attempts.failed(number, failure, move);
    }

    /// Passes a target over, which counts as a failure if nothing else does.
    private void skip(Target target, FailureClass kind, String reason) {
        attempts.skip(target, reason);
        if (last == null) {
            last = Failure.without(kind, reason);
        }
    }

    private StepRules rules(Target target) {
        return plan.steps().stream()
                .filter(step -> step.target().equals(target))
                .map(Plan.Step::rules)
                .findFirst()
                .orElse(StepRules.STANDARD);
    }

    /// @param keys the ones that do not rest first
    private Others others(Provider provider, List<ProviderKey> keys) {
        if (keys.isEmpty()) {
            return Others.NONE;
        }
        return parts.health().rests(provider, keys.getFirst()) ? Others.RESTING : Others.FREE;
    }

    private boolean stopped() {
        return attempts.lastMove().filter(Move.STOP::equals).isPresent();
    }

    private boolean spent() {
        return attempts.size() >= MOST_ATTEMPTS || time.isOver();
    }

    private Failure failure() {
        Failure failure = last;
        return failure != null
                ? failure
                : Failure.without(FailureClass.TIMEOUT, "no time was left to try a target");
    }
}
