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

    /// What both ways have in common: what is not the provider's own is written.
    private abstract static sealed class Way implements AnswerTranslation {
        final AnswerWriter writer;

        Way(AnswerWriter writer) {
            this.writer = writer;
        }

        @Override
        public List<WireEvent> end() {
            var out = new ArrayList<WireEvent>();
            writer.end(out);
            return out;
        }

        @Override
        public List<WireEvent> failed(int status, String code, String type, String message) {
            var out = new ArrayList<WireEvent>();
            writer.failed(new AnswerWriter.Fault(status, code, type, message), out);
            return out;
        }

        @Override
        public List<WireEvent> carriedOn(Meaning piece) {
            return written(Meanings.text(piece));
        }

        List<WireEvent> written(List<Delta> deltas) {
            if (deltas.isEmpty()) {
                return List.of();
            }
            var out = new ArrayList<WireEvent>();
            deltas.forEach(delta -> writer.write(delta, out));
            return out;
        }
    }

    /// From one wire to another.
    private static final class Crossing extends Way {
        Crossing(AnswerWriter writer) {
            super(writer);
        }

        @Override
        public List<WireEvent> event(AnswerEvent.Data event) {
            return written(event.meaning().pieces());
        }

        @Override
        public byte[] whole(byte[] body, Meaning meaning) {
            return writer.whole(meaning.pieces());
        }
    }

    /// On the same wire.
    private static final class Passing extends Way {
        Passing(AnswerWriter writer) {
            super(writer);
        }

        @Override
        public List<WireEvent> event(AnswerEvent.Data event) {
            if (writer.closed()) {
                return List.of(); // some providers say it twice
            }
            writer.passed(event.name(), event.data());
            return List.of(new WireEvent(event.name(), event.data()));
        }

        @Override
        public byte[] whole(byte[] body, Meaning meaning) {
            return body;
        }
    }
}
