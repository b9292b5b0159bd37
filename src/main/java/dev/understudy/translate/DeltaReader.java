package dev.understudy.translate;

import dev.understudy.model.Delta;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Reads one answer of a provider's wire. Stateful, one per answer.
interface DeltaReader {
    /// What an event of a stream says.
    List<Delta> event(String name, String data) throws MalformedJsonException;

    /// What a whole answer says.
    List<Delta> whole(JsonNode root);
}
