package dev.understudy.routing;

import dev.understudy.model.AnswerEvent;
import java.util.Optional;

/// A stream without the mark that ends the streams of chat completions.
record WithoutDone(AnswerStream stream) implements AnswerStream {
    private static final String DONE = "[DONE]";

    @Override
    public Optional<AnswerEvent> next() throws UpstreamException, InterruptedException {
        Optional<AnswerEvent> event = stream.next();
        return event.isPresent()
                        && event.get() instanceof AnswerEvent.Data(_, var data, _)
                        && data.equals(DONE)
                ? stream.next()
                : event;
    }

    @Override
    public void close() {
        stream.close();
    }
}
