package dev.understudy.translate;

import dev.understudy.model.ModelRequest;
import dev.understudy.model.Target;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Wire;
import java.util.Map;

/// A request that goes on as it is, to providers of OpenAI's family, with the model's name
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
        if (object.value(field).isMissingNode() || object.value(field).isNull()) {
            throw new InvalidRequestException(field, "there");
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
            case CHAT_COMPLETIONS, RESPONSES ->
                    object.with(Map.of("model", Json.quoted(target.model()), "models", LEFT_OUT));
            case MESSAGES -> throw new UntranslatableException("anything but messages");
        };
    }

    @Override
    public String path(Wire wire) {
        return path;
    }
}
