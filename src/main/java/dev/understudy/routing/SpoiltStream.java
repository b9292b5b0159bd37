package dev.understudy.routing;

import dev.understudy.model.AnswerEvent;
import dev.understudy.model.Fault;
import java.time.Duration;
import java.util.Optional;

/// A stream that goes wrong after a number of events, and at the latest before its end.
final class SpoiltStream implements AnswerStream {
    private final AnswerStream stream;
    private final Fault.Midway fault;
    private final Duration idle;
    private final Failover.Pause pause;
    private int events;
    private boolean garbled;

    /// @param idle how long a stream may be silent
    SpoiltStream(AnswerStream stream, Fault.Midway fault, Duration idle, Failover.Pause pause) {
        this.stream = stream;
        this.fault = fault;
        this.idle = idle;
        this.pause = pause;
    }

    @Override
    public Optional<AnswerEvent> next() throws UpstreamException, InterruptedException {
        if (fault.how() == Fault.How.MALFORMED && events >= fault.after() && !garbled) {
            garbled = true;
            stream.garble();
        }
        Optional<AnswerEvent> event = stream.next();
        if (event.isEmpty() || !(event.get() instanceof AnswerEvent.Data data)) {
            return event;
        }
        events++;
        if (events <= fault.after() && data.meaning().finish().isEmpty()) {
            return event;
        }
        return switch (fault.how()) {
            case MALFORMED -> event;
            case BREAK -> throw RehearsedFailures.cut();
            case ERROR -> throw RehearsedFailures.errorInside();
            case STALL -> {
                pause.sleep(idle);
                throw RehearsedFailures.silent();
            }
        };
    }

    @Override
    public void close() {
        stream.close();
    }
}
