package dev.understudy.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Target;
import dev.understudy.model.Wire;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// On the same wire a target gets the bytes as they came, but for what another target left in them
/// that it would refuse.
final class FittingTest {
    private static final Target CLAUDE = new Target("anthropic", "claude-sonnet-4-5");
    private static final Target MINIMAX = new Target("minimax", "MiniMax-M2");
    private static final Target GPT = new Target("openai", "gpt-5");
    private static final Target GEMINI = new Target("google", "gemini-3-pro");
    private static final Target GEMINI_2 = new Target("google", "gemini-2.5-pro");
    private static final Target MISTRAL = new Target("mistral", "mistral-small-latest");
    private static final Target LAB = new Target("lab", "llama3.2");

    private static final String ANTHROPICS =
            "EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pkiMOYds5RSu8CmkAmTbS8YFzHGJkY0Qw==";
    private static final String OPENAIS =
            "gAAAAABqhb7uJWUEVLgJYM2qSQ3LfcHrTPcS1GPW833T51PWBvZmKt7m_uQy8iuiCfhuhKZ9WIs0-K0S_S==";
    private static final String DEEPSEEKS = "91cfbb94-554b-4136-8e21-fa02280d56ed";

    @Test
    void thinkingThatAnthropicSignedGoesBackToItUntouched() throws Exception {
        String body =
                messages(
                        "{\"type\":\"thinking\",\"thinking\":\"H\\u0069\",\"signature\":\"%s\"}",
                        ANTHROPICS);

        assertEquals(body, towards(Wire.MESSAGES, body, CLAUDE));
    }

    @Test
    void thinkingOfAModelThatTellsNothingOfItsMakerGoesBackUntouched() throws Exception {
        String body =
                messages(
                        "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"%s\"}",
                        DEEPSEEKS);

        assertEquals(body, towards(Wire.MESSAGES, body, MINIMAX));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "thinking|" + DEEPSEEKS,
                "thinking|" + OPENAIS,
                "thinking|understudy:google-gemini-v1:CrIC",
                "thinking|understudy::",
                "thinking|''",
                "redacted_thinking|understudy:openai-responses-v1:abc",
                "redacted_thinking|" + OPENAIS,
            })
    void anthropicIsSentNoThinkingOfAnothers(String type, String seal) throws Exception {
        String block =
                type.equals("thinking")
                        ? "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"%s\"}"
                        : "{\"type\":\"redacted_thinking\",\"data\":\"%s\"}";

        JsonNode sent = json(towards(Wire.MESSAGES, messages(block, seal), CLAUDE));

        assertEquals(json("[{\"type\":\"text\",\"text\":\"So\"}]"), sent.at("/messages/1/content"));
        assertEquals("1.00", Json.string(sent.path("temperature")), "the rest keeps its bytes");
    }

    @Test
    void anthropicsThinkingIsSentToNobodyElse() throws Exception {
        String body =
                messages(
                        "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"%s\"}",
                        ANTHROPICS);

        assertFalse(towards(Wire.MESSAGES, body, MINIMAX).contains(ANTHROPICS));
    }

    @Test
    void thinkingIsNotBegunBehindCallsThatLostTheirs() throws Exception {
        String calling =
                """
                {"thinking":{"type":"enabled","budget_tokens":2000},"messages":[
                 {"role":"user","content":"Hi"},
                 {"role":"assistant","content":[{"type":"thinking","thinking":"Hm","signature":""},
                  {"type":"tool_use","id":"t","name":"f","input":{}}]},
                 {"role":"user","content":[{"type":"tool_result","tool_use_id":"t"}]}%s]}
                """;

        JsonNode within = json(towards(Wire.MESSAGES, calling.formatted(""), CLAUDE));
        JsonNode later =
                json(
                        towards(
                                Wire.MESSAGES,
                                calling.formatted(
                                        ",{\"role\":\"assistant\",\"content\":\"So\"},{\"role\":\"user\",\"content\":\"And?\"}"),
                                CLAUDE));

        assertEquals("tool_use", within.at("/messages/1/content/0/type").asString());
        assertFalse(within.has("thinking"));
        assertTrue(later.has("thinking"));
    }

    @Test
    void sourcesThatAnotherFoundAreNotSaidToBeAnthropics() throws Exception {
        String body =
                messages(
                        "{\"type\":\"text\",\"text\":\"See\",\"citations\":[{\"type\":\"web_search_result_location\",\"url\":\"u\",\"title\":\"t\",\"cited_text\":\"c\",\"encrypted_index\":\"%s\"}]}",
                        Seals.MARK);

        JsonNode sent = json(towards(Wire.MESSAGES, body, CLAUDE));

        assertEquals(0, sent.at("/messages/1/content/0/citations").size());
    }

    @Test
    void reasoningThatOpenaiSealedGoesBackToItUntouched() throws Exception {
        String body =
                responses(
                        "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\"%s\"}",
                        OPENAIS);

        assertEquals(body, towards(Wire.RESPONSES, body, GPT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\"understudy:anthropic-claude-v1:E\"}",
                "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\""
                        + ANTHROPICS
                        + "\"}",
                "{\"type\":\"reasoning\",\"id\":\"rs_understudy_1\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"Hm\"}]}",
            })
    void openaiIsSentNoReasoningOfAnothers(String item) throws Exception {
        JsonNode sent = json(towards(Wire.RESPONSES, responses(item, ""), GPT));

        assertEquals(json("[{\"role\":\"user\",\"content\":\"Hi\"}]"), sent.path("input"));
    }

    @Test
    void reasoningKeepsNoIdThatOpenaiNeverGave() throws Exception {
        String body =
                responses(
                        "{\"type\":\"reasoning\",\"id\":\"rs_understudy_1\",\"summary\":[],\"encrypted_content\":\"%s\"}",
                        OPENAIS);

        JsonNode sent = json(towards(Wire.RESPONSES, body, GPT));

        assertEquals(OPENAIS, sent.at("/input/1/encrypted_content").asString());
        assertFalse(sent.path("input").path(1).has("id"));
    }

    @Test
    void reasoningDetailsGoToTheirMakerAlone() throws Exception {
        String body =
                chat(
                        "\"content\":\"So\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"Hm\",\"signature\":\"s\",\"format\":\"anthropic-claude-v1\"}]");
        var claude = new Target("openrouter", "anthropic/claude-sonnet-4.5");

        assertEquals(body, towards(Wire.CHAT_COMPLETIONS, body, claude));
        assertFalse(
                towards(Wire.CHAT_COMPLETIONS, body, new Target("openrouter", "openai/gpt-5"))
                        .contains("reasoning_details"));
        assertFalse(towards(Wire.CHAT_COMPLETIONS, body, LAB).contains("reasoning_details"));
    }

    @Test
    void googlesSealsGoToGoogleAlone() throws Exception {
        String body =
                calling(
                        "\"extra_content\":{\"google\":{\"thought_signature\":\"CrIC\"}},\"id\":\"call_1\"");

        assertEquals(body, towards(Wire.CHAT_COMPLETIONS, body, GEMINI));
        assertEquals(body, towards(Wire.CHAT_COMPLETIONS, body, GEMINI_2));
        assertEquals(
                json(calling("\"id\":\"call_1\"")),
                json(towards(Wire.CHAT_COMPLETIONS, body, LAB)));
    }

    @Test
    void googlesNewerModelsAreToldOfCallsThatAnotherMade() throws Exception {
        String body = calling("\"id\":\"call_1\"");

        assertEquals(
                "skip_thought_signature_validator",
                json(towards(Wire.CHAT_COMPLETIONS, body, GEMINI))
                        .at("/messages/1/tool_calls/0/extra_content/google/thought_signature")
                        .asString());
        assertEquals(body, towards(Wire.CHAT_COMPLETIONS, body, GEMINI_2));
    }

    @Test
    void mistralGetsIdsOfNineLettersTheSameForACallAndItsResult() throws Exception {
        JsonNode sent = json(towards(Wire.CHAT_COMPLETIONS, calling("\"id\":\"call_1\""), MISTRAL));

        String id = sent.at("/messages/1/tool_calls/0/id").asString();
        assertTrue(id.matches("[A-Za-z0-9]{9}"), id);
        assertEquals(id, sent.at("/messages/2/tool_call_id").asString());
    }

    @Test
    void mistralsOwnIdsStayAsTheyAre() throws Exception {
        String body = calling("\"id\":\"D681PevKs\"").replace("\"call_1\"", "\"D681PevKs\"");

        assertEquals(body, towards(Wire.CHAT_COMPLETIONS, body, MISTRAL));
    }

    private static String messages(String block, String seal) {
        return "{\"temperature\": 1.00,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":["
                + block.formatted(seal)
                + (block.contains("\"text\",") ? "" : ",{\"type\":\"text\",\"text\":\"So\"}")
                + "]}],\"model\":\"%s\"}";
    }

    private static String responses(String item, String seal) {
        return "{\"input\":[{\"role\":\"user\",\"content\":\"Hi\"},%s],\"model\":\"%%s\"}"
                .formatted(item.formatted(seal));
    }

    private static String chat(String answer) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\","
                + answer
                + "}],\"model\":\"%s\"}";
    }

    private static String calling(String call) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{"
                + call
                + ",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"R\"}],\"model\":\"%s\"}";
    }

    /// What goes to a target; its name is put back into the pattern.
    private static String towards(Wire wire, String body, Target target) throws Exception {
        byte[] sent =
                WireFormat.of(wire)
                        .request(body.getBytes(StandardCharsets.UTF_8))
                        .body()
                        .towards(wire, target);
        return new String(sent, StandardCharsets.UTF_8).replace(target.model(), "%s");
    }

    private static JsonNode json(String text) throws MalformedJsonException {
        return Json.read(text);
    }
}
