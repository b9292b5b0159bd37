package dev.understudy.translate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The models a request asks for: `model`, then `models`, each once.
public final class RequestedNames {
    private RequestedNames() {}

    /// The names in a request's body, of which nothing else is looked at.
    ///
    /// @throws MalformedJsonException if it is not a JSON object
    /// @throws InvalidRequestException if a name is no text
    public static List<String> of(byte[] body)
            throws MalformedJsonException, InvalidRequestException {
        return in(RawObject.parse(body));
    }

    static List<String> in(RawObject object)
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
