package dev.understudy.translate;

import dev.understudy.model.Delta;
import dev.understudy.model.Wire;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;

/// Reads one answer of a provider's wire. Stateful, one per answer.
interface DeltaReader {
    /// A reader of an answer that comes on a wire.
    ///
    /// @param answers how many were asked for at once
    static DeltaReader of(Wire wire, int answers) {
        return of(wire, answers, new Ids(ThreadLocalRandom.current()));
    }

    static DeltaReader of(Wire wire, int answers, Ids ids) {
        return switch (wire) {
            case CHAT_COMPLETIONS -> new ChatAnswerReader(ids, answers);
            case RESPONSES -> new ResponsesAnswerReader(ids);
            case MESSAGES -> new MessagesAnswerReader();
        };
    }

    /// What an event of a stream says.
    List<Delta> event(String name, String data) throws MalformedJsonException;

    /// What a whole answer says.
    List<Delta> whole(JsonNode root);
}
