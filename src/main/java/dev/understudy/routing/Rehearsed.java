package dev.understudy.routing;

import dev.understudy.model.Fault;
import dev.understudy.model.Plan;
import dev.understudy.model.Rehearsal;
import dev.understudy.model.Rehearsal.Trouble;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Providers as they would be on a bad day: plays a rehearsal's faults, and calls a provider only
/// for a step that gets as far as answering.
final class Rehearsed implements Upstream {
    private final Upstream upstream;
    private final Plan plan;
    private final Rehearsal rehearsal;
    private final Failover.Pause pause;
    private final Map<Integer, Integer> calls = new ConcurrentHashMap<>();

    Rehearsed(Upstream upstream, Plan plan, Rehearsal rehearsal, Failover.Pause pause) {
        this.upstream = upstream;
        this.plan = plan;
        this.rehearsal = rehearsal;
        this.pause = pause;
    }

    @Override
    public Answer open(Call call) throws UpstreamException, InterruptedException {
        int step = plan.targets().indexOf(call.target()) + 1;
        int number = calls.merge(step, 1, Integer::sum);
        Trouble trouble = rehearsal.troubles().get(step);
        return trouble == null || !trouble.strikes(number)
                ? upstream.open(call)
                : play(trouble.fault(), call);
    }

    private Answer play(Fault fault, Call call) throws UpstreamException, InterruptedException {
        return switch (fault) {
            case Fault.Status status -> throw RehearsedFailures.status(status);
            case Fault.Plain plain -> plain(plain, call);
            case Fault.Slow(var by) -> {
                if (by.compareTo(call.silence()) > 0) {
                    throw silent(call.silence());
                }
                pause.sleep(by);
                yield upstream.open(call);
            }
            case Fault.Midway midway -> midway(midway, call);
        };
    }

    private Answer plain(Fault.Plain fault, Call call)
            throws UpstreamException, InterruptedException {
        return switch (fault) {
            case TIMEOUT -> throw silent(call.headersWithin());
            case REFUSED -> throw RehearsedFailures.refused();
            case RESET -> throw RehearsedFailures.reset();
            case EMPTY -> throw RehearsedFailures.empty();
            case CONTEXT -> throw RehearsedFailures.tooLong();
            case REFUSAL -> throw RehearsedFailures.contentRefused();
            case NOPREFILL -> {
                if (call.request().body().endsInModelsWords()) {
                    throw RehearsedFailures.prefillRefused();
                }
                yield upstream.open(call);
            }
            case NODONE ->
                    switch (upstream.open(call)) {
                        case Answer.Whole whole -> whole;
                        case Answer.Streamed(var stream, var limits) ->
                                new Answer.Streamed(new WithoutDone(stream), limits);
                    };
        };
    }

    /// A fault without events before it, or in an answer of one piece, comes before any of it.
    private Answer midway(Fault.Midway fault, Call call)
            throws UpstreamException, InterruptedException {
        boolean whole = !call.request().streaming();
        if (whole || (fault.after() == 0 && fault.how() != Fault.How.MALFORMED)) {
            throw switch (fault.how()) {
                case BREAK -> RehearsedFailures.cut();
                case STALL -> silent(call.silence());
                case ERROR -> RehearsedFailures.errorInside();
                case MALFORMED -> RehearsedFailures.unreadable();
            };
        }
        return switch (upstream.open(call)) {
            case Answer.Whole answer -> answer;
            case Answer.Streamed(var stream, var limits) ->
                    new Answer.Streamed(
                            new SpoiltStream(stream, fault, call.streamIdle(), pause), limits);
        };
    }

    private UpstreamException silent(Duration length) throws InterruptedException {
        pause.sleep(length);
        return RehearsedFailures.silent();
    }
}
