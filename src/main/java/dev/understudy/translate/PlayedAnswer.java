package dev.understudy.translate;

import dev.understudy.model.Delta;
import dev.understudy.model.Wire;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// An answer that is made up piece by piece, as it looks on a wire. Stateful, one per answer; not
/// thread-safe.
public final class PlayedAnswer {
    private final AnswerWriter writer;

    private PlayedAnswer(AnswerWriter writer) {
        this.writer = writer;
    }

    public static PlayedAnswer on(Wire wire) {
        return new PlayedAnswer(
                new Translations(InstantSource.system(), ThreadLocalRandom.current())
                        .writer(wire, true));
    }

    /// The events that say a piece; what must wait is kept.
    public List<WireEvent> say(Delta piece) {
        var out = new ArrayList<WireEvent>();
        writer.write(piece, out);
        return out;
    }

    /// The events that tell of a failure, and the end.
    ///
    /// @param type as OpenAI's clients know it
    public List<WireEvent> fail(int status, String code, String type, String message) {
        var out = new ArrayList<WireEvent>();
        writer.failed(new AnswerWriter.Fault(status, code, type, message), out);
        return out;
    }

    /// A whole answer; nothing has been said before.
    public byte[] whole(List<Delta> pieces) {
        return writer.whole(pieces);
    }
}
