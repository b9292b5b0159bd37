package dev.understudy.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Meaning;
import dev.understudy.model.ProviderError;
import dev.understudy.model.Usage;
import dev.understudy.sse.Pieces;
import dev.understudy.sse.SseEvent;
import dev.understudy.sse.SseReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Streams as providers sent them, and what they say.
final class RecordedStreamsTest {
    private static final Optional<Usage> NO_USAGE = Optional.empty();

    /// What a stream says in all.
    ///
    /// @param tools the arguments by the tool's name
    record Told(
            String stream,
            int comments,
            String text,
            String thinking,
            Map<String, String> tools,
            Optional<String> finish,
            Optional<Usage> usage,
            Optional<ProviderError> error) {
        @Override
        public String toString() {
            return stream;
        }
    }

    static List<Told> recorded() {
        return List.of(
                new Told(
                        "azure-chat-content-filter-preamble",
                        0,
                        "Capital of Denmark.",
                        "",
                        Map.of(),
                        Optional.of("stop"),
                        used(15, 78, 0, 64, ""),
                        Optional.empty()),
                new Told(
                        "compat-chat-tool-index-starts-at-1",
                        0,
                        "Reading it.",
                        "",
                        Map.of("read_file", "{\"path\": \"a.txt\"}"),
                        Optional.of("tool_calls"),
                        NO_USAGE,
                        Optional.empty()),
                new Told(
                        "deepseek-chat-tool-call",
                        0,
                        "",
                        "",
                        Map.of(
                                "weather",
                                "{\"latitude\": \"52.5200\", \"longitude\": \"13.4050\"}"),
                        Optional.of("tool_calls"),
                        used(348, 65, 0, 0, ""),
                        Optional.empty()),
                new Told(
                        "groq-chat-error-midstream-tool-use-failed",
                        0,
                        "",
                        "We need to call the tool with invalid parameters first, then second call with valid args. The user wants us to test error handling. So first call should have wrong parameters (e.g., missing required \"name\" or extra param). The tool expects only \"name\". If we send extra property, that might cause error. Or missing \"name\". We'll do a call with missing name: {}. Then second call with name: \"test\". Let's do that.",
                        Map.of(),
                        Optional.empty(),
                        NO_USAGE,
                        Optional.of(
                                new ProviderError(
                                        400,
                                        "tool_use_failed",
                                        "invalid_request_error",
                                        "Tool call validation failed: tool call validation failed: parameters for tool get_something_by_name did not match schema: errors: [missing properties: 'name', additionalProperties 'invalid_param' not allowed]"))),
                new Told(
                        "mistral-chat-tool-call",
                        0,
                        "",
                        "",
                        Map.of(
                                "weather",
                                "{\"latitude\": \"52.5200\", \"longitude\": \"13.4050\"}"),
                        Optional.of("tool_calls"),
                        used(159, 28, 128, 0, ""),
                        Optional.empty()),
                new Told(
                        "ollama-cloud-chat-reasoning-text",
                        0,
                        "1  \n2  \n3",
                        "The task: \"Count from 1 to 3\". Simple. Likely answer: 1, 2, 3. Probably each on separate line or just numbers. Provide.",
                        Map.of(),
                        Optional.of("stop"),
                        used(74, 53, 0, 0, ""),
                        Optional.empty()),
                new Told(
                        "openai-chat-text",
                        0,
                        "The capital of the UK is London.",
                        "",
                        Map.of(),
                        Optional.of("stop"),
                        used(78, 9, 0, 0, ""),
                        Optional.empty()),
                new Told(
                        "openai-chat-tool-call",
                        0,
                        "",
                        "",
                        Map.of("get_capital", "{\"country\":\"UK\"}"),
                        Optional.of("tool_calls"),
                        used(53, 15, 0, 0, ""),
                        Optional.empty()),
                new Told(
                        "openrouter-chat-after-tool-result",
                        2,
                        "The current weather in Berlin is:\n- **Temperature**: 15°C (59°F)\n- **Wind**: 10 km/h (6 mph)\n\nIt's a mild day with light wind. You might want to bring a light jacket if you're going out!",
                        "",
                        Map.of(),
                        Optional.of("stop"),
                        used(748, 64, 0, 0, "0.001068"),
                        Optional.empty()),
                new Told(
                        "openrouter-chat-error-midstream",
                        17,
                        "",
                        "We need to respond to a greeting. The user",
                        Map.of(),
                        Optional.of("length"),
                        used(43, 10, 0, 11, "0"),
                        Optional.of(new ProviderError(400, "", "", "Token limit reached"))),
                new Told(
                        "openrouter-chat-models-fallback",
                        8,
                        "I'm Grok, an AI built by xAI. I'm designed to be helpful, maximally truthful, and a bit witty—think a mix of the Hitchhiker's Guide to the Galaxy and JARVIS from Iron Man. My goal is to help you understand the universe (and maybe crack a few jokes along the way). What's on your mind?",
                        "",
                        Map.of(),
                        Optional.of("stop"),
                        used(687, 187, 679, 118, "0.00333825"),
                        Optional.empty()),
                new Told(
                        "openrouter-chat-reasoning-keepalives",
                        4,
                        "2 + 2 = 4",
                        "This is a simple arithmetic question. 2+2 equals 4.",
                        Map.of(),
                        Optional.of("stop"),
                        used(43, 36, 0, 13, "0.000669"),
                        Optional.empty()),
                new Told(
                        "openrouter-chat-reasoning-then-tool-call",
                        2,
                        "",
                        "The user is asking for the weather in Berlin and specifically requesting that I use the reasoning_weather tool. I have all the required parameters:\n- city: \"Berlin\"\n\nLet me call the function with this parameter.",
                        Map.of("reasoning_weather", "{\"city\": \"Berlin\"}"),
                        Optional.of("tool_calls"),
                        used(626, 106, 0, 54, "0.001156"),
                        Optional.empty()),
                new Told(
                        "openrouter-chat-text",
                        5,
                        "1\n2\n3",
                        "",
                        Map.of(),
                        Optional.of("stop"),
                        used(15, 9, 0, 0, "0.00006"),
                        Optional.empty()),
                new Told(
                        "openrouter-chat-tool-call",
                        2,
                        "",
                        "",
                        Map.of(
                                "weather",
                                "{\"latitude\": \"52.5200\", \"longitude\": \"13.4050\"}"),
                        Optional.of("tool_calls"),
                        used(633, 75, 0, 0, "0.001008"),
                        Optional.empty()),
                new Told(
                        "openrouter-chat-usage-empty-choices",
                        3,
                        "Hello!",
                        "",
                        Map.of(),
                        Optional.of("stop"),
                        used(254, 5, 0, 0, "0.000837"),
                        Optional.empty()),
                new Told(
                        "openrouter-chat-web-search-annotations",
                        23,
                        "The URL for Pydantic AI's GitHub repository is:  \n\nhttps://github.com/pydantic/pydantic-ai",
                        "",
                        Map.of(),
                        Optional.of("stop"),
                        used(2317, 53, 0, 0, "0.0076509169000000005"),
                        Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void saysTheSameAsItsProvider(Told expected) throws IOException {
        assertEquals(expected, told(expected.stream(), events(bytes(expected.stream()))));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void saysTheSameInSingleBytes(Told expected) throws IOException {
        byte[] bytes = bytes(expected.stream());

        assertEquals(expected, told(expected.stream(), read(Pieces.single(bytes))));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void saysTheSameCutAtAnyByte(Told expected) throws IOException {
        byte[] bytes = bytes(expected.stream());
        List<SseEvent> whole = events(bytes);

        for (int cut = 1; cut < bytes.length; cut++) {
            assertEquals(whole, read(Pieces.of(bytes, cut)));
        }
    }

    private static Told told(String stream, List<SseEvent> events) throws IOException {
        int comments = 0;
        var text = new StringBuilder();
        var thinking = new StringBuilder();
        var names = new LinkedHashMap<Integer, String>();
        var arguments = new LinkedHashMap<Integer, String>();
        Optional<String> finish = Optional.empty();
        Optional<Usage> usage = NO_USAGE;
        Optional<ProviderError> error = Optional.empty();
        for (SseEvent event : events) {
            switch (event) {
                case SseEvent.Comment _ -> comments++;
                case SseEvent.Message(_, var data) -> {
                    Meaning meaning = ChatCompletions.event(data);
                    text.append(meaning.text());
                    thinking.append(meaning.thinking());
                    finish = meaning.finish().isPresent() ? meaning.finish() : finish;
                    usage = meaning.usage().isPresent() ? meaning.usage() : usage;
                    error = meaning.error().isPresent() ? meaning.error() : error;
                    if (!data.equals("[DONE]")) {
                        tools(data, names, arguments);
                    }
                }
            }
        }
        var tools = new LinkedHashMap<String, String>();
        names.forEach((index, name) -> tools.put(name, arguments.getOrDefault(index, "")));
        for (String json : tools.values()) {
            assertTrue(JsonMapper.shared().readTree(json).isObject());
        }
        return new Told(
                stream,
                comments,
                text.toString(),
                thinking.toString(),
                tools,
                finish,
                usage,
                error);
    }

    /// Adds the pieces of tool calls in an event to those of their index.
    private static void tools(
            String data, Map<Integer, String> names, Map<Integer, String> arguments) {
        JsonNode delta = JsonMapper.shared().readTree(data).path("choices").path(0).path("delta");
        for (JsonNode call : delta.path("tool_calls")) {
            int index = call.path("index").asInt(0);
            names.merge(index, call.at("/function/name").asString(""), String::concat);
            arguments.merge(index, call.at("/function/arguments").asString(""), String::concat);
        }
    }

    private static Optional<Usage> used(
            long input, long output, long cached, long reasoning, String cost) {
        return Optional.of(
                new Usage(
                        input,
                        output,
                        cached,
                        reasoning,
                        cost.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(cost))));
    }

    private static List<SseEvent> events(byte[] bytes) throws IOException {
        return read(new ByteArrayInputStream(bytes));
    }

    private static List<SseEvent> read(InputStream in) throws IOException {
        var events = new ArrayList<SseEvent>();
        try (var reader = new SseReader(in, 1024 * 1024)) {
            for (var event = reader.next(); event.isPresent(); event = reader.next()) {
                events.add(event.get());
            }
        }
        return events;
    }

    private static byte[] bytes(String stream) throws IOException {
        try (InputStream in =
                RecordedStreamsTest.class.getResourceAsStream(
                        "/dev/understudy/streams/" + stream + ".sse")) {
            return Objects.requireNonNull(in, stream).readAllBytes();
        }
    }
}
