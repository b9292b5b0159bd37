package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class FuzzyTest {
    private static OptionalInt distance(String words, String name, String id) {
        return new Fuzzy(words).distance(name, id);
    }

    @Test
    void wantsTheLettersOfEachWordInOrder() {
        assertTrue(distance("snnt", "claude sonnet", "a:b").isPresent());
        assertTrue(distance("sonnet claude", "claude sonnet", "a:b").isPresent());
        assertEquals(OptionalInt.empty(), distance("tnnos", "claude sonnet", "a:b"));
        assertEquals(OptionalInt.empty(), distance("claude opus", "claude sonnet", "a:b"));
        assertEquals(OptionalInt.of(0), distance("CLAUDE-4", "claude-4", "a:b"));
    }

    @Test
    void putsTheNearestFirst() {
        var fuzzy = new Fuzzy("mini");
        List<String> names =
                List.of("m i n x i", "gemini", "gpt mini", "mini max", "mini").reversed();

        assertEquals(
                names,
                names.reversed().stream()
                        .sorted(
                                Comparator.comparingInt(
                                        name -> fuzzy.distance(name, "x").orElseThrow()))
                        .toList());
    }

    @Test
    void aNameCountsBeforeAnId() {
        int name = distance("mini", "mini max", "x").orElseThrow();
        int id = distance("mini", "max", "mini:x").orElseThrow();
        assertTrue(name < id);
        assertTrue(distance("mini", "x", "lab:mini").orElseThrow() < Fuzzy.SCATTERED);
    }

    @Test
    void aBlankMeansEverything() {
        assertTrue(new Fuzzy("  ").isBlank());
    }
}
