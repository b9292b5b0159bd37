package dev.understudy.upstream;

import dev.understudy.model.AnswerEvent;
import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.Meaning;
import dev.understudy.model.ProviderError;
import dev.understudy.routing.AnswerStream;
import dev.understudy.routing.UpstreamException;
import dev.understudy.sse.SseEvent;
import dev.understudy.sse.SseReader;
import dev.understudy.translate.AnswerReader;
import dev.understudy.translate.ChatCompletions;
import dev.understudy.translate.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// A streamed answer as a provider sends it, read event by event.
///
/// An event that is not valid JSON is dropped if others follow. Not thread-safe.
final class ProviderStream implements AnswerStream {
    private static final System.Logger LOG = System.getLogger(ProviderStream.class.getName());
    private static final int MOST_EVENT_BYTES = 16 * 1024 * 1024;

    /// Some providers keep the connection open behind the last event.
    private static final Duration AFTER_THE_END = Duration.ofSeconds(1);

    /// An event that broke off, as it is rehearsed.
    private static final String GARBLED = "{\"choices\":[{\"delta\":{\"cont";

    private final ResponseBody body;
    private final SseReader reader;
    private final AnswerReader meanings;
    private final Headers headers;
    private final FailureClassifier classifier;
    private final Secrets secrets;
    private final Queue<AnswerEvent> first = new ArrayDeque<>();
    private boolean garbled;
    private boolean finished;

    /// @param body as it comes, whose waits are bounded here
    /// @param events the body without its compression
    ProviderStream(
            ResponseBody body,
            InputStream events,
            AnswerReader meanings,
            Headers headers,
            FailureClassifier classifier,
            Secrets secrets) {
        this.body = body;
        this.reader = new SseReader(events, MOST_EVENT_BYTES);
        this.meanings = meanings;
        this.headers = headers;
        this.classifier = classifier;
        this.secrets = secrets;
    }

    /// Reads up to the first token; the events read are the first that [#next()] returns.
    ///
    /// An answer may be complete without one, as when it was filtered.
    ///
    /// @throws UpstreamException if none came
    void awaitFirstToken(Duration silence, long deadline, Duration idle)
            throws UpstreamException, InterruptedException {
        body.limit(silence, deadline);
        while (true) {
            Optional<AnswerEvent> event = read();
            if (event.isEmpty()) {
                if (!finished) {
                    throw broken(
                            FailureClass.SERVER, "the provider's stream ended without an answer");
                }
                break;
            }
            first.add(event.get());
            if (event.get() instanceof AnswerEvent.Data(_, _, var meaning)) {
                if (!meaning.speaks() && meaning.stops()) {
                    throw broken(FailureClass.SERVER, "the provider's answer is empty");
                }
                if (meaning.speaks() || meaning.finish().isPresent()) {
                    break;
                }
            }
        }
        body.limit(idle);
    }

    @Override
    public Optional<AnswerEvent> next() throws UpstreamException, InterruptedException {
        if (garbled) {
            garbled = false;
            Optional<AnswerEvent> read = data("", GARBLED);
            if (read.isPresent()) {
                return read;
            }
        }
        if (!first.isEmpty()) {
            return Optional.of(first.remove());
        }
        Optional<AnswerEvent> event = read();
        if (event.isEmpty() && !finished) {
            throw broken(FailureClass.SERVER, "the provider's stream was cut before its end");
        }
        return event;
    }

    @Override
    public void garble() {
        garbled = true;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a body only cancels its call", e);
        }
    }

    private Optional<AnswerEvent> read() throws UpstreamException, InterruptedException {
        try {
            while (true) {
                Optional<SseEvent> event = reader.next();
                if (event.isEmpty()) {
                    return Optional.empty();
                }
                switch (event.get()) {
                    case SseEvent.Comment(var text) -> {
                        return Optional.of(new AnswerEvent.Comment(text));
                    }
                    case SseEvent.Message(var name, var data) -> {
                        Optional<AnswerEvent> read = data(name, data);
                        if (read.isPresent()) {
                            return read;
                        }
                    }
                }
            }
        } catch (SilenceException e) {
            if (finished) {
                return Optional.empty(); // the answer was whole; only its end is missing
            }
            throw new UpstreamException(
                    Failure.without(FailureClass.TIMEOUT, SilenceException.WORDS), e);
        } catch (InterruptedIOException e) {
            throw interrupted(e);
        } catch (IOException e) {
            if (finished) {
                return Optional.empty(); // the answer was whole; only its end is missing
            }
            String why =
                    e instanceof PackedException packed
                            ? String.valueOf(packed.getMessage())
                            : "the connection broke in the middle of the answer";
            throw new UpstreamException(Failure.without(FailureClass.SERVER, why), e);
        }
    }

    private Optional<AnswerEvent> data(String name, String data) throws UpstreamException {
        Meaning meaning;
        try {
            meaning = meanings.event(name, data);
        } catch (MalformedJsonException e) {
            LOG.log(Level.WARNING, "dropped an event of a stream: {0}", e.getMessage());
            return Optional.empty();
        }
        if (meaning.error().isPresent()) {
            ProviderError error = meaning.error().get();
            throw new UpstreamException(classifier.classify(error, headers, data, secrets));
        }
        finished |= meaning.finish().isPresent();
        if (finished && data.equals(ChatCompletions.DONE)) {
            body.limit(AFTER_THE_END);
        }
        return Optional.of(new AnswerEvent.Data(name, data, meaning));
    }

    private static UpstreamException broken(FailureClass kind, String message) {
        return new UpstreamException(Failure.without(kind, message));
    }

    static InterruptedException interrupted(InterruptedIOException e) {
        var interrupted = new InterruptedException(e.getMessage());
        interrupted.initCause(e);
        return interrupted;
    }
}
