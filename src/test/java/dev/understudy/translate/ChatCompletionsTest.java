package dev.understudy.translate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Meaning;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.ProviderError;
import dev.understudy.model.Target;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Usage;
import dev.understudy.model.Wire;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatCompletionsTest {
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

    @Test
    void readsARequest() throws Exception {
        ModelRequest request =
                request(
                        "{\"model\":\"a:b\",\"stream\":true,"
                                + MESSAGES
                                + ",\"temperature\":1.00}");

        assertEquals(Wire.CHAT_COMPLETIONS, request.wire());
        assertEquals(List.of("a:b"), request.models());
        assertTrue(request.streaming());
        assertEquals(
                "{\"model\":\"c\\\"d\",\"stream\":true," + MESSAGES + ",\"temperature\":1.00}",
                towards(request, "c\"d"));
    }

    @Test
    void asksForNoStreamUnlessToldTo() throws Exception {
        assertFalse(request("{" + MESSAGES + "}").streaming());
        assertFalse(request("{\"stream\":null," + MESSAGES + "}").streaming());
        assertFalse(request("{\"stream\":false," + MESSAGES + "}").streaming());
    }

    @Test
    void namesEachModelOnceInOrderTheFirstBeforeTheList() throws Exception {
        assertEquals(
                List.of("a", "b", "c"),
                request(
                                "{\"models\":[\"b\",\"a\",\" \",\"c\",\"b\"],\"model\":\"a\","
                                        + MESSAGES
                                        + "}")
                        .models());
    }

    @Test
    void namesNoModelWhereNoneIsAskedFor() throws Exception {
        assertEquals(List.of(), request("{" + MESSAGES + "}").models());
        assertEquals(
                List.of(), request("{\"model\":null,\"models\":null," + MESSAGES + "}").models());
        assertEquals(
                List.of(), request("{\"model\":\"\",\"models\":[]," + MESSAGES + "}").models());
    }

    @Test
    void keepsTheListOfModelsFromTheProvider() throws Exception {
        assertEquals(
                "{\"model\":\"x\"," + MESSAGES + "}",
                towards(request("{\"models\":[\"a\"],\"model\":\"b\"," + MESSAGES + "}"), "x"));
        assertEquals(
                "{" + MESSAGES + ",\"model\":\"x\"}",
                towards(request("{" + MESSAGES + ",\"models\":[\"a\"]}"), "x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "model|{\"model\":1,$}",
                "model|{\"model\":[\"a\"],$}",
                "models|{\"models\":\"a\",$}",
                "models|{\"models\":{},$}",
                "models|{\"models\":[\"a\",null],$}",
                "models|{\"models\":[1],$}",
                "stream|{\"stream\":\"true\",$}",
                "stream|{\"stream\":1,$}",
                "messages|{\"model\":\"a\"}",
                "messages|{\"messages\":[]}",
                "messages|{\"messages\":null}",
                "messages|{\"messages\":\"Hi\"}",
                "messages|{\"messages\":{\"role\":\"user\"}}"
            })
    void saysWhichFieldIsWrong(String field, String body) {
        var wrong =
                assertThrows(
                        InvalidRequestException.class, () -> request(body.replace("$", MESSAGES)));

        assertEquals(field, wrong.field());
        assertTrue(String.valueOf(wrong.getMessage()).startsWith("\"" + field + "\" must be "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{", "{\"messages\":[{]}", "{\"messages\":[1],\"messages\":[2]}"})
    void refusesWhatIsNoJsonObject(String body) {
        assertThrows(MalformedJsonException.class, () -> request(body));
    }

    @Test
    void quotesNothingOfARequestThatIsNoJson() {
        var wrong =
                assertThrows(
                        MalformedJsonException.class, () -> request("{\"messages\":[secret]}"));

        assertEquals("not valid JSON at line 1, column 14", wrong.getMessage());
    }

    @Test
    void readsAMessageOf25Megabytes() throws Exception {
        String body =
                "{\"messages\":[{\"role\":\"user\",\"content\":\""
                        + "x".repeat(25_000_000)
                        + "\"}]}";

        assertEquals(body.length() + 12, towards(request(body), "m").length());
    }

    @Test
    void writesAPrompt() throws Exception {
        assertEquals(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"u\"}],\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
                text(ChatCompletions.prompt("m", "s", "u")));
        assertEquals(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"u\"}],\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
                text(ChatCompletions.prompt("m", " ", "u")));
    }

    @Test
    void understandsAPieceOfText() throws Exception {
        assertEquals(said("Hel"), ChatCompletions.event(delta("{\"content\":\"Hel\"}")));
    }

    @Test
    void understandsTextInParts() throws Exception {
        assertEquals(
                said("Hello"),
                ChatCompletions.event(
                        delta(
                                "{\"content\":[{\"type\":\"text\",\"text\":\"Hel\"},{\"type\":\"text\",\"text\":\"lo\"}]}")));
    }

    @Test
    void understandsARefusalAsText() throws Exception {
        assertEquals(
                said("No."),
                ChatCompletions.event(delta("{\"content\":null,\"refusal\":\"No.\"}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reasoning\":\"Hm\"}",
                "{\"reasoning_content\":\"Hm\",\"content\":null}",
                "{\"content\":\"\",\"reasoning\":\"Hm\",\"reasoning_details\":[]}",
                "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"Hm\"}]}]}"
            })
    void understandsReasoning(String delta) throws Exception {
        Meaning meaning = ChatCompletions.event(delta(delta));

        assertEquals("Hm", meaning.thinking());
        assertEquals("", meaning.text());
        assertTrue(meaning.speaks());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\"}}]}",
                "{\"function_call\":{\"name\":\"f\"}}",
                "{\"images\":[{\"type\":\"image_url\"}]}",
                "{\"audio\":{\"data\":\"\"}}"
            })
    void understandsWhatIsMoreThanText(String delta) throws Exception {
        Meaning meaning = ChatCompletions.event(delta(delta));

        assertTrue(meaning.beyondText());
        assertTrue(meaning.speaks());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[DONE]",
                "{}",
                "null",
                "[]",
                "\"x\"",
                "{\"choices\":null}",
                "{\"choices\":[]}",
                "{\"choices\":[null]}",
                "{\"choices\":[{\"delta\":null}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null},\"finish_reason\":null}],\"usage\":null}",
                "{\"choices\":[{\"delta\":{\"content\":null,\"tool_calls\":[],\"images\":null}}],\"error\":null}",
                "{\"choices\":[{\"delta\":{\"content\":5}}],\"error\":\"\"}"
            })
    void findsNothingInAnEventThatSaysNothing(String data) throws Exception {
        assertEquals(Meaning.NOTHING, ChatCompletions.event(data));
    }

    @Test
    void understandsTheEndAndTheUsage() throws Exception {
        assertEquals(
                new Meaning(
                        "",
                        "",
                        false,
                        Optional.of("stop"),
                        Optional.of(
                                new Usage(
                                        748, 64, 12, 8, Optional.of(new BigDecimal("0.00106800")))),
                        Optional.empty()),
                ChatCompletions.event(
                        """
                        {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],
                         "usage":{"prompt_tokens":748,"completion_tokens":64,"total_tokens":812,"cost":0.00106800,
                         "prompt_tokens_details":{"cached_tokens":12},
                         "completion_tokens_details":{"reasoning_tokens":8}}}\
                        """));
    }

    @Test
    void understandsUsageWithoutChoices() throws Exception {
        assertEquals(
                Optional.of(new Usage(5, 0, 0, 0, Optional.empty())),
                ChatCompletions.event(
                                "{\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"cost\":null}}")
                        .usage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "502|server_error||Gone|{\"choices\":[],\"error\":{\"code\":502,\"message\":\"Gone\",\"type\":\"server_error\"}}",
                "0||rate_limit_exceeded|Slow|{\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"Slow\"}}",
                "400|invalid_request_error|tool_use_failed|Bad|{\"error\":{\"message\":\"Bad\",\"type\":\"invalid_request_error\",\"code\":\"tool_use_failed\",\"status_code\":400}}",
                "0|||text|{\"error\":\"text\"}",
                "503|||Inner|{\"choices\":[{\"error\":{\"code\":503,\"message\":\"Inner\"}}]}",
                "503|||Second|{\"choices\":[{\"index\":0,\"delta\":{}},{\"index\":1,\"error\":{\"code\":503,\"message\":\"Second\"}}]}",
                "502|||the provider ended the answer with an error|{\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}",
                "502|||the provider ended the answer with an error|{\"choices\":[{\"delta\":{}},{\"delta\":{},\"finish_reason\":\"error\"}]}",
                "429|rate_limit_exceeded|capacity_exhausted|Full|{\"error\":{\"message\":\"Full\",\"error_type\":\"rate_limit_exceeded\",\"http_status\":429,\"availability\":{\"code\":\"capacity_exhausted\"}}}"
            })
    void findsAnErrorInsideAnAnswer(
            int status, String type, String code, String message, String data) throws Exception {
        var expected =
                new ProviderError(
                        status, code == null ? "" : code, type == null ? "" : type, message);

        assertEquals(Optional.of(expected), ChatCompletions.event(data).error());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "{\"choices\":[{\"delta\":{\"content\":\"Hel", "x", "[DONE", "{} {}"})
    void refusesAnEventThatIsNoJson(String data) {
        assertThrows(MalformedJsonException.class, () -> ChatCompletions.event(data));
    }

    @Test
    void refusesAnEventThatIsNestedTooDeeply() {
        String data = "[".repeat(100_000);

        assertThrows(MalformedJsonException.class, () -> ChatCompletions.event(data));
    }

    @Test
    void understandsAWholeAnswer() throws Exception {
        byte[] body =
                """
                {"id":"x","object":"chat.completion","choices":[{"index":0,"finish_reason":"length",
                 "message":{"role":"assistant","content":"Hello","reasoning":"Hm","tool_calls":[{"id":"1"}]}}],
                 "usage":{"prompt_tokens":1,"completion_tokens":2}}\
                """
                        .getBytes(StandardCharsets.UTF_8);

        assertEquals(
                new Meaning(
                        "Hello",
                        "Hm",
                        true,
                        Optional.of("length"),
                        Optional.of(new Usage(1, 2, 0, 0, Optional.empty())),
                        Optional.empty()),
                ChatCompletions.whole(body));
    }

    @Test
    void sendsTheSameBodyEachTime() throws Exception {
        ModelRequest request = request("{\"model\":\"a\"," + MESSAGES + "}");

        assertArrayEquals(
                request.body().towards(Wire.CHAT_COMPLETIONS, new Target("lab", "x")),
                request.body().towards(Wire.CHAT_COMPLETIONS, new Target("lab", "x")));
    }

    private static Meaning said(String text) {
        return new Meaning(text, "", false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static String delta(String delta) {
        return "{\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}]}";
    }

    private static ModelRequest request(String body) throws Exception {
        return ChatCompletions.request(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String towards(ModelRequest request, String model) {
        try {
            return text(request.body().towards(Wire.CHAT_COMPLETIONS, new Target("lab", model)));
        } catch (UntranslatableException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
