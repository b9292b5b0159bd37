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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What a request asks beside its words reaches the targets that take it, and no other.
final class RequestOptionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // of OpenAI's wires
                "CHAT_COMPLETIONS|\"service_tier\":\"flex\"|RESPONSES|openai:gpt-5|/service_tier|\"flex\"",
                "CHAT_COMPLETIONS|\"verbosity\":\"low\"|RESPONSES|openai:gpt-5|/text/verbosity|\"low\"",
                "CHAT_COMPLETIONS|\"verbosity\":\"low\",\"response_format\":{\"type\":\"json_object\"}|RESPONSES|openai:gpt-5|/text|{\"format\":{\"type\":\"json_object\"},\"verbosity\":\"low\"}",
                "CHAT_COMPLETIONS|\"prompt_cache_key\":\"k\"|RESPONSES|openai:gpt-5|/prompt_cache_key|\"k\"",
                "CHAT_COMPLETIONS|\"safety_identifier\":\"s\"|RESPONSES|openai:gpt-5|/safety_identifier|\"s\"",
                "CHAT_COMPLETIONS|\"metadata\":{\"a\":\"b\"}|RESPONSES|openai:gpt-5|/metadata|{\"a\":\"b\"}",
                "CHAT_COMPLETIONS|\"reasoning\":{\"effort\":\"high\",\"summary\":\"auto\"}|RESPONSES|openai:gpt-5|/reasoning|{\"effort\":\"high\",\"summary\":\"auto\"}",
                "CHAT_COMPLETIONS|\"logprobs\":true,\"top_logprobs\":3|RESPONSES|openai:gpt-4o|/include|[\"message.output_text.logprobs\"]",
                "CHAT_COMPLETIONS|\"logprobs\":true,\"top_logprobs\":3|RESPONSES|openai:gpt-4o|/top_logprobs|3",
                "RESPONSES|\"text\":{\"verbosity\":\"high\"}|CHAT_COMPLETIONS|openai:gpt-5|/verbosity|\"high\"",
                "RESPONSES|\"service_tier\":\"priority\"|CHAT_COMPLETIONS|openai:gpt-4o|/service_tier|\"priority\"",
                "RESPONSES|\"include\":[\"message.output_text.logprobs\"],\"top_logprobs\":2|CHAT_COMPLETIONS|openai:gpt-4o|/top_logprobs|2",
                "RESPONSES|\"include\":[\"message.output_text.logprobs\"]|CHAT_COMPLETIONS|openai:gpt-4o|/logprobs|true",
                "RESPONSES|\"reasoning\":{\"effort\":\"low\",\"summary\":\"auto\"}|CHAT_COMPLETIONS|openrouter:openai/gpt-5|/reasoning|{\"effort\":\"low\",\"summary\":\"auto\"}",
                // of Anthropic's
                "CHAT_COMPLETIONS|\"service_tier\":\"default\"|MESSAGES|anthropic:claude-haiku-4-5|/service_tier|\"standard_only\"",
                "MESSAGES|\"service_tier\":\"standard_only\"|CHAT_COMPLETIONS|openai:gpt-4o|/service_tier|\"default\"",
                "MESSAGES|\"cache_control\":{\"type\":\"ephemeral\"}|CHAT_COMPLETIONS|openrouter:anthropic/claude-haiku-4.5|/cache_control|{\"type\":\"ephemeral\"}",
                "CHAT_COMPLETIONS|\"cache_control\":{\"type\":\"ephemeral\"}|MESSAGES|anthropic:claude-haiku-4-5|/cache_control|{\"type\":\"ephemeral\"}",
                "CHAT_COMPLETIONS|\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{}}}]|MESSAGES|anthropic:claude-haiku-4-5|/tools/0/input_schema|{\"type\":\"object\"}",
                "CHAT_COMPLETIONS|\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"},\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}}]|MESSAGES|anthropic:claude-haiku-4-5|/tools/0/cache_control|{\"type\":\"ephemeral\",\"ttl\":\"1h\"}",
                "CHAT_COMPLETIONS|\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":[\"object\",\"null\"]}}}}}|MESSAGES|anthropic:claude-haiku-4-5|/output_config/format/schema/properties/a/additionalProperties|false",
                "CHAT_COMPLETIONS|\"reasoning_effort\":\"xhigh\"|MESSAGES|anthropic:claude-opus-4-6|/output_config|{\"effort\":\"high\"}",
                "CHAT_COMPLETIONS|\"reasoning_effort\":\"xhigh\"|MESSAGES|anthropic:claude-opus-4-7|/output_config|{\"effort\":\"xhigh\"}",
                "CHAT_COMPLETIONS|\"user\":\"u\"|MESSAGES|anthropic:claude-3-5-sonnet-20241022|/max_tokens|8192",
                "CHAT_COMPLETIONS|\"user\":\"u\"|MESSAGES|anthropic:claude-3-haiku-20240307|/max_tokens|4096",
                "CHAT_COMPLETIONS|\"user\":\"u\"|MESSAGES|minimax:MiniMax-M2|/max_tokens|4096",
                // how much to think
                "MESSAGES|\"thinking\":{\"type\":\"adaptive\"}|CHAT_COMPLETIONS|openai:gpt-5|/reasoning_effort|\"medium\"",
                "MESSAGES|\"thinking\":{\"type\":\"disabled\"}|CHAT_COMPLETIONS|openai:gpt-5.1|/reasoning_effort|\"none\"",
                "MESSAGES|\"thinking\":{\"type\":\"disabled\"}|CHAT_COMPLETIONS|openai:gpt-5-mini|/reasoning_effort|\"minimal\"",
                "CHAT_COMPLETIONS|\"reasoning_effort\":\"minimal\"|RESPONSES|openai:o3|/reasoning/effort|\"low\"",
                "CHAT_COMPLETIONS|\"reasoning_effort\":\"minimal\"|RESPONSES|openai:gpt-5|/reasoning/effort|\"minimal\"",
                "CHAT_COMPLETIONS|\"user\":\"u\"|RESPONSES|openai:gpt-5|/include|[\"reasoning.encrypted_content\"]",
                "MESSAGES|\"max_tokens\":9|CHAT_COMPLETIONS|openai:o3-mini|/max_completion_tokens|9",
                "MESSAGES|\"max_tokens\":9|CHAT_COMPLETIONS|groq:openai/gpt-oss-120b|/max_tokens|9",
                "MESSAGES|\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":20000}|CHAT_COMPLETIONS|groq:openai/gpt-oss-120b|/reasoning_effort|\"high\"",
            })
    void reachTheTarget(
            Wire from, String fields, Wire to, String target, String at, String expected)
            throws Exception {
        assertEquals(Json.read(expected), Json.read(towards(from, fields, to, target)).at(at));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CHAT_COMPLETIONS|\"verbosity\":\"low\"|MESSAGES|anthropic:claude-haiku-4-5|verbosity",
                "CHAT_COMPLETIONS|\"logprobs\":true|MESSAGES|anthropic:claude-haiku-4-5|logprobs",
                "CHAT_COMPLETIONS|\"service_tier\":\"flex\"|MESSAGES|anthropic:claude-haiku-4-5|service_tier",
                "CHAT_COMPLETIONS|\"temperature\":0.5|MESSAGES|anthropic:claude-opus-4-7|temperature",
                "CHAT_COMPLETIONS|\"top_k\":5|RESPONSES|openai:gpt-4o|top_k",
                "CHAT_COMPLETIONS|\"temperature\":0.5|RESPONSES|openai:gpt-5|temperature",
                "RESPONSES|\"metadata\":{\"a\":\"b\"}|CHAT_COMPLETIONS|openai:gpt-4o|metadata",
                "RESPONSES|\"text\":{\"verbosity\":\"low\"}|CHAT_COMPLETIONS|openai:gpt-4o|text.verbosity",
                "RESPONSES|\"prompt_cache_key\":\"k\"|CHAT_COMPLETIONS|mistral:mistral-small-latest|prompt_cache_key",
                "MESSAGES|\"cache_control\":{\"type\":\"ephemeral\"}|CHAT_COMPLETIONS|openai:gpt-4o|cache_control",
                "MESSAGES|\"container\":\"c\"|CHAT_COMPLETIONS|openai:gpt-4o|container",
            })
    void areNamedWhereTheyAreLeftOut(Wire from, String fields, Wire to, String target, String name)
            throws Exception {
        String sent = towards(from, fields, to, target);

        assertEquals(List.of(name), request(from, fields).body().removed(to, target(target)));
        String last = name.substring(name.lastIndexOf('.') + 1);
        assertTrue(!sent.contains("\"" + last + "\""), sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"reasoning_effort\":\"high\"|anthropic:claude-3-5-haiku-latest|/thinking",
                "\"top_p\":0.5|anthropic:claude-sonnet-5|/top_p",
                "\"logprobs\":false|anthropic:claude-haiku-4-5|/logprobs",
            })
    void modelsOfAnthropicsAreNotToldWhatTheyRefuse(String fields, String target, String at)
            throws Exception {
        assertTrue(
                Json.read(towards(Wire.CHAT_COMPLETIONS, fields, Wire.MESSAGES, target))
                        .at(at)
                        .isMissingNode());
    }

    @Test
    void coheresModelsAreNotToldHowAStreamIsToEnd() throws Exception {
        JsonNode sent =
                Json.read(
                        towards(
                                Wire.MESSAGES,
                                "\"stream\":true",
                                Wire.CHAT_COMPLETIONS,
                                "cohere:command-a-03-2025"));

        assertEquals(Json.read("true"), sent.path("stream"));
        assertTrue(sent.path("stream_options").isMissingNode());
    }

    @Test
    void placesToCacheReachAnthropicThroughOpenRouter() throws Exception {
        String body =
                """
                {"system":[{"type":"text","text":"S","cache_control":{"type":"ephemeral","ttl":"1h"}}],
                 "messages":[
                 {"role":"user","content":[{"type":"text","text":"See"},
                  {"type":"image","source":{"type":"url","url":"https://x/y.png"},"cache_control":{"type":"ephemeral"}}]},
                 {"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{}}]},
                 {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"R","cache_control":{"type":"ephemeral"}}]}]}
                """;

        JsonNode routed =
                sent(
                        Wire.MESSAGES,
                        body,
                        Wire.CHAT_COMPLETIONS,
                        "openrouter:anthropic/claude-haiku-4.5");
        JsonNode elsewhere = sent(Wire.MESSAGES, body, Wire.CHAT_COMPLETIONS, "lab:m");

        assertEquals(
                Json.read(
                        """
                        [{"role":"system","content":[{"type":"text","text":"S","cache_control":{"type":"ephemeral","ttl":"1h"}}]},
                         {"role":"user","content":[{"type":"text","text":"See"},
                          {"type":"image_url","image_url":{"url":"https://x/y.png"},"cache_control":{"type":"ephemeral"}}]},
                         {"role":"assistant","content":null,"tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}]},
                         {"role":"tool","tool_call_id":"t","content":[{"type":"text","text":"R","cache_control":{"type":"ephemeral"}}]}]
                        """),
                routed.path("messages"));
        assertTrue(!elsewhere.toString().contains("cache_control"), elsewhere.toString());
        assertEquals("R", elsewhere.at("/messages/3/content").asString());
    }

    @Test
    void placesToCacheReachAnthropicFromOpenRoutersCallers() throws Exception {
        JsonNode sent =
                sent(
                        Wire.CHAT_COMPLETIONS,
                        """
                        {"messages":[
                         {"role":"system","content":[{"type":"text","text":"S","cache_control":{"type":"ephemeral","ttl":"1h"}},{"type":"text","text":"T"}]},
                         {"role":"user","content":"Hi"},
                         {"role":"assistant","tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":""}}]},
                         {"role":"tool","tool_call_id":"t","content":[{"type":"text","text":"R","cache_control":{"type":"ephemeral"}}]}]}
                        """,
                        Wire.MESSAGES,
                        "anthropic:claude-haiku-4-5");

        assertEquals(
                Json.read(
                        "[{\"type\":\"text\",\"text\":\"S\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}},{\"type\":\"text\",\"text\":\"T\"}]"),
                sent.path("system"));
        assertEquals(
                Json.read(
                        "{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":[{\"type\":\"text\",\"text\":\"R\"}],\"cache_control\":{\"type\":\"ephemeral\"}}"),
                sent.at("/messages/2/content/0"));
    }

    @Test
    void filesOfTextAreTextOnEveryWire() throws Exception {
        String body =
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{\"filename\":\"a.csv\",\"file_data\":\"data:text/csv;base64,YSxi\"}}]}]}";

        assertEquals(
                Json.read("{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"a,b\"}"),
                sent(Wire.CHAT_COMPLETIONS, body, Wire.MESSAGES, "anthropic:claude-haiku-4-5")
                        .at("/messages/0/content/0/source"));
        assertEquals(
                "a,b",
                sent(Wire.CHAT_COMPLETIONS, body, Wire.RESPONSES, "openai:gpt-4o")
                        .at("/input/0/content/0/text")
                        .asString());
    }

    @Test
    void aFileBehindALinkIsNoMatterForMostChatProviders() throws Exception {
        String body =
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"source\":{\"type\":\"url\",\"url\":\"https://x/a.pdf\"}}]}]}";

        assertEquals(
                "https://x/a.pdf",
                sent(Wire.MESSAGES, body, Wire.CHAT_COMPLETIONS, "openrouter:openai/gpt-5")
                        .at("/messages/0/content/0/file/file_data")
                        .asString());
        var thrown =
                assertThrows(
                        UntranslatableException.class,
                        () -> sent(Wire.MESSAGES, body, Wire.CHAT_COMPLETIONS, "openai:gpt-5"));
        assertEquals("a file behind a link", thrown.reason());
    }

    @Test
    void resultsWithImagesTellThatACallFailed() throws Exception {
        JsonNode sent =
                sent(
                        Wire.MESSAGES,
                        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"is_error\":true,\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"AAAA\"}}]}]}]}",
                        Wire.RESPONSES,
                        "openai:gpt-4o");

        assertEquals(
                Json.read(
                        "[{\"type\":\"input_text\",\"text\":\"Error:\"},{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,AAAA\",\"detail\":\"auto\"}]"),
                sent.at("/input/0/output"));
    }

    private static String towards(Wire from, String fields, Wire to, String target)
            throws Exception {
        return text(request(from, fields).body().towards(to, target(target)));
    }

    private static JsonNode sent(Wire from, String body, Wire to, String target) throws Exception {
        return Json.read(
                text(
                        WireFormat.of(from)
                                .request(body.getBytes(StandardCharsets.UTF_8))
                                .body()
                                .towards(to, target(target))));
    }

    private static ModelRequest request(Wire wire, String fields) throws Exception {
        String prompt =
                wire == Wire.RESPONSES
                        ? "\"input\":\"Hi\""
                        : "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
        return WireFormat.of(wire)
                .request(("{" + prompt + "," + fields + "}").getBytes(StandardCharsets.UTF_8));
    }

    /// @param name such as `provider:model`
    private static Target target(String name) {
        int colon = name.indexOf(':');
        return new Target(name.substring(0, colon), name.substring(colon + 1));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
