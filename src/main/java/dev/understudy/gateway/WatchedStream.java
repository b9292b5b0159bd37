package dev.understudy.gateway;

import dev.understudy.model.AnswerEvent;
import dev.understudy.routing.AnswerStream;
import dev.understudy.routing.UpstreamException;
import java.util.Optional;
import java.util.function.Consumer;

/// A stream that is looked at as it passes.
///
/// @param passed told of each event
/// @param broke told of a break
record WatchedStream(
        AnswerStream stream, Consumer<AnswerEvent> passed, Consumer<UpstreamException> broke)
        implements AnswerStream {
    @Override
    public Optional<AnswerEvent> next() throws UpstreamException, InterruptedException {
        try {
            Optional<AnswerEvent> event = stream.next();
            event.ifPresent(passed);
            return event;
        } catch (UpstreamException e) {
            broke.accept(e);
            throw e;
        }
    }

    @Override
    public void close() {
        stream.close();
    }
}
