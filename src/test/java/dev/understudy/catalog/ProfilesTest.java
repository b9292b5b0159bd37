package dev.understudy.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Metrics;
import dev.understudy.model.ModelMetrics;
import dev.understudy.model.Provider;
import dev.understudy.model.Provider.ProviderModel;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ProfilesTest {
    private static final ModelMetrics UNUSED =
            new ModelMetrics.Read(Instant.EPOCH, Metrics.none(Duration.ZERO), Map.of());
    private static final Provider OPENROUTER = provider("openrouter");

    private final Profiles profiles = new Profiles(Catalogue.shipped());

    @Test
    void tellsWhatTheCatalogueKnows() {
        var profile = profiles.of(OPENROUTER, "openai/gpt-5.5", UNUSED);

        assertEquals("openai", profile.author().id());
        assertTrue(profile.about().known());
        assertFalse(profile.about().custom());
        assertEquals(new BigDecimal("5"), profile.prices().get("text.input"));
        assertEquals(new BigDecimal("2.5"), profile.prices().get("text.input_batch"));
        assertEquals(new BigDecimal("15"), profile.prices().get("text.output_batch"));
    }

    @Test
    void knowsNothingOfOthers() {
        var profile = profiles.of(provider("lab"), "unheard-of", UNUSED);

        assertFalse(profile.about().known());
        assertEquals(Map.of(), profile.prices());
        assertEquals(OptionalLong.empty(), profile.abilities().contextWindow());
    }

    @Test
    void takesConfiguredModelsAsKnown() {
        var profile = profiles.of(provider("lab"), "llama", UNUSED);

        assertTrue(profile.about().known() && profile.about().custom());
        assertEquals(List.of("small"), profile.aliases());
    }

    private static Provider provider(String id) {
        return new Provider(
                id,
                List.of(),
                id,
                URI.create("http://127.0.0.1:1/v1"),
                false,
                List.of(),
                List.of(),
                List.of(new ProviderModel("llama", List.of("small"))));
    }
}
