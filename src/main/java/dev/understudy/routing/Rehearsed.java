package dev.understudy.routing;

import dev.understudy.model.AnswerEvent;
import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.Plan;
import dev.understudy.model.Rehearsal;
import dev.understudy.model.Rehearsal.Fault;
import java.time.Duration;
import java.util.Optional;

/// Providers as they would be on a bad day: plays a rehearsal's faults, and calls a provider only
/// for a step that gets as far as answering.
final class Rehearsed implements Upstream {
    private final Upstream upstream;
    private final Plan plan;
    private final Rehearsal rehearsal;
    private final Failover.Pause pause;

    Rehearsed(Upstream upstream, Plan plan, Rehearsal rehearsal, Failover.Pause pause) {
        this.upstream = upstream;
        this.plan = plan;
        this.rehearsal = rehearsal;
        this.pause = pause;
    }

    @Override
    public Answer open(Call call) throws UpstreamException, InterruptedException {
        Fault fault = rehearsal.faults().get(plan.targets().indexOf(call.target()) + 1);
        return fault == null ? upstream.open(call) : play(fault, call);
    }

    private Answer play(Fault fault, Call call) throws UpstreamException, InterruptedException {
        return switch (fault) {
            case Fault.Fails(var failure) -> throw new UpstreamException(failure);
            case Fault.Silent() -> {
                pause.sleep(call.silence());
                throw silent();
            }
            case Fault.Slow(var by) -> {
                if (by.compareTo(call.silence()) > 0) {
                    pause.sleep(call.silence());
                    throw silent();
                }
                pause.sleep(by);
                yield upstream.open(call);
            }
            case Fault.Breaks(var after) -> spoilt(call, after, Optional.empty(), false);
            case Fault.Stalls(var after) ->
                    spoilt(call, after, Optional.of(call.streamIdle()), false);
            case Fault.Malformed(var event) -> spoilt(call, event, Optional.empty(), true);
        };
    }

    private Answer spoilt(Call call, int after, Optional<Duration> silence, boolean dropped)
            throws UpstreamException, InterruptedException {
        return switch (upstream.open(call)) {
            case Answer.Whole whole when dropped -> whole;
            case Answer.Whole _ -> throw cut();
            case Answer.Streamed(var stream, var limits) ->
                    new Answer.Streamed(new Spoilt(stream, after, silence, dropped), limits);
        };
    }

    private static UpstreamException cut() {
        return new UpstreamException(
                Failure.without(FailureClass.SERVER, "rehearsed: the connection broke midway"));
    }

    private static UpstreamException silent() {
        return new UpstreamException(
                Failure.without(FailureClass.TIMEOUT, "rehearsed: the provider stayed silent"));
    }

    /// A stream that goes wrong after a number of events.
    private final class Spoilt implements AnswerStream {
        private final AnswerStream stream;
        private final int after;
        private final Optional<Duration> silence;
        private final boolean dropped;
        private int events;

        Spoilt(AnswerStream stream, int after, Optional<Duration> silence, boolean dropped) {
            this.stream = stream;
            this.after = after;
            this.silence = silence;
            this.dropped = dropped;
        }

        @Override
        public Optional<AnswerEvent> next() throws UpstreamException, InterruptedException {
            Optional<AnswerEvent> event = stream.next();
            if (event.isEmpty() || event.get() instanceof AnswerEvent.Comment) {
                return event;
            }
            events++;
            if (events <= after || (dropped && events > after + 1)) {
                return event;
            }
            if (dropped) {
                return next();
            }
            if (silence.isPresent()) {
                pause.sleep(silence.get());
                throw silent();
            }
            throw cut();
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
