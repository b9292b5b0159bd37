package dev.understudy.translate;

import tools.jackson.databind.JsonNode;

/// An estimate of the tokens in a request of Anthropic's Messages wire: a quarter of its
/// characters.
public final class TokenCount {
    private static final int CHARACTERS_PER_TOKEN = 4;

    /// About what Anthropic counts for an image of usual size.
    private static final int IMAGE = 1600;

    private TokenCount() {}

    /// The answer to `POST /v1/messages/count_tokens`.
    ///
    /// @throws MalformedJsonException if the request is not a JSON object
    public static byte[] answer(byte[] body) throws MalformedJsonException {
        return Json.bytes(Json.object().put("input_tokens", estimate(body)));
    }

    static long estimate(byte[] body) throws MalformedJsonException {
        JsonNode root = RawObject.parse(body).tree();
        long characters = 0;
        for (String field : new String[] {"system", "messages", "tools"}) {
            characters += characters(root.path(field));
        }
        return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN);
    }

    private static long characters(JsonNode node) {
        if (node.isString()) {
            return node.stringValue().length();
        }
        if (Json.string(node, "type").equals("base64")) {
            return (long) IMAGE * CHARACTERS_PER_TOKEN;
        }
        long sum = 0;
        for (JsonNode child : node) {
            sum += characters(child);
        }
        return sum;
    }
}
