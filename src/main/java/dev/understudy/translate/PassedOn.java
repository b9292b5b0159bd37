package dev.understudy.translate;

import dev.understudy.model.ModelRequest;
import dev.understudy.model.Target;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Wire;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A request that goes on as it is, to providers that serve chat completions, with the model's name
/// replaced: for embeddings, or legacy completions.
public final class PassedOn implements ModelRequest.Body {
    private static final byte[] LEFT_OUT = {};

    private final RawObject object;
    private final String path;

    private PassedOn(RawObject object, String path) {
        this.object = object;
        this.path = path;
    }

    /// Reads the body of `POST /v1/embeddings`.
    ///
    /// @throws MalformedJsonException if it is not a JSON object
    /// @throws InvalidRequestException if a field the gateway needs has the wrong type
    public static ModelRequest embeddings(byte[] body)
            throws MalformedJsonException, InvalidRequestException {
        return request(body, "input", "/embeddings");
    }

    /// Reads the body of `POST /v1/completions`.
    ///
    /// @throws MalformedJsonException if it is not a JSON object
    /// @throws InvalidRequestException if a field the gateway needs has the wrong type
    public static ModelRequest completions(byte[] body)
            throws MalformedJsonException, InvalidRequestException {
        return request(body, "prompt", "/completions");
    }

    private static ModelRequest request(byte[] body, String field, String path)
            throws MalformedJsonException, InvalidRequestException {
        RawObject object = RawObject.parse(body);
        JsonNode value = object.value(field);
        if (!value.isString() && (!value.isArray() || value.isEmpty())) {
            throw new InvalidRequestException(field, "a text, or a list with at least one item");
        }
        return new ModelRequest(
                Wire.CHAT_COMPLETIONS,
                RequestedNames.in(object),
                Requests.streaming(object),
                new PassedOn(object, path));
    }

    @Override
    public byte[] towards(Wire wire, Target target) throws UntranslatableException {
        return switch (wire) {
            case CHAT_COMPLETIONS ->
                    object.with(Map.of("model", Json.quoted(target.model()), "models", LEFT_OUT));
            case RESPONSES, MESSAGES ->
                    throw new UntranslatableException("anything but " + wire.surface());
        };
    }

    @Override
    public String path(Wire wire) {
        return path;
    }
}
