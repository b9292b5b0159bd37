package dev.understudy.failures;

import dev.understudy.gateway.ScriptedProvider;
import dev.understudy.gateway.ScriptedProvider.Received;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A provider that answers every request with one word, on the wire it comes on.
final class ThreeWires implements ScriptedProvider.Script {
    private static final String CHAT =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}";
    private static final String CHUNKS =
            """
            data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"ok"},"finish_reason":null}]}

            data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]

            """;
    private static final String RESPONSE =
            "{\"id\":\"r\",\"object\":\"response\",\"created_at\":1,\"model\":\"m\",\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"id\":\"m1\",\"role\":\"assistant\",\"status\":\"completed\",\"content\":[{\"type\":\"output_text\",\"text\":\"ok\",\"annotations\":[]}]}]}";
    private static final String RESPONSE_EVENTS =
            """
            event: response.created
            data: {"type":"response.created","sequence_number":0,"response":{"id":"r","object":"response","created_at":1,"model":"m","status":"in_progress","output":[]}}

            event: response.output_item.added
            data: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"type":"message","id":"m1","role":"assistant","status":"in_progress","content":[]}}

            event: response.output_text.delta
            data: {"type":"response.output_text.delta","sequence_number":2,"item_id":"m1","output_index":0,"content_index":0,"delta":"ok"}

            event: response.completed
            data: {"type":"response.completed","sequence_number":3,"response":%s}

            """
                    .formatted(RESPONSE);
    private static final String MESSAGE =
            "{\"id\":\"msg\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"ok\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";
    private static final String MESSAGE_EVENTS =
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":0}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"ok"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":1}}

            event: message_stop
            data: {"type":"message_stop"}

            """;

    /// A gateway's settings with such a provider under three names, one for each wire.
    static String settings(ScriptedProvider provider) {
        return """
        max_input_tokens: 500000
        max_output_tokens: 1000
        providers:
          - { id: chat, base_url: "http://127.0.0.1:%1$d/v1" }
          - { id: responses, base_url: "http://127.0.0.1:%1$d/v1", supported_api_surfaces: [{ format: openai, surface: responses }] }
          - { id: claude, base_url: "http://127.0.0.1:%1$d/v1", supported_api_surfaces: [{ format: anthropic, surface: messages }] }
        """
                .formatted(provider.base().getPort());
    }

    @Override
    public void play(Received request, OutputStream out) throws IOException {
        String path = request.head().split(" ", 3)[1];
        boolean streaming = request.head().contains("text/event-stream");
        String answer =
                switch (path) {
                    case "/v1/messages" -> streaming ? MESSAGE_EVENTS : MESSAGE;
                    case "/v1/responses" -> streaming ? RESPONSE_EVENTS : RESPONSE;
                    default -> streaming ? CHUNKS : CHAT;
                };
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        out.write(
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                        .formatted(
                                streaming ? "text/event-stream" : "application/json", body.length)
                        .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
    }
}
