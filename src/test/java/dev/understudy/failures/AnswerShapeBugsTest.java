package dev.understudy.failures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.gateway.Http;
import dev.understudy.gateway.ScriptedProvider;
import dev.understudy.gateway.TestGateway;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What others get wrong in answers that are whole: usage, tool calls, and streams nobody asked
/// for.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AnswerShapeBugsTest {
    private final ScriptedProvider provider = new ScriptedProvider();
    private TestGateway gateway;
    private Http http;

    @BeforeAll
    void start() {
        gateway = TestGateway.start(ThreeWires.settings(provider));
        http = new Http(gateway);
    }

    @AfterAll
    void stop() {
        http.close();
        gateway.close();
        provider.close();
    }

    @Test
    void bug11_usageComesOnceAndLastAndInAChunkWithoutChoices() throws Exception {
        provider.willStream(Chunks.text("hi") + Chunks.stop() + Chunks.usage(17, 5) + Chunks.DONE);

        String answer = stream(",\"stream_options\":{\"include_usage\":true}").body();

        List<JsonNode> used = used(answer);
        assertEquals(1, used.size(), answer);
        assertEquals(0, used.getFirst().path("choices").size(), answer);
        assertTrue(used.getFirst().path("choices").isArray(), answer);
        assertEquals(17, used.getFirst().at("/usage/prompt_tokens").asInt());
        assertEquals(5, used.getFirst().at("/usage/completion_tokens").asInt());
        assertEquals("[DONE]", Http.data(answer).getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"stream_options\":{\"include_usage\":true}"})
    void bug11_usageThatTheProviderDoesNotTellIsNotInvented(String more) throws Exception {
        provider.willStream(Chunks.text("hi") + Chunks.stop() + Chunks.DONE);

        HttpResponse<String> answer = stream(more);

        assertEquals(List.of(), used(answer.body()));
        assertTrue(trace(answer).path("usage").isNull());
    }

    @ParameterizedTest
    @EnumSource
    void bug11_everyCallerIsToldWhatTheProviderCounted(CallerWire wire) throws Exception {
        provider.willStream(Chunks.text("hi") + Chunks.stop() + Chunks.usage(17, 5) + Chunks.DONE);

        HttpResponse<String> answer =
                http.send(
                        http.to(wire.path())
                                .POST(BodyPublishers.ofString(wire.ask(true, "chat:m")))
                                .build());

        assertEquals(17, trace(answer).at("/usage/input_tokens").asInt(), answer.body());
        assertEquals(5, trace(answer).at("/usage/output_tokens").asInt(), answer.body());
        if (wire != CallerWire.CHAT) {
            assertTrue(answer.body().contains("\"input_tokens\":17"), answer.body());
            assertTrue(answer.body().contains("\"output_tokens\":5"), answer.body());
        }
    }

    @Test
    void bug11_whatATargetUsedIsCountedForTheOneThatAnswered() throws Exception {
        HttpResponse<String> answer =
                http.chat(CallerWire.CHAT.ask(false, "sandbox:error-500", "sandbox:text-5"));

        JsonNode trace = trace(answer);
        assertEquals("sandbox:text-5", trace.path("served_by").asString());
        assertEquals(
                Http.json(answer.body()).at("/usage/completion_tokens").asInt(),
                trace.at("/usage/output_tokens").asInt());
    }

    @Test
    void bug12_aToolCallKeepsItsIndexItsIdAndItsPieces() throws Exception {
        provider.willStream(CallerWire.recorded("anthropic-messages-tool-use"));

        String answer = http.chat(CallerWire.CHAT.ask(true, "claude:m")).body();

        List<JsonNode> calls = new ArrayList<>();
        var arguments = new StringBuilder();
        for (String data : Http.data(answer)) {
            if (!data.equals("[DONE]")) {
                for (JsonNode call : Http.json(data).at("/choices/0/delta/tool_calls")) {
                    calls.add(call);
                    arguments.append(call.at("/function/arguments").asString(""));
                }
            }
        }
        assertEquals(
                "assistant",
                Http.json(Http.data(answer).getFirst()).at("/choices/0/delta/role").asString(""),
                answer);
        assertEquals("weather", calls.getFirst().at("/function/name").asString(), answer);
        assertFalse(calls.getFirst().path("id").asString("").isEmpty(), answer);
        assertEquals("function", calls.getFirst().path("type").asString(), answer);
        assertTrue(calls.stream().allMatch(call -> call.path("index").asInt(-1) == 0), answer);
        assertTrue(calls.size() > 3, "all arguments in one burst: " + answer);
        assertEquals(
                "{\"latitude\": \"52.5200\", \"longitude\": \"13.4050\"}", arguments.toString());
        assertTrue(answer.contains("\"finish_reason\":\"tool_calls\""), answer);
    }

    @Test
    void bug12_aToolCallOfAChatProviderReachesAnthropicsClientsWhole() throws Exception {
        provider.willStream(CallerWire.recorded("compat-chat-tool-index-starts-at-1"));

        String answer =
                http.send(
                                http.to("/v1/messages")
                                        .POST(
                                                BodyPublishers.ofString(
                                                        CallerWire.MESSAGES.ask(true, "chat:m")))
                                        .build())
                        .body();

        List<JsonNode> events = Http.data(answer).stream().map(Http::json).toList();
        List<Integer> begun =
                events.stream()
                        .filter(e -> e.path("type").asString().equals("content_block_start"))
                        .map(e -> e.path("index").asInt())
                        .toList();
        assertEquals(0, begun.getFirst(), answer);
        for (int i = 0; i < begun.size(); i++) {
            assertEquals(i, begun.get(i), answer);
        }
        assertTrue(answer.contains("\"stop_reason\":\"tool_use\""), answer);
    }

    @Test
    void bug12_reasoningThatMustBeSentBackIsSentBack() throws Exception {
        provider.will(new ThreeWires());

        http.chat(
                "{\"model\":\"chat:m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"reasoning_content\":\"so it is\",\"content\":null,\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"b\"}]}");

        assertEquals(
                "so it is",
                Http.json(provider.received().getFirst().text())
                        .at("/messages/1/reasoning_content")
                        .asString());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'', false",
                "'\"stream\":false,', false",
                "'\"stream\":null,', false",
                "'\"stream\":true,', true"
            })
    void bug19_aStreamComesIfItIsAskedForAndNeverElse(String stream, boolean streamed)
            throws Exception {
        for (CallerWire wire : CallerWire.values()) {
            for (String model : List.of("chat:m", "responses:m", "claude:m")) {
                provider.will(new ThreeWires());
                HttpResponse<String> answer =
                        http.send(
                                http.to(wire.path())
                                        .POST(
                                                BodyPublishers.ofString(
                                                        wire.ask(false, model)
                                                                .replace(
                                                                        "\"stream\":false,",
                                                                        stream)))
                                        .build());

                assertEquals(
                        streamed ? "text/event-stream" : "application/json",
                        answer.headers().firstValue("content-type").orElse(""));
                assertEquals("ok", wire.text(answer.body()), answer.body());
                assertEquals(
                        streamed && wire == CallerWire.CHAT ? 1 : 0,
                        Http.data(answer.body()).stream().filter("[DONE]"::equals).count(),
                        answer.body());
                assertEquals(streamed, answer.body().contains("data: "), answer.body());
            }
        }
    }

    private HttpResponse<String> stream(String more) throws Exception {
        return http.chat(Http.prompt("chat:m", ",\"stream\":true" + more));
    }

    private static List<JsonNode> used(String answer) {
        return Http.data(answer).stream()
                .filter(data -> !data.equals("[DONE]"))
                .map(Http::json)
                .filter(chunk -> chunk.path("usage").isObject())
                .toList();
    }

    private JsonNode trace(HttpResponse<String> answer) throws Exception {
        String id = answer.headers().firstValue("understudy-request-id").orElseThrow();
        JsonNode trace = Http.json(http.get("/understudy/requests/" + id).body());
        while (trace.path("ending").asString("").equals("running")) {
            Thread.onSpinWait();
            trace = Http.json(http.get("/understudy/requests/" + id).body());
        }
        return trace;
    }
}
