package dev.understudy.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ai.                                            | models providers authors",
                "ai.mo                                          | models",
                "ai.models.so                                   | sortBy",
                "ai.models.filter(m, m.max_                     | max_context_window max_output_tokens",
                "ai.models.filter(m, m.known).sortB             | sortBy",
                "ai.models.filter(m, m.metrics.global.latency.up | upstream_ms_avg upstream_ms_p95",
                "ai.providers.filter(p, p.meta                  | metadata",
                "ai.models.filter(m, m.metrics.api_keys['a'].err | error_rate",
                "ai.models[0].display                           | display_name",
                "a                                              | ai",
            })
    void offersWhatFits(String text, String wanted) {
        assertEquals(List.of(wanted.split(" ")), names(Completions.MODELS, text));
    }

    @Test
    void knowsWhatKeysHave() {
        assertEquals(List.of("keys"), names(Completions.KEYS, "ai."));
        assertEquals(List.of("error_rate"), names(Completions.KEYS, "ai.keys.filter(k, k.error"));
    }

    @Test
    void namesOfClosedLoopsAreNoMore() {
        assertFalse(
                names(Completions.MODELS, "ai.models.filter(m, m.known).filter(x, ").contains("m"));
        assertTrue(names(Completions.MODELS, "ai.models.filter(m, ").contains("m"));
    }

    @Test
    void nothingIsOfferedInsideOfTexts() {
        assertEquals(List.of(), names(Completions.MODELS, "ai.models.filter(m, m.id == 'ai."));
    }

    @Test
    void everythingIsOfferedWhereTheTypeIsNotKnown() {
        List<String> names = names(Completions.MODELS, "what.");

        assertTrue(names.contains("max_context_window"));
        assertTrue(names.contains("filter"));
    }

    @Test
    void survivesAnyText() {
        String text = "ai.models.filter(m, (m.id in ['a', \"b\"]) && m.x[0].y) ? ) ] ( ..";
        for (int i = 0; i <= text.length(); i++) {
            Completions.MODELS.at(text, i);
        }
    }

    private static List<String> names(Completions of, String text) {
        return of.at(text, text.length()).stream().map(Vocabulary.Word::name).toList();
    }
}
