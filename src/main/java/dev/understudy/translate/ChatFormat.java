package dev.understudy.translate;

import dev.understudy.model.ModelRequest;
import dev.understudy.model.Wire;

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
    public byte[] error(int status, String code, String type, String message) {
        return ChatErrors.body(code, type, message);
    }

    @Override
    public boolean isError(String body) {
        return ChatErrors.isError(body);
    }
}
