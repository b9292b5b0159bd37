package dev.understudy.translate;

import dev.understudy.model.AnswerEvent;
import dev.understudy.model.Meaning;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// One answer's way from a provider's wire to its caller's, as the gateway takes it.
final class Crossing {
    private final Answers answers;
    private final AnswerReader reader;
    private final AnswerTranslation translation;

    Crossing(Wire from, Wire to) {
        ModelRequest request = request(to);
        this.answers = WireFormat.of(from).answersTo(request);
        this.reader = answers.reader();
        this.translation = new Translations(clock(), new Random(1)).make(from, to, request);
    }

    List<WireEvent> event(WireEvent event) throws MalformedJsonException {
        Meaning meaning = reader.event(event.name(), event.data());
        return translation.event(new AnswerEvent.Data(event.name(), event.data(), meaning));
    }

    /// All events, and the end.
    List<WireEvent> events(List<WireEvent> events) throws MalformedJsonException {
        var out = new ArrayList<WireEvent>();
        for (WireEvent event : events) {
            out.addAll(event(event));
        }
        out.addAll(translation.end());
        return out;
    }

    byte[] whole(byte[] body) throws MalformedJsonException {
        return translation.whole(body, answers.whole(body));
    }

    AnswerTranslation translation() {
        return translation;
    }

    static InstantSource clock() {
        return InstantSource.fixed(Instant.ofEpochSecond(1_780_000_000));
    }

    /// A request of a wire's caller who wants to be told what was used.
    private static ModelRequest request(Wire wire) {
        String body =
                switch (wire) {
                    case CHAT_COMPLETIONS ->
                            "{\"messages\":[{}],\"stream_options\":{\"include_usage\":true}}";
                    case RESPONSES -> "{\"input\":\"Hi\"}";
                    case MESSAGES -> "{\"messages\":[{}]}";
                };
        try {
            return WireFormat.of(wire).request(body.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJsonException | InvalidRequestException e) {
            throw new IllegalStateException(e);
        }
    }
}
