package dev.understudy.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.ModelRequest;
import dev.understudy.model.Target;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Requests on one wire as another says them, row by row.
final class TranslatedRequestsTest {
    private static final String HI = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"max_tokens\":7|/max_tokens|7",
                "\"max_completion_tokens\":7,\"max_tokens\":9|/max_tokens|7",
                "\"user\":\"me\"|/max_tokens|32000",
                "\"stop\":[\"a\",\" \"]|/stop_sequences|[\"a\"]",
                "\"stop\":\"a\"|/stop_sequences|[\"a\"]",
                "\"temperature\":1.5|/temperature|1",
                "\"temperature\":0.25|/temperature|0.25",
                "\"top_p\":0.5|/top_p|0.5",
                "\"top_k\":5|/top_k|5",
                "\"user\":\"me\"|/metadata|{\"user_id\":\"me\"}",
                "\"stream\":true|/stream|true",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]|/tools|[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\",\"properties\":{}}}]",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"tool_choice\":\"required\"|/tool_choice|{\"type\":\"any\"}",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"tool_choice\":\"none\"|/tool_choice|{\"type\":\"none\"}",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}|/tool_choice|{\"type\":\"tool\",\"name\":\"f\"}",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"parallel_tool_calls\":false|/tool_choice|{\"type\":\"auto\",\"disable_parallel_tool_use\":true}",
                "\"reasoning_effort\":\"low\",\"max_tokens\":10000|/thinking|{\"type\":\"enabled\",\"budget_tokens\":2000}",
                "\"reasoning\":{\"max_tokens\":5000},\"max_tokens\":100|/max_tokens|5100",
                "\"reasoning_effort\":\"none\"|/thinking|{\"type\":\"disabled\"}",
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":{\"type\":\"object\"}}}|/output_config/format|{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\",\"additionalProperties\":false}}",
            })
    void chatFieldsTowardsMessages(String fields, String at, String expected) throws Exception {
        assertEquals(
                json(expected),
                towards(
                                Wire.CHAT_COMPLETIONS,
                                "{" + HI + "," + fields + "}",
                                Wire.MESSAGES,
                                "claude-haiku-4-5")
                        .at(at));
    }

    @Test
    void chatTurnsTowardsMessages() throws Exception {
        JsonNode written =
                towards(
                        Wire.CHAT_COMPLETIONS,
                        """
                        {"messages":[
                         {"role":"system","content":"S1"},{"role":"developer","content":"S2"},
                         {"role":"user","content":[{"type":"text","text":""},{"type":"text","text":"See"},
                           {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},
                           {"type":"image_url","image_url":{"url":"https://x/y.png"}},
                           {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,BBBB"}}]},
                         {"role":"assistant","content":"Look","reasoning_details":[
                           {"type":"reasoning.text","text":"Hm","signature":"sig==","format":"anthropic-claude-v1","index":0},
                           {"type":"reasoning.encrypted","data":"r==","format":"anthropic-claude-v1","index":1},
                           {"type":"reasoning.encrypted","data":"other","format":"openai-responses-v1","index":2}],
                          "tool_calls":[{"id":"call:1","type":"function","function":{"name":"f","arguments":"{\\"a\\": 1.50}"}},
                           {"id":"c2","type":"function","function":{"name":"g","arguments":""}}]},
                         {"role":"tool","tool_call_id":"call:1","content":"one"},
                         {"role":"tool","tool_call_id":"c2","content":[{"type":"text","text":"two"}]},
                         {"role":"system","content":"S3"},
                         {"role":"user","content":"Go on"}]}
                        """,
                        Wire.MESSAGES,
                        "claude-haiku-4-5");

        assertEquals("S1\n\nS2", written.path("system").asString());
        assertEquals(
                json(
                        """
                        [{"role":"user","content":[{"type":"text","text":"See"},
                           {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
                           {"type":"image","source":{"type":"url","url":"https://x/y.png"}},
                           {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"BBBB"},"title":"a.pdf"}]},
                         {"role":"assistant","content":[
                           {"type":"thinking","thinking":"Hm","signature":"sig=="},
                           {"type":"redacted_thinking","data":"r=="},
                           {"type":"text","text":"Look"},
                           {"type":"tool_use","id":"call_1","name":"f","input":{"a":1.50}},
                           {"type":"tool_use","id":"c2","name":"g","input":{}}]},
                         {"role":"user","content":[
                           {"type":"tool_result","tool_use_id":"call_1","content":[{"type":"text","text":"one"}]},
                           {"type":"tool_result","tool_use_id":"c2","content":[{"type":"text","text":"two"}]},
                           {"type":"text","text":"S3"},{"type":"text","text":"Go on"}]}]
                        """),
                written.path("messages"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"system\":\"S\"|/messages/0|{\"role\":\"system\",\"content\":\"S\"}",
                "\"max_tokens\":7|/max_tokens|7",
                "\"stop_sequences\":[\"a\",\"b\",\"c\",\"d\",\"e\"]|/stop|[\"a\",\"b\",\"c\",\"d\"]",
                "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}]|/tools/0/function/parameters|{\"type\":\"object\"}",
                "\"tools\":[{\"name\":\"f\"}],\"tool_choice\":{\"type\":\"any\"}|/tool_choice|\"required\"",
                "\"tools\":[{\"name\":\"f\"}],\"tool_choice\":{\"type\":\"tool\",\"name\":\"f\"}|/tool_choice|{\"type\":\"function\",\"function\":{\"name\":\"f\"}}",
                "\"tools\":[{\"name\":\"f\"}],\"tool_choice\":{\"type\":\"auto\",\"disable_parallel_tool_use\":true}|/parallel_tool_calls|false",
                "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":4096}|/reasoning_effort|\"medium\"",
                "\"metadata\":{\"user_id\":\"me\"}|/user|\"me\"",
                "\"stream\":true|/stream_options|{\"include_usage\":true}",
            })
    void messagesFieldsTowardsChat(String fields, String at, String expected) throws Exception {
        assertEquals(
                json(expected),
                towards(Wire.MESSAGES, "{" + HI + "," + fields + "}", Wire.CHAT_COMPLETIONS, "m")
                        .at(at));
    }

    @Test
    void messagesTurnsTowardsChat() throws Exception {
        JsonNode written =
                towards(
                        Wire.MESSAGES,
                        """
                        {"messages":[
                         {"role":"user","content":[{"type":"text","text":"See"},
                           {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]},
                         {"role":"assistant","content":[{"type":"thinking","thinking":"Hm","signature":"s"},
                           {"type":"text","text":"Look"},{"type":"tool_use","id":"t1","name":"f","input":{"a":1}}]},
                         {"role":"user","content":[{"type":"text","text":"And?"},
                           {"type":"tool_result","tool_use_id":"t1","is_error":true,"content":[{"type":"text","text":"no"},
                            {"type":"image","source":{"type":"url","url":"https://x/y.png"}}]}]}]}
                        """,
                        Wire.CHAT_COMPLETIONS,
                        "anthropic/claude-haiku-4.5");

        assertEquals(
                json(
                        """
                        [{"role":"user","content":[{"type":"text","text":"See"},
                           {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},
                         {"role":"assistant","content":"Look","reasoning_details":[
                           {"type":"reasoning.text","text":"Hm","signature":"s","format":"anthropic-claude-v1","index":0}],
                          "tool_calls":[{"id":"t1","type":"function","function":{"name":"f","arguments":"{\\"a\\":1}"}}]},
                         {"role":"tool","tool_call_id":"t1","content":"Error: no"},
                         {"role":"user","content":[{"type":"text","text":"And?"},
                           {"type":"image_url","image_url":{"url":"https://x/y.png"}}]}]
                        """),
                written.path("messages"));
    }

    @Test
    void chatTowardsResponsesAndBack() throws Exception {
        String chat =
                """
                {"messages":[{"role":"system","content":"S"},{"role":"user","content":"Hi"},
                 {"role":"assistant","content":"Look","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{ }"}}]},
                 {"role":"tool","tool_call_id":"c1","content":"one"}],
                 "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"}}}],
                 "max_tokens":9,"response_format":{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":{"type":"object"}}},
                 "reasoning_effort":"low","seed":1,"stop":"x","frobnicate":1}
                """;

        JsonNode written = towards(Wire.CHAT_COMPLETIONS, chat, Wire.RESPONSES, "gpt-5");

        assertEquals(
                json(
                        """
                        {"model":"gpt-5","input":[
                          {"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]},
                          {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Look"}]},
                          {"type":"function_call","call_id":"c1","name":"f","arguments":"{ }"},
                          {"type":"function_call_output","call_id":"c1","output":"one"}],
                         "instructions":"S",
                         "tools":[{"type":"function","name":"f","description":"d","parameters":{"type":"object"},"strict":false}],
                         "max_output_tokens":9,
                         "text":{"format":{"type":"json_schema","name":"n","strict":true,"schema":{"type":"object"}}},
                         "reasoning":{"effort":"low"},"include":["reasoning.encrypted_content"],"store":false}
                        """),
                written);
        assertEquals(
                List.of("frobnicate", "seed", "stop"),
                request(Wire.CHAT_COMPLETIONS, chat)
                        .body()
                        .removed(Wire.RESPONSES, target("gpt-5")));

        JsonNode back = towards(Wire.RESPONSES, written.toString(), Wire.CHAT_COMPLETIONS, "other");

        assertEquals(json(chat).path("messages"), back.path("messages"));
        assertEquals(json(chat).path("response_format"), back.path("response_format"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CHAT_COMPLETIONS|{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"A\",\"format\":\"wav\"}}]}]}|audio",
                "CHAT_COMPLETIONS|{\"n\":2,\"messages\":[{}]}|\"n\" above 1",
                "CHAT_COMPLETIONS|{\"seed\":1E+2147483648,\"messages\":[{}]}|a number beyond all bounds",
                "CHAT_COMPLETIONS|{\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}]}]}|a tool's arguments must be a JSON object",
                "RESPONSES|{\"input\":\"x\",\"previous_response_id\":\"r\"}|\"previous_response_id\", kept at one provider",
            })
    void sayWhatCannotBeSaid(Wire wire, String body, String reason) throws Exception {
        ModelRequest request = request(wire, body);

        var thrown =
                assertThrows(
                        UntranslatableException.class,
                        () -> request.body().towards(Wire.MESSAGES, target("claude-haiku-4-5")));

        assertEquals(reason, thrown.reason());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CHAT_COMPLETIONS|{\"x\": 1.0,\"models\":[\"b\"],\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"H\\u0069\"}]}|{\"x\": 1.0,\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"H\\u0069\"}]}",
                "MESSAGES|{\"model\":\"a\",\"messages\":[{ }]}|{\"model\":\"m\",\"messages\":[{ }]}",
                "RESPONSES|{\"input\":\"H\\u0069\"}|{\"input\":\"H\\u0069\",\"model\":\"m\"}",
            })
    void leaveTheBytesAsTheyAreOnTheSameWire(Wire wire, String body, String expected)
            throws Exception {
        assertEquals(expected, text(request(wire, body).body().towards(wire, target("m"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CHAT_COMPLETIONS|{\"messages\":[{ }]}|messages|[{ },",
                "MESSAGES|{\"messages\":[{ }]}|messages|[{ },",
                "RESPONSES|{\"input\":[{ }]}|input|[{ },",
                "RESPONSES|{\"input\":\"Hi\"}|input|[{\"role\":\"user\",\"content\":\"Hi\"},",
            })
    void askToCarryOnAsTheUser(Wire wire, String body, String field, String begin)
            throws Exception {
        ModelRequest.Body carrying =
                request(wire, body).body().carryingOn("Once \"upon").orElseThrow();

        String written = text(carrying.towards(wire, target("m")));

        assertTrue(
                written.contains(
                        begin
                                + "{\"role\":\"assistant\",\"content\":\"Once \\\"upon\"},{\"role\":\"user\","),
                written);
        assertEquals(
                "user",
                json(written)
                        .path(field)
                        .path(json(written).path(field).size() - 1)
                        .path("role")
                        .asString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CHAT_COMPLETIONS|{\"n\":2,\"messages\":[{}]}",
                "CHAT_COMPLETIONS|{\"response_format\":{\"type\":\"json_object\"},\"messages\":[{}]}",
                "CHAT_COMPLETIONS|{\"function_call\":{\"name\":\"f\"},\"messages\":[{}]}",
                "CHAT_COMPLETIONS|{\"tool_choice\":\"required\",\"messages\":[{}]}",
                "RESPONSES|{\"text\":{\"format\":{\"type\":\"json_schema\"}},\"input\":\"x\"}",
                "MESSAGES|{\"output_config\":{\"format\":{\"type\":\"json_schema\"}},\"messages\":[{}]}",
                "MESSAGES|{\"tool_choice\":{\"type\":\"tool\",\"name\":\"f\"},\"messages\":[{}]}",
            })
    void doNotCarryOnWhatCannotBeJoined(Wire wire, String body) throws Exception {
        assertEquals(Optional.empty(), request(wire, body).body().carryingOn("Once"));
    }

    @Test
    void estimateTokens() throws Exception {
        assertEquals(
                "{\"input_tokens\":3}",
                text(
                        TokenCount.answer(
                                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"
                                        .getBytes(StandardCharsets.UTF_8))));
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error",
        "401, authentication_error",
        "402, billing_error",
        "403, permission_error",
        "404, not_found_error",
        "413, request_too_large",
        "429, rate_limit_error",
        "500, api_error",
        "502, api_error",
        "504, timeout_error",
        "529, overloaded_error"
    })
    void tellAnthropicsClientsTheTypeOfAnError(int status, String type) throws Exception {
        String body = text(WireFormat.of(Wire.MESSAGES).error(status, "c", "t", "Oh"));

        assertEquals(
                json(
                        "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"Oh\",\"code\":\"c\"}}"
                                .formatted(type)),
                json(body));
        assertTrue(WireFormat.of(Wire.MESSAGES).isError(body));
    }

    private static JsonNode towards(Wire from, String body, Wire to, String model)
            throws Exception {
        return json(text(request(from, body).body().towards(to, target(model))));
    }

    /// OpenRouter's if its name has an author in front.
    private static Target target(String model) {
        return new Target(model.contains("/") ? "openrouter" : "lab", model);
    }

    private static ModelRequest request(Wire wire, String body) throws Exception {
        return WireFormat.of(wire).request(body.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(String text) throws MalformedJsonException {
        return Json.read(text);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
