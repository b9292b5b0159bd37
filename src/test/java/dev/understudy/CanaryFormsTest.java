package dev.understudy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import tools.jackson.databind.json.JsonMapper;

/// What looks for secrets finds them.
final class CanaryFormsTest {
    private static final String SECRET = "sk-canary/4f9a+1c\"77e0\\b2 end";

    private final Canary canary = new Canary(SECRET);

    @Test
    void findsEachForm() {
        for (String form : canary.forms().values()) {
            byte[] bytes = ("before" + form + "after").getBytes(StandardCharsets.ISO_8859_1);

            assertTrue(canary.in(bytes).isPresent(), form);
            assertThrows(
                    AssertionFailedError.class,
                    () -> Canary.assertNone(List.of(canary), "here", bytes));
        }
    }

    @Test
    void findsWhatLibrariesWrite() {
        String json = JsonMapper.builder().build().writeValueAsString(List.of(SECRET));
        assertEquals(Optional.of("JSON-escaped"), found(json));
        assertTrue(found(URLEncoder.encode(SECRET, StandardCharsets.UTF_8)).isPresent());
        for (String before : List.of("", "B", "Be", "Bearer ")) {
            byte[] bytes = (before + SECRET).getBytes(StandardCharsets.UTF_8);
            assertTrue(found(Base64.getEncoder().encodeToString(bytes)).isPresent(), before);
            assertTrue(found(Base64.getUrlEncoder().encodeToString(bytes)).isPresent(), before);
        }
    }

    @Test
    void findsNothingElse() {
        assertEquals(Optional.empty(), found("sk-canary/…" + SECRET.substring(20)));
    }

    private Optional<String> found(String text) {
        return canary.in(text.getBytes(StandardCharsets.UTF_8));
    }
}
