package dev.understudy.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.understudy.model.BodyEdit;
import dev.understudy.model.BodyEdit.Cap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BodyEditsTest {
    private static final String BODY =
            "{\"model\":\"m\",\"messages\":[],\"top_k\":1.00,\"seed\":7}";

    @Test
    void leavesABodyAloneWhereNothingIsSaid() {
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);

        assertSame(body, BodyEdits.apply(edit(Set.of(), Set.of(), Map.of()), body).body());
    }

    @Test
    void keepsWhatIsAllowedAndWhatMakesItARequest() {
        BodyEdits.Edited edited = apply(edit(Set.of("top_k"), Set.of(), Map.of()), BODY);

        assertEquals("{\"model\":\"m\",\"messages\":[],\"top_k\":1.00}", text(edited));
        assertEquals(List.of("seed"), edited.removed());
    }

    @Test
    void leavesOutWhatIsDeniedWhateverIsAllowed() {
        BodyEdits.Edited edited =
                apply(edit(Set.of("top_k", "seed"), Set.of("seed"), Map.of("seed", "8")), BODY);

        assertEquals("{\"model\":\"m\",\"messages\":[],\"top_k\":1.00}", text(edited));
        assertEquals(List.of("seed"), edited.removed());
    }

    @Test
    void putsTheSettingsValuesOverTheCallers() {
        BodyEdits.Edited edited =
                apply(
                        edit(Set.of(), Set.of(), Map.of("top_k", "{\"a\":[1]}", "user", "\"u\"")),
                        BODY);

        assertEquals(
                "{\"model\":\"m\",\"messages\":[],\"top_k\":{\"a\":[1]},\"seed\":7,\"user\":\"u\"}",
                text(edited));
        assertEquals(List.of(), edited.removed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|{\"max_tokens\":100}",
                "{\"max_tokens\":50}|{\"max_tokens\":50}",
                "{\"max_tokens\":101}|{\"max_tokens\":100}",
                "{\"max_tokens\":1e9}|{\"max_tokens\":100}",
                "{\"max_tokens\":1E+2147483648}|{\"max_tokens\":100}",
                "{\"max_tokens\":null}|{\"max_tokens\":100}",
                "{\"max_completion_tokens\":500}|{\"max_completion_tokens\":100}",
                "{\"max_completion_tokens\":5}|{\"max_completion_tokens\":5}",
                "{\"max_output_tokens\":500,\"max_tokens\":5}|{\"max_output_tokens\":100,\"max_tokens\":5}"
            })
    void capsTheAnswer(String body, String expected) {
        var edit =
                new BodyEdit(Set.of(), Set.of(), Map.of(), Optional.of(new Cap("max_tokens", 100)));

        assertEquals(expected, text(apply(edit, body)));
    }

    @Test
    void estimatesAPromptByItsTexts() throws MalformedJsonException {
        String body =
                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"%s\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,%s\"}},{\"source\":{\"data\":\"%s\"}}]}]}"
                        .formatted(
                                "m".repeat(400), "a".repeat(400), "b".repeat(400), "c".repeat(400));

        assertEquals(104, InputSize.tokens(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static BodyEdit edit(
            Set<String> allowed, Set<String> removed, Map<String, String> replaced) {
        return new BodyEdit(allowed, removed, replaced, Optional.empty());
    }

    private static BodyEdits.Edited apply(BodyEdit edit, String body) {
        return BodyEdits.apply(edit, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(BodyEdits.Edited edited) {
        return new String(edited.body(), StandardCharsets.UTF_8);
    }
}
