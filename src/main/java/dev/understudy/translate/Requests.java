package dev.understudy.translate;

import dev.understudy.model.ModelRequest;
import dev.understudy.model.Wire;
import tools.jackson.databind.JsonNode;

/// What the gateway reads of every request: the models asked for, and whether to stream.
final class Requests {
    private Requests() {}

    static ModelRequest of(Wire wire, RawObject object)
            throws MalformedJsonException, InvalidRequestException {
        return new ModelRequest(
                wire, RequestedNames.in(object), streaming(object), new RequestBody(wire, object));
    }

    static boolean streaming(RawObject object)
            throws MalformedJsonException, InvalidRequestException {
        JsonNode stream = object.value("stream");
        if (!stream.isMissingNode() && !stream.isNull() && !stream.isBoolean()) {
            throw new InvalidRequestException("stream", "true or false");
        }
        return stream.asBoolean(false);
    }
}
