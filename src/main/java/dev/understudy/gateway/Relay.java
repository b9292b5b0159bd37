package dev.understudy.gateway;

import dev.understudy.model.AnswerEvent;
import dev.understudy.model.Failure;
import dev.understudy.routing.AnswerStream;
import dev.understudy.routing.Failover.Ending;
import dev.understudy.routing.UpstreamException;
import dev.understudy.sse.SseText;
import dev.understudy.translate.AnswerTranslation;
import dev.understudy.translate.WireEvent;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/// Copies a streamed answer to its caller, event by event, each as soon as it comes.
final class Relay {
    private static final System.Logger LOG = System.getLogger(Relay.class.getName());

    private final Response response;
    private final AnswerTranslation translation;

    Relay(Response response, AnswerTranslation translation) {
        this.response = response;
        this.translation = translation;
    }

    /// Relays until the answer ends, the caller leaves or the provider breaks off.
    ///
    /// The answer is closed in every case, so a caller that leaves costs no more tokens.
    Ending relay(AnswerStream answer) {
        try (answer) {
            for (var event = answer.next(); event.isPresent(); event = answer.next()) {
                write(event.get());
            }
            send(translation.end());
            end();
            return Ending.COMPLETE;
        } catch (UpstreamException e) {
            LOG.log(Level.INFO, "an answer broke off: {0}", e.failure().kind());
            return breakOff(e.failure());
        } catch (IOException | InterruptedException _) {
            return Ending.CLIENT_GONE;
        }
    }

    private void write(AnswerEvent event) throws IOException {
        switch (event) {
            case AnswerEvent.Comment(var text) -> send(SseText.comment(text));
            case AnswerEvent.Carried(var piece) -> send(translation.carriedOn(piece));
            case AnswerEvent.Data data -> send(translation.event(data));
        }
    }

    /// Ends a broken answer so that no client takes it for a whole one.
    private Ending breakOff(Failure failure) {
        ErrorCode code = ErrorReplies.code(failure.kind());
        String message =
                "the answer broke off: %s; ask again for a whole one"
                        .formatted(failure.error().message());
        try {
            send(translation.failed(code.status(), code.word(), code.type(), message));
            end();
            return Ending.BROKEN_OFF;
        } catch (IOException _) {
            return Ending.CLIENT_GONE;
        }
    }

    private void send(List<WireEvent> events) throws IOException {
        for (WireEvent event : events) {
            send(SseText.message(event.name(), event.data()));
        }
    }

    private void send(byte[] bytes) throws IOException {
        Content.Sink.write(response, false, ByteBuffer.wrap(bytes));
    }

    private void end() throws IOException {
        Content.Sink.write(response, true, ByteBuffer.allocate(0));
    }
}
