package dev.understudy.translate;

import dev.understudy.model.ModelRequest;
import dev.understudy.model.Wire;
import tools.jackson.databind.JsonNode;

/// OpenAI's Responses.
enum ResponsesFormat implements WireFormat {
    ONLY;

    @Override
    public Wire wire() {
        return Wire.RESPONSES;
    }

    @Override
    public ModelRequest request(byte[] body)
            throws MalformedJsonException, InvalidRequestException {
        RawObject object = RawObject.parse(body);
        JsonNode input = object.value("input");
        boolean kept =
                !object.value("previous_response_id").isMissingNode()
                        || !object.value("prompt").isMissingNode();
        if (!kept && !input.isString() && (!input.isArray() || input.isEmpty())) {
            throw new InvalidRequestException("input", "a text, or a list with at least one item");
        }
        return Requests.of(Wire.RESPONSES, object);
    }
}
