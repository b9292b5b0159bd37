package dev.understudy.translate;

import dev.understudy.model.ModelRequest;
import dev.understudy.model.Wire;
import tools.jackson.databind.JsonNode;

/// Anthropic's Messages.
enum MessagesFormat implements WireFormat {
    ONLY;

    @Override
    public Wire wire() {
        return Wire.MESSAGES;
    }

    @Override
    public ModelRequest request(byte[] body)
            throws MalformedJsonException, InvalidRequestException {
        RawObject object = RawObject.parse(body);
        JsonNode messages = object.value("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw new InvalidRequestException("messages", "a list with at least one message");
        }
        return Requests.of(Wire.MESSAGES, object);
    }

    @Override
    public byte[] error(int status, String code, String type, String message) {
        return Json.bytes(MessagesErrors.body(new AnswerWriter.Fault(status, code, type, message)));
    }

    @Override
    public boolean isError(String body) {
        try {
            return MessagesErrors.isError(Json.read(body));
        } catch (MalformedJsonException _) {
            return false;
        }
    }
}
