package dev.understudy.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// OpenAI's own client against the sandbox, on the wire of Responses.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ResponsesWireTest {
    private SandboxServer server;
    private OpenAIClient openai;

    @BeforeAll
    void start() throws IOException {
        server = SandboxServer.start(0);
        openai =
                OpenAIOkHttpClient.builder()
                        .baseUrl(server.openAiBase().toString())
                        .apiKey("sk-test")
                        .maxRetries(0)
                        .build();
    }

    @AfterAll
    void stop() {
        openai.close();
        server.close();
    }

    @Test
    void answersWhole() {
        Response response = whole("text-5");

        assertEquals(5, text(response).split(" ", -1).length);
        assertEquals(ResponseStatus.COMPLETED, response.status().orElseThrow());
        assertEquals(5, response.usage().orElseThrow().outputTokens());
        assertEquals(1, response.usage().orElseThrow().inputTokens());
        assertTrue(response.id().startsWith("resp_"), response.id());
    }

    @Test
    void streamsTheSame() {
        Response response = streamed("text-5");

        assertEquals(text(whole("text-5")), text(response));
        assertEquals(ResponseStatus.COMPLETED, response.status().orElseThrow());
        assertEquals(5, response.usage().orElseThrow().outputTokens());
    }

    @Test
    void numbersItsEvents() {
        List<ResponseStreamEvent> events = events(prompt("text-5").build());

        assertTrue(events.getFirst().isCreated());
        assertEquals(5, events.stream().filter(ResponseStreamEvent::isOutputTextDelta).count());
        assertEquals(
                events.size() - 1, events.getLast().completed().orElseThrow().sequenceNumber());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tool", "tools-parallel", "tool-quirks"})
    void callsTheToolsItIsOffered(String model) {
        List<ResponseFunctionToolCall> whole = calls(openai.responses().create(offering(model)));
        List<ResponseFunctionToolCall> streamed = calls(accumulated(offering(model)));

        assertEquals(model.equals("tool") ? 1 : model.equals("tool-quirks") ? 3 : 2, whole.size());
        assertEquals("weather", whole.getFirst().name());
        assertEquals("{\"city\":\"Bern\"}", whole.getFirst().arguments());
        assertEquals(arguments(whole), arguments(streamed));
        assertTrue(streamed.stream().noneMatch(call -> call.callId().isEmpty()));
    }

    @Test
    void answersAToolsResult() {
        Response response =
                openai.responses()
                        .create(
                                ResponseCreateParams.builder()
                                        .model("tool")
                                        .putAdditionalBodyProperty(
                                                "input",
                                                JsonValue.from(
                                                        List.of(
                                                                Map.of(
                                                                        "role", "user",
                                                                        "content", "Weather?"),
                                                                Map.of(
                                                                        "type", "function_call",
                                                                        "call_id", "call_1",
                                                                        "name", "weather",
                                                                        "arguments", "{}"),
                                                                Map.of(
                                                                        "type",
                                                                        "function_call_output",
                                                                        "call_id",
                                                                        "call_1",
                                                                        "output",
                                                                        "sunny"))))
                                        .build());

        assertFalse(text(response).isEmpty());
    }

    @Test
    void thinks() {
        for (Response response : List.of(whole("reasoning"), streamed("reasoning"))) {
            var reasoning = response.output().getFirst().asReasoning();
            assertEquals("c2FuZGJveC1zaWduYXR1cmU=", reasoning.encryptedContent().orElseThrow());
            assertFalse(text(response).isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "length, incomplete",
        "content-filter, incomplete",
        "refusal, completed",
        "empty, completed",
        "keepalive, completed",
        "no-done, completed"
    })
    void endsAsTheModelSays(String model, String status) {
        assertEquals(ResponseStatus.of(status), whole(model).status().orElseThrow());
        assertEquals(ResponseStatus.of(status), streamed(model).status().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "error-400-context, 400, context_length_exceeded",
        "error-401, 401, invalid_api_key",
        "error-429, 429, rate_limit_exceeded",
        "error-503, 503, server_error",
        "no-such-model, 404, model_not_found"
    })
    void refusesInOpenAisWords(String model, int status, String word) {
        var e = assertThrows(OpenAIServiceException.class, () -> whole(model));

        assertEquals(status, e.statusCode());
        assertEquals(word, e.code().orElse(e.type().orElse("")));
        assertEquals(
                status,
                assertThrows(OpenAIServiceException.class, () -> streamed(model)).statusCode());
    }

    @Test
    void tellsOfAnErrorInsideAStream() {
        var e = assertThrows(OpenAIException.class, () -> streamed("error-in-200-after-text"));

        assertTrue(String.valueOf(e).contains("Provider returned error"), e.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop-after-4", "reset-after-4", "fb-s08-stream-cut"})
    void breaksOffInTheMiddle(String model) {
        assertThrows(OpenAIException.class, () -> events(prompt(model).build()));
    }

    @Test
    void refusesARequestWithoutInput() throws Exception {
        try (var client = new SandboxClient()) {
            var answer =
                    client.post(
                            server.openAiBase(), "/responses", Json.object().put("model", "text"));

            assertEquals(400, answer.statusCode());
            assertTrue(answer.body().contains("'input'"), answer.body());
        }
    }

    private Response whole(String model) {
        return openai.responses().create(prompt(model).build());
    }

    private Response streamed(String model) {
        return accumulated(prompt(model).build());
    }

    private Response accumulated(ResponseCreateParams params) {
        var all = ResponseAccumulator.create();
        events(params).forEach(all::accumulate);
        return all.response();
    }

    private List<ResponseStreamEvent> events(ResponseCreateParams params) {
        try (StreamResponse<ResponseStreamEvent> stream =
                openai.responses().createStreaming(params)) {
            return stream.stream().toList();
        }
    }

    private static ResponseCreateParams.Builder prompt(String model) {
        return ResponseCreateParams.builder().model(model).input("Hi");
    }

    private static ResponseCreateParams offering(String model) {
        var schema =
                Map.of("type", "object", "properties", Map.of("city", Map.of("type", "string")));
        return prompt(model)
                .putAdditionalBodyProperty(
                        "tools",
                        JsonValue.from(
                                List.of(
                                        Map.of(
                                                "type", "function",
                                                "name", "weather",
                                                "parameters", schema),
                                        Map.of(
                                                "type", "function",
                                                "name", "traffic",
                                                "parameters", schema))))
                .build();
    }

    private static List<ResponseFunctionToolCall> calls(Response response) {
        return response.output().stream().flatMap(item -> item.functionCall().stream()).toList();
    }

    private static List<String> arguments(List<ResponseFunctionToolCall> calls) {
        return calls.stream().map(ResponseFunctionToolCall::arguments).toList();
    }

    private static String text(Response response) {
        return response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .flatMap(content -> content.outputText().stream())
                .map(part -> part.text())
                .collect(Collectors.joining());
    }
}
