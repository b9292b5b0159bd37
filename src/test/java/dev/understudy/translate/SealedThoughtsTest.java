package dev.understudy.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Target;
import dev.understudy.model.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a model sealed in its answer comes back to it with the next request, through a caller of
/// another wire, and to no other model.
final class SealedThoughtsTest {
    private static final Target GEMINI = new Target("google", "gemini-3-pro-preview");
    private static final Target ROUTED_GEMINI =
            new Target("openrouter", "google/gemini-3-pro-preview");
    private static final Target CLAUDE = new Target("anthropic", "claude-haiku-4-5");
    private static final Target ROUTED_CLAUDE =
            new Target("openrouter", "anthropic/claude-haiku-4.5");
    private static final Target GPT = new Target("openai", "gpt-5");
    private static final Target LAB = new Target("lab", "m");

    private static final String GEMINIS =
            """
            {"id":"c","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"tool_calls":[
             {"id":"","type":"function","function":{"name":"f","arguments":"{\\"a\\":1}"},"extra_content":{"google":{"thought_signature":"CrIC=="}}},
             {"id":"","type":"function","function":{"name":"g","arguments":"{}"}}]}}]}
            """;
    private static final String ROUTED_GEMINIS =
            """
            {"id":"c","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,
             "reasoning_details":[{"type":"reasoning.encrypted","data":"CrIC==","id":"call_f","format":"google-gemini-v1","index":0}],
             "tool_calls":[{"id":"call_f","type":"function","function":{"name":"f","arguments":"{\\"a\\":1}"}}]}}]}
            """;
    private static final String CLAUDES =
            """
            {"id":"m","type":"message","role":"assistant","model":"c","stop_reason":"tool_use","content":[
             {"type":"thinking","thinking":"Hm","signature":"sig=="},{"type":"redacted_thinking","data":"r=="},
             {"type":"tool_use","id":"t","name":"f","input":{"a":1}}]}
            """;
    private static final String GPTS =
            """
            {"id":"r","object":"response","status":"completed","output":[
             {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Hm"}],"encrypted_content":"gAAA=="},
             {"type":"function_call","id":"fc_1","call_id":"call_f","name":"f","arguments":"{\\"a\\":1}"}]}
            """;

    @ParameterizedTest
    @EnumSource(names = {"RESPONSES", "MESSAGES"})
    void googlesSealComesBackWithItsCall(Wire caller) throws Exception {
        JsonNode sent = next(Wire.CHAT_COMPLETIONS, GEMINIS, caller, GEMINI);

        JsonNode calls = sent.at("/messages/1/tool_calls");
        assertEquals(
                "CrIC==", calls.path(0).at("/extra_content/google/thought_signature").asString());
        assertEquals("f", calls.path(0).at("/function/name").asString());
        assertTrue(calls.path(1).path("extra_content").isMissingNode());
        assertFalse(calls.path(0).path("id").asString().isEmpty());
        assertFalse(calls.path(0).path("id").equals(calls.path(1).path("id")));
    }

    @ParameterizedTest
    @EnumSource(names = {"RESPONSES", "MESSAGES"})
    void googlesSealComesBackThroughOpenRouterWithTheNameOfItsCall(Wire caller) throws Exception {
        JsonNode sent = next(Wire.CHAT_COMPLETIONS, ROUTED_GEMINIS, caller, ROUTED_GEMINI);

        assertEquals(
                Json.read(
                        "[{\"type\":\"reasoning.encrypted\",\"data\":\"CrIC==\",\"format\":\"google-gemini-v1\",\"index\":0,\"id\":\"call_f\"}]"),
                sent.at("/messages/1/reasoning_details"));
    }

    @ParameterizedTest
    @EnumSource(names = {"CHAT_COMPLETIONS", "RESPONSES"})
    void anthropicsThinkingComesBackToIt(Wire caller) throws Exception {
        JsonNode sent = next(Wire.MESSAGES, CLAUDES, caller, CLAUDE);

        assertEquals(
                Json.read(
                        """
                        [{"type":"thinking","thinking":"Hm","signature":"sig=="},{"type":"redacted_thinking","data":"r=="},
                         {"type":"tool_use","id":"t","name":"f","input":{"a":1}}]
                        """),
                sent.at("/messages/1/content"));
    }

    @ParameterizedTest
    @EnumSource(names = {"CHAT_COMPLETIONS", "MESSAGES"})
    void openaisReasoningComesBackToIt(Wire caller) throws Exception {
        JsonNode sent = next(Wire.RESPONSES, GPTS, caller, GPT);

        assertEquals(
                Json.read(
                        "{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"Hm\"}],\"encrypted_content\":\"gAAA==\"}"),
                sent.at("/input/1"));
    }

    @ParameterizedTest
    @CsvSource({
        "CHAT_COMPLETIONS, MESSAGES", "CHAT_COMPLETIONS, RESPONSES",
        "MESSAGES, CHAT_COMPLETIONS", "MESSAGES, RESPONSES",
        "RESPONSES, CHAT_COMPLETIONS", "RESPONSES, MESSAGES"
    })
    void noOtherModelIsSentIt(Wire provider, Wire caller) throws Exception {
        String answer =
                switch (provider) {
                    case CHAT_COMPLETIONS -> GEMINIS;
                    case RESPONSES -> GPTS;
                    case MESSAGES -> CLAUDES;
                };
        List<Target> others =
                switch (provider) {
                    case CHAT_COMPLETIONS -> List.of(CLAUDE, ROUTED_CLAUDE, GPT, LAB);
                    case RESPONSES -> List.of(CLAUDE, ROUTED_CLAUDE, GEMINI, LAB);
                    case MESSAGES -> List.of(GPT, GEMINI, ROUTED_GEMINI, LAB);
                };
        for (Target other : others) {
            String sent = next(provider, answer, caller, other).toString();

            for (String seal : List.of("CrIC", "sig==", "r==", "gAAA==", Seals.MARK)) {
                assertFalse(sent.contains(seal), other + " is sent " + sent);
            }
        }
    }

    @Test
    void callsOfAnotherModelAreSaidToBeSoToGoogle() throws Exception {
        JsonNode sent = next(Wire.MESSAGES, CLAUDES, Wire.RESPONSES, GEMINI);

        assertEquals(
                ThoughtSignatures.OF_ANOTHER,
                sent.at("/messages/1/tool_calls/0/extra_content/google/thought_signature")
                        .asString());
    }

    @Test
    void mistralGetsTheIdsItTakes() throws Exception {
        JsonNode sent =
                next(
                        Wire.MESSAGES,
                        CLAUDES.replace("\"id\":\"t\"", "\"id\":\"toolu_01A09q90qw90lq917835lq9\""),
                        Wire.RESPONSES,
                        new Target("mistral", "mistral-large-latest"));

        String id = sent.at("/messages/1/tool_calls/0/id").asString();
        assertTrue(id.matches("[A-Za-z0-9]{9}"), id);
        assertEquals(id, sent.at("/messages/2/tool_call_id").asString());
    }

    @ParameterizedTest
    @CsvSource({"deepseek, deepseek-reasoner", "moonshotai, kimi-k2-thinking", "z-ai, glm-4.6"})
    void thoughtsBeforeACallComeBackInPlainWordsWhereTheyMust(String provider, String model)
            throws Exception {
        JsonNode sent = next(Wire.MESSAGES, CLAUDES, Wire.RESPONSES, new Target(provider, model));

        assertEquals("Hm", sent.at("/messages/1/reasoning_content").asString());
    }

    /// The request that follows an answer of a tool call: what the caller was told, and the call's
    /// result, towards a target.
    private static JsonNode next(Wire provider, String answer, Wire caller, Target target)
            throws Exception {
        byte[] told = new Crossing(provider, caller).whole(answer.getBytes(StandardCharsets.UTF_8));
        ObjectNode request = request(caller, Json.read(told, 0, told.length));
        Wire asked =
                switch (target.provider()) {
                    case "anthropic" -> Wire.MESSAGES;
                    case "openai" -> Wire.RESPONSES;
                    default -> Wire.CHAT_COMPLETIONS;
                };
        byte[] sent =
                WireFormat.of(caller).request(Json.bytes(request)).body().towards(asked, target);
        return Json.read(sent, 0, sent.length);
    }

    private static ObjectNode request(Wire caller, JsonNode told) {
        ObjectNode request = Json.object();
        switch (caller) {
            case CHAT_COMPLETIONS -> {
                JsonNode message = told.at("/choices/0/message");
                var messages = request.putArray("messages");
                messages.addObject().put("role", "user").put("content", "Hi");
                messages.add(message);
                message.path("tool_calls")
                        .forEach(call ->
                                messages.addObject()
                                        .put("role", "tool")
                                        .put("content", "R")
                                        .set("tool_call_id", call.path("id")));
            }
            case RESPONSES -> {
                var input = request.putArray("input");
                input.addObject().put("role", "user").put("content", "Hi");
                told.path("output").forEach(input::add);
                told.path("output")
                        .forEach(item -> {
                            if (item.has("call_id")) {
                                input.addObject()
                                        .put("type", "function_call_output")
                                        .put("output", "R")
                                        .set("call_id", item.path("call_id"));
                            }
                        });
            }
            case MESSAGES -> {
                var messages = request.putArray("messages");
                messages.addObject().put("role", "user").put("content", "Hi");
                messages.addObject().put("role", "assistant").set("content", told.path("content"));
                var results = messages.addObject().put("role", "user").putArray("content");
                told.path("content")
                        .forEach(block -> {
                            if (block.has("input")) {
                                results.addObject()
                                        .put("type", "tool_result")
                                        .put("content", "R")
                                        .set("tool_use_id", block.path("id"));
                            }
                        });
            }
        }
        return request;
    }
}
