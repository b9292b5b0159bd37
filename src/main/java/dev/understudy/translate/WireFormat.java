package dev.understudy.translate;

import dev.understudy.model.ModelRequest;
import dev.understudy.model.Wire;

/// The format of one wire: its callers' requests, its providers' answers, its errors.
public sealed interface WireFormat permits ChatFormat, ResponsesFormat, MessagesFormat {
    /// The one format of a wire.
    static WireFormat of(Wire wire) {
        return switch (wire) {
            case CHAT_COMPLETIONS -> ChatFormat.ONLY;
            case RESPONSES -> ResponsesFormat.ONLY;
            case MESSAGES -> MessagesFormat.ONLY;
        };
    }

    Wire wire();

    /// Reads a caller's request.
    ///
    /// @param body kept, not copied
    /// @throws MalformedJsonException if it is not a JSON object
    /// @throws InvalidRequestException if a field the gateway needs has the wrong type
    ModelRequest request(byte[] body) throws MalformedJsonException, InvalidRequestException;

    /// What reads a provider's answer to a request.
    default Answers answersTo(ModelRequest request) {
        return new Answers(wire(), request);
    }

    /// The body of an answer with an error status.
    ///
    /// @param type as OpenAI's clients know it
    default byte[] error(int status, String code, String type, String message) {
        return ChatErrors.body(code, type, message);
    }

    /// Whether a provider's error body can go to a caller of this wire as it is.
    default boolean isError(String body) {
        return ChatErrors.isError(body);
    }
}
