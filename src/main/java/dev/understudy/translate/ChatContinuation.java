package dev.understudy.translate;

import dev.understudy.model.Meaning;
import dev.understudy.model.Usage;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Goes on with a stream of chat chunks that another provider began: the same id, the same model.
public final class ChatContinuation {
    private final JsonNode begun;

    /// @param last the data of the last chunk the caller got
    public ChatContinuation(String last) {
        JsonNode chunk;
        try {
            chunk = Json.read(last.isEmpty() ? "{}" : last);
        } catch (MalformedJsonException _) {
            chunk = JsonNodeFactory.instance.objectNode();
        }
        this.begun = chunk;
    }

    /// The data of the chunks that say what a piece says.
    public List<String> chunks(Meaning piece) {
        var chunks = new ArrayList<String>();
        if (!piece.text().isEmpty() || piece.finish().isPresent()) {
            ObjectNode chunk = chunk();
            ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
            ObjectNode delta = choice.putObject("delta");
            if (!piece.text().isEmpty()) {
                delta.put("content", piece.text());
            }
            piece.finish()
                    .ifPresentOrElse(
                            reason -> choice.put("finish_reason", reason),
                            () -> choice.putNull("finish_reason"));
            chunks.add(Json.string(chunk));
        }
        piece.usage().ifPresent(usage -> chunks.add(Json.string(usage(usage))));
        return chunks;
    }

    private ObjectNode usage(Usage usage) {
        ObjectNode chunk = chunk();
        chunk.putArray("choices");
        ObjectNode told = chunk.putObject("usage");
        told.put("prompt_tokens", usage.input());
        told.put("completion_tokens", usage.output());
        told.put("total_tokens", usage.input() + usage.output());
        told.putObject("prompt_tokens_details").put("cached_tokens", usage.cached());
        told.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
        usage.cost().ifPresent(cost -> told.put("cost", cost));
        return chunk;
    }

    private ObjectNode chunk() {
        ObjectNode chunk = JsonNodeFactory.instance.objectNode();
        chunk.put("id", Json.text(begun, "id").orElse("chatcmpl-carried-on"));
        chunk.put("object", "chat.completion.chunk");
        chunk.put("created", Json.number(begun, "created"));
        chunk.put("model", Json.text(begun, "model").orElse(""));
        return chunk;
    }
}
