package dev.understudy.failures;

/// Pieces of a chat provider's streamed answer, to be put together.
final class Chunks {
    static final String DONE = "data: [DONE]\n\n";

    private Chunks() {}

    /// A piece of text.
    static String text(String text) {
        return chunk("{\"content\":\"" + text + "\"}", "null");
    }

    /// A piece of a tool call.
    static String calls(String piece) {
        return chunk("{\"tool_calls\":[" + piece + "]}", "null");
    }

    /// The usual reason the answer ends for.
    static String stop() {
        return finish("stop");
    }

    static String finish(String reason) {
        return chunk("{}", "\"" + reason + "\"");
    }

    /// What the answer used.
    static String usage(int input, int output) {
        return event(
                "\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}"
                        .formatted(input, output, input + output));
    }

    /// An error where a piece was expected.
    static String error(int code, String message) {
        return "data: {\"error\":{\"code\":%d,\"message\":\"%s\"}}\n\n".formatted(code, message);
    }

    private static String chunk(String delta, String finish) {
        return event(
                "\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]"
                        .formatted(delta, finish));
    }

    private static String event(String rest) {
        return "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",%s}\n\n"
                .formatted(rest);
    }
}
