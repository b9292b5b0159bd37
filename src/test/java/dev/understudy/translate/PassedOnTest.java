package dev.understudy.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.understudy.model.ModelRequest;
import dev.understudy.model.Target;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Wire;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PassedOnTest {
    @Test
    void goesOnWithTheModelsNameReplaced() throws Exception {
        ModelRequest request =
                PassedOn.embeddings(
                        utf8("{\"model\":\"a\",\"models\":[\"b\"],\"input\":[\"x\",1.0]}"));

        assertEquals(
                "{\"model\":\"m\",\"input\":[\"x\",1.0]}",
                new String(
                        request.body().towards(Wire.CHAT_COMPLETIONS, new Target("lab", "m")),
                        StandardCharsets.UTF_8));
    }

    /// Their answers are in another format than the one that would come back.
    @ParameterizedTest
    @CsvSource({"RESPONSES, anything but responses", "MESSAGES, anything but messages"})
    void goesToNoProviderThatServesOnlyAnotherFormat(Wire wire, String reason) throws Exception {
        ModelRequest request = PassedOn.completions(utf8("{\"prompt\":\"x\"}"));

        assertEquals(
                reason,
                assertThrows(
                                UntranslatableException.class,
                                () -> request.body().towards(wire, new Target("lab", "m")))
                        .reason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\"input\":null", "\"input\":[]", "\"input\":1", "\"input\":{\"a\":1}"})
    void needsSomethingToWorkWith(String fields) {
        var thrown =
                assertThrows(
                        InvalidRequestException.class,
                        () -> PassedOn.embeddings(utf8("{" + fields + "}")));

        assertEquals(
                "\"input\" must be a text, or a list with at least one item", thrown.getMessage());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
