package dev.understudy.translate;

import dev.understudy.model.Meaning;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.Wire;

/// Reads the answer of a provider to one request; for a caller of another wire its meaning holds
/// all that is said.
public final class Answers {
    private final Wire wire;
    private final int count;
    private final boolean tellsAll;

    Answers(Wire wire, ModelRequest request) {
        this.wire = wire;
        this.count = request.body().answers();
        this.tellsAll = request.wire() != wire;
    }

    /// A reader of a streamed answer.
    public AnswerReader reader() {
        DeltaReader reader = DeltaReader.of(wire, count);
        return (name, data) -> Meanings.of(reader.event(name, data), tellsAll);
    }

    /// What a whole answer means.
    ///
    /// @throws MalformedJsonException if the body is not JSON
    public Meaning whole(byte[] body) throws MalformedJsonException {
        return Meanings.of(
                DeltaReader.of(wire, count).whole(Json.read(body, 0, body.length)), tellsAll);
    }
}
