package dev.understudy.translate;

import dev.understudy.model.AnswerEvent;
import dev.understudy.model.Delta;
import dev.understudy.model.Meaning;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.Wire;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// Makes the translations of answers.
public final class Translations {
    private final InstantSource clock;
    private final Ids ids;

    Translations(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.ids = new Ids(random);
    }

    /// The translation of an answer that comes on a provider's wire and goes out on its caller's.
    ///
    /// The same wire on both sides: the data pass untouched.
    ///
    /// @param from the provider's
    /// @param to the caller's
    public static AnswerTranslation between(Wire from, Wire to, ModelRequest request) {
        return new Translations(InstantSource.system(), ThreadLocalRandom.current())
                .make(from, to, request);
    }

    AnswerTranslation make(Wire from, Wire to, ModelRequest request) {
        AnswerWriter writer = writer(to, request.body().wantsUsage());
        return from == to ? new Passing(writer) : new Crossing(writer);
    }

    AnswerWriter writer(Wire wire, boolean tellUsage) {
        return switch (wire) {
            case CHAT_COMPLETIONS -> new ChatAnswerWriter(clock, ids, tellUsage);
            case RESPONSES -> new ResponsesAnswerWriter(clock, ids);
            case MESSAGES -> new MessagesAnswerWriter(ids);
        };
    }

    /// From one wire to another.
    private record Crossing(AnswerWriter writer) implements AnswerTranslation {
        @Override
        public List<WireEvent> event(AnswerEvent.Data event) {
            return written(writer, event.meaning().pieces());
        }

        @Override
        public List<WireEvent> end() {
            return ended(writer);
        }

        @Override
        public List<WireEvent> failed(int status, String code, String type, String message) {
            return broken(writer, new AnswerWriter.Fault(status, code, type, message));
        }

        @Override
        public List<WireEvent> carriedOn(Meaning piece) {
            return written(writer, Meanings.text(piece));
        }

        @Override
        public byte[] whole(byte[] body, Meaning meaning) {
            return writer.whole(meaning.pieces());
        }
    }

    /// On the same wire.
    private record Passing(AnswerWriter writer) implements AnswerTranslation {
        @Override
        public List<WireEvent> event(AnswerEvent.Data event) {
            if (writer.closed()) {
                return List.of(); // some providers say it twice
            }
            writer.passed(event.name(), event.data());
            return List.of(new WireEvent(event.name(), event.data()));
        }

        @Override
        public List<WireEvent> end() {
            return ended(writer);
        }

        @Override
        public List<WireEvent> failed(int status, String code, String type, String message) {
            return broken(writer, new AnswerWriter.Fault(status, code, type, message));
        }

        @Override
        public List<WireEvent> carriedOn(Meaning piece) {
            return written(writer, Meanings.text(piece));
        }

        @Override
        public byte[] whole(byte[] body, Meaning meaning) {
            return body;
        }
    }

    private static List<WireEvent> written(AnswerWriter writer, List<Delta> deltas) {
        if (deltas.isEmpty()) {
            return List.of();
        }
        var out = new ArrayList<WireEvent>();
        deltas.forEach(delta -> writer.write(delta, out));
        return out;
    }

    private static List<WireEvent> ended(AnswerWriter writer) {
        var out = new ArrayList<WireEvent>();
        writer.end(out);
        return out;
    }

    private static List<WireEvent> broken(AnswerWriter writer, AnswerWriter.Fault fault) {
        var out = new ArrayList<WireEvent>();
        writer.failed(fault, out);
        return out;
    }
}
