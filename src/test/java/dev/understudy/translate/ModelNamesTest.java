package dev.understudy.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelNamesTest {
    @Test
    void writesAListThatItReadsItself() throws IOException {
        byte[] list =
                ModelNames.list(
                        List.of(
                                new ModelNames.Name("support", "understudy"),
                                new ModelNames.Name("openrouter:a/b:free", "openrouter")));

        assertEquals(
                "{\"object\":\"list\",\"data\":[{\"id\":\"support\",\"object\":\"model\",\"created\":0,\"owned_by\":\"understudy\"},{\"id\":\"openrouter:a/b:free\",\"object\":\"model\",\"created\":0,\"owned_by\":\"openrouter\"}]}",
                new String(list, StandardCharsets.UTF_8));
        assertEquals(List.of("support", "openrouter:a/b:free"), ModelNames.read(list));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "{\"data\":null}",
                "{\"data\":[{},5,{\"id\":null},{\"id\":\"\"}]}"
            })
    void readsNoNamesWhereThereAreNone(String body) throws IOException {
        assertEquals(List.of(), ModelNames.read(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesWhatIsNoJson() {
        byte[] page = "<html>".getBytes(StandardCharsets.UTF_8);

        assertThrows(MalformedJsonException.class, () -> ModelNames.read(page));
    }
}
