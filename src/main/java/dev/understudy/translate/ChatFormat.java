package dev.understudy.translate;

import dev.understudy.model.Meaning;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.Wire;
import tools.jackson.databind.JsonNode;

/// OpenAI's chat completions.
enum ChatFormat implements WireFormat {
    ONLY;

    @Override
    public Wire wire() {
        return Wire.CHAT_COMPLETIONS;
    }

    @Override
    public ModelRequest request(byte[] body)
            throws MalformedJsonException, InvalidRequestException {
        return ChatCompletions.request(body);
    }

    @Override
    public AnswerReader reader() {
        return (_, data) -> {
            Meaning meaning = ChatCompletions.event(data);
            return meaning.speaks() || !data.contains("\"text\"")
                    ? meaning
                    : legacy(meaning, Json.read(data));
        };
    }

    @Override
    public Meaning whole(byte[] body) throws MalformedJsonException {
        Meaning meaning = ChatCompletions.whole(body);
        return meaning.speaks() || meaning.error().isPresent()
                ? meaning
                : legacy(meaning, Json.read(body, 0, body.length));
    }

    /// What an answer means that is no chat's: the text of a legacy completion, or embeddings.
    private static Meaning legacy(Meaning meaning, JsonNode root) {
        return new Meaning(
                Json.string(root.path("choices").path(0), "text"),
                meaning.thinking(),
                !root.path("data").isEmpty(),
                meaning.finish(),
                meaning.usage(),
                meaning.error());
    }

    @Override
    public byte[] error(int status, String code, String type, String message) {
        return ChatErrors.body(code, type, message);
    }

    @Override
    public boolean isError(String body) {
        return ChatErrors.isError(body);
    }
}
