package dev.understudy.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClosestTest {
    private static final List<String> WORDS = List.of("openrouter", "openai", "groq", "x");

    @ParameterizedTest
    @CsvSource({
        "openroute, openrouter",
        "OpenRuoter, openrouter",
        "opnai, openai",
        "grok, groq",
        "openai, openai",
        "y, x"
    })
    void findsTheWordThatWasMeant(String misspelt, String meant) {
        assertEquals(Optional.of(meant), Closest.to(misspelt, WORDS));
    }

    @Test
    void findsNoneThatIsFarOff() {
        assertEquals(Optional.empty(), Closest.to("anthropic", WORDS));
        assertEquals(Optional.empty(), Closest.to("openai".repeat(50), WORDS));
        assertEquals(Optional.empty(), Closest.to("openai", List.of()));
    }
}
