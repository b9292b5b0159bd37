package dev.understudy.translate;

import dev.understudy.model.ModelRequest;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Wire;
import java.util.Map;

/// Requests that go on as they are, to providers of OpenAI's family, with the model's name replaced:
/// embeddings and legacy completions.
public final class PassedOn {
    private static final byte[] LEFT_OUT = {};

    private PassedOn() {}

    /// Reads a request's names and whether it streams.
    ///
    /// @param field the one that must be there, such as `input` or `prompt`
    /// @throws MalformedJsonException if it is not a JSON object
    /// @throws InvalidRequestException if a field the gateway needs has the wrong type
    public static ModelRequest request(byte[] body, String field)
            throws MalformedJsonException, InvalidRequestException {
        RawObject object = RawObject.parse(body);
        if (object.value(field).isMissingNode() || object.value(field).isNull()) {
            throw new InvalidRequestException(field, "there");
        }
        return new ModelRequest(
                Wire.CHAT_COMPLETIONS,
                Requests.models(object),
                Requests.streaming(object),
                (wire, model) -> {
                    if (wire == Wire.MESSAGES) {
                        throw new UntranslatableException("such a request");
                    }
                    return object.with(Map.of("model", Json.quoted(model), "models", LEFT_OUT));
                });
    }
}
