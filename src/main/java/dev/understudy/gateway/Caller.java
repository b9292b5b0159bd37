package dev.understudy.gateway;

import dev.understudy.access.Accounts;
import dev.understudy.access.Admission;
import dev.understudy.model.AccessKey;
import dev.understudy.model.AccessTerms.Budget;
import dev.understudy.model.Trace;
import dev.understudy.routing.Reach;
import java.util.Locale;
import java.util.Optional;

/// Who asks, and what the access key lets it; where none is needed, everything.
final class Caller {
    private final Optional<AccessKey> key;
    private final Accounts accounts;
    private final Reach reach;

    Caller(Optional<AccessKey> key, Accounts accounts) {
        this.key = key;
        this.accounts = accounts;
        this.reach =
                key.map(known -> Reach.of(known.terms().scope(), known.name())).orElse(Reach.ALL);
    }

    Optional<AccessKey> key() {
        return key;
    }

    /// What it may ask for.
    Reach reach() {
        return reach;
    }

    /// Counts a request that came, whatever becomes of it.
    void came(OpenTrace trace) {
        key.ifPresent(known -> accounts.came(known, trace.time(), trace.client()));
    }

    /// Whether it may see what became of a request: with a scope, of its own alone.
    boolean maySee(Trace trace) {
        return !scoped() || key.filter(known -> known.id().equals(trace.accessKey())).isPresent();
    }

    /// Checks that it may see what the gateway counts, which is of everybody's requests.
    ///
    /// @throws RefusedException if it may not
    void checkMetrics() throws RefusedException {
        if (scoped()) {
            throw new RefusedException(
                    ErrorCode.METRICS_NOT_ALLOWED,
                    "the access key \"%s\" is for some models alone, and the metrics are of all requests: make one without --model, --chain and --provider with \"understudy access create NAME\""
                            .formatted(name()));
        }
    }

    private boolean scoped() {
        return key.filter(known -> !known.terms().scope().unbounded()).isPresent();
    }

    /// Checks that it may inject faults.
    ///
    /// @throws RefusedException if it may not
    void checkRehearsal() throws RefusedException {
        if (key.filter(known -> !known.terms().scope().mayRehearse()).isPresent()) {
            throw new RefusedException(
                    ErrorCode.REHEARSAL_NOT_ALLOWED,
                    "the access key \"%s\" may not rehearse: leave Understudy-Rehearse out, or make a key with \"understudy access create NAME --may-rehearse\""
                            .formatted(name()));
        }
    }

    /// Lets a request for an answer go on, if rate and budget do.
    ///
    /// @return the budget that is spent, so that the cheapest target has to answer
    /// @throws RefusedException if they do not
    /// @throws InterruptedException if the caller left
    Optional<Budget> admit() throws RefusedException, InterruptedException {
        if (key.isEmpty() || !key.get().terms().metered()) {
            return Optional.empty();
        }
        return switch (accounts.admit(key.get())) {
            case Admission.Admitted() -> Optional.empty();
            case Admission.Degraded(var budget) -> Optional.of(budget);
            case Admission.TooFast(var what, var most, var wait) ->
                    throw new RefusedException(
                            ErrorCode.ACCESS_RATE_LIMITED,
                            "the access key \"%s\" may use %,d %s a minute, and has: ask again in %,d s, or raise its rate"
                                    .formatted(
                                            name(), most, what, wait.plusMillis(999).toSeconds()),
                            wait);
            case Admission.Spent(var budget, var spent, var until, var wait) ->
                    throw new RefusedException(
                            ErrorCode.ACCESS_BUDGET_SPENT,
                            "the access key \"%s\" has spent %s USD of %s: ask again after %s, or raise its budget"
                                    .formatted(name(), spent.toPlainString(), words(budget), until),
                            wait);
        };
    }

    /// Such as `5 USD a day`.
    static String words(Budget budget) {
        return "%s USD a %s"
                .formatted(
                        budget.usd().toPlainString(),
                        budget.period().name().toLowerCase(Locale.ROOT));
    }

    private String name() {
        return key.map(AccessKey::name).orElse("");
    }
}
