package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Streams that providers really sent go through with their data unchanged, however they are cut.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RecordedStreamsTest {
    private final ScriptedProvider provider = new ScriptedProvider();
    private TestGateway gateway;
    private Http http;

    @BeforeAll
    void start() {
        gateway =
                TestGateway.start(
                        "providers: [{ id: recorded, base_url: \"%s\" }]"
                                .formatted(provider.base()));
        http = new Http(gateway);
    }

    @AfterAll
    void stop() {
        http.close();
        gateway.close();
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openrouter-chat-text",
                "openrouter-chat-tool-call",
                "openrouter-chat-after-tool-result",
                "openrouter-chat-reasoning-then-tool-call",
                "openrouter-chat-reasoning-keepalives",
                "openrouter-chat-usage-empty-choices",
                "openrouter-chat-models-fallback",
                "openrouter-chat-web-search-annotations",
                "openai-chat-text",
                "openai-chat-tool-call",
                "azure-chat-content-filter-preamble",
                "compat-chat-tool-index-starts-at-1",
                "deepseek-chat-tool-call",
                "mistral-chat-tool-call",
                "ollama-cloud-chat-reasoning-text"
            })
    void passThroughUnchangedByteByByte(String name) throws Exception {
        byte[] stream = recorded(name);
        provider.willDrip(stream);

        assertEquals(withDone(data(stream)), Http.data(call()));
    }

    @Test
    void passThroughUnchangedWhereverTheyAreSplit() throws Exception {
        byte[] stream = recorded("openrouter-chat-text");
        List<String> expected = withDone(data(stream));
        for (int cut = 0; cut <= stream.length; cut++) {
            provider.willSplit(stream, cut);

            assertEquals(expected, Http.data(call()), "split at " + cut);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openrouter-chat-text", "openai-chat-tool-call"})
    void neverLookCompleteWhenTheyAreCut(String name) throws Exception {
        byte[] stream = recorded(name);
        int finished = new String(stream, StandardCharsets.UTF_8).indexOf("\"finish_reason\":\"");
        for (int length = 0; length < stream.length; length += 7) {
            provider.willCut(stream, length);

            String answer = call();

            boolean complete = answer.contains("[DONE]") && !answer.contains("event: error");
            assertTrue(
                    !complete || length > finished,
                    "cut after %d bytes, looks complete: %s".formatted(length, answer));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openrouter-chat-error-midstream",
                "groq-chat-error-midstream-tool-use-failed"
            })
    void tellTheErrorTheyEndWith(String name) throws Exception {
        provider.willSplit(recorded(name), 100);

        String answer = call();

        assertTrue(answer.contains("event: error\n"), answer);
        assertEquals("[DONE]", Http.data(answer).getLast());
    }

    private String call() throws IOException, InterruptedException {
        return http.chat(Http.prompt("recorded:model", ",\"stream\":true")).body();
    }

    private static List<String> data(byte[] stream) {
        return Http.data(new String(stream, StandardCharsets.UTF_8));
    }

    private static List<String> withDone(List<String> data) {
        assertEquals("[DONE]", data.getLast(), "recorded whole");
        return data;
    }

    private static byte[] recorded(String name) throws IOException {
        try (InputStream in =
                RecordedStreamsTest.class.getResourceAsStream(
                        "/dev/understudy/streams/" + name + ".sse")) {
            if (in == null) {
                throw new IOException("no such recording: " + name);
            }
            return in.readAllBytes();
        }
    }
}
