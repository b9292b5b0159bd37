package dev.understudy.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.ProviderError;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatErrorsTest {
    @Test
    void writesABodyThatItReadsItself() {
        String body =
                new String(
                        ChatErrors.body("no_model", "invalid_request_error", "say \"a:b\""),
                        StandardCharsets.UTF_8);

        assertEquals(
                "{\"error\":{\"message\":\"say \\\"a:b\\\"\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"no_model\"}}",
                body);
        assertTrue(ChatErrors.isError(body));
        assertEquals(
                new ProviderError(404, "no_model", "invalid_request_error", "say \"a:b\""),
                ErrorBodies.read(404, body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{}",
                "[]",
                "{\"error\":\"text\"}",
                "{\"error\":{\"message\":null}}",
                "{\"message\":\"x\"}"
            })
    void knowsOtherBodiesForWhatTheyAre(String body) {
        assertFalse(ChatErrors.isError(body));
    }

    @Test
    void endsAStreamWithAWholeChunkOfTheSameAnswer() throws Exception {
        String last =
                "{\"id\":\"gen-1\",\"object\":\"chat.completion.chunk\",\"created\":1780944361,\"model\":\"m\",\"choices\":[]}";

        String event = ChatErrors.event(last, 502, "broke_off", "server_error", "Gone");

        assertEquals(
                "{\"id\":\"gen-1\",\"object\":\"chat.completion.chunk\",\"created\":1780944361,\"model\":\"m\",\"error\":{\"code\":502,\"message\":\"Gone\",\"type\":\"server_error\",\"param\":null,\"metadata\":{\"code\":\"broke_off\"}},\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\",\"native_finish_reason\":null}]}",
                event);
        assertEquals(
                Optional.of(new ProviderError(502, "broke_off", "server_error", "Gone")),
                ChatCompletions.event(event).error());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[DONE]",
                "{",
                "[]",
                "null",
                "{\"id\":5,\"created\":\"x\",\"model\":null}"
            })
    void endsAStreamOfWhichNothingIsKnown(String last) {
        assertTrue(
                ChatErrors.event(last, 502, "c", "t", "m")
                        .startsWith(
                                "{\"id\":\"chatcmpl-error\",\"object\":\"chat.completion.chunk\",\"created\":0,\"model\":\"\",\"error\":{"));
    }
}
