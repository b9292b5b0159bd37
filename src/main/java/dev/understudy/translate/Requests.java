package dev.understudy.translate;

import dev.understudy.model.ModelRequest;
import dev.understudy.model.Wire;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What the gateway reads of every request: the models asked for, and whether to stream.
final class Requests {
    private Requests() {}

    static ModelRequest of(Wire wire, RawObject object)
            throws MalformedJsonException, InvalidRequestException {
        return new ModelRequest(
                wire, models(object), streaming(object), new RequestBody(wire, object));
    }

    static boolean streaming(RawObject object)
            throws MalformedJsonException, InvalidRequestException {
        JsonNode stream = object.value("stream");
        if (!stream.isMissingNode() && !stream.isNull() && !stream.isBoolean()) {
            throw new InvalidRequestException("stream", "true or false");
        }
        return stream.asBoolean(false);
    }

    static List<String> models(RawObject object)
            throws MalformedJsonException, InvalidRequestException {
        var names = new LinkedHashSet<String>();
        JsonNode model = object.value("model");
        if (model.isString()) {
            names.add(model.stringValue());
        } else if (!model.isMissingNode() && !model.isNull()) {
            throw new InvalidRequestException("model", "a text");
        }
        JsonNode models = object.value("models");
        if (models.isArray()) {
            for (JsonNode name : models) {
                if (!name.isString()) {
                    throw new InvalidRequestException("models", "a list of texts");
                }
                names.add(name.stringValue());
            }
        } else if (!models.isMissingNode() && !models.isNull()) {
            throw new InvalidRequestException("models", "a list of texts");
        }
        names.removeIf(String::isBlank);
        return new ArrayList<>(names);
    }
}
