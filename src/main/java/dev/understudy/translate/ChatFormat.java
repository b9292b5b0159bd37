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
}
