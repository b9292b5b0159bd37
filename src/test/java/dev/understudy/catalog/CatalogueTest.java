package dev.understudy.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.catalog.PriceList.Price;
import dev.understudy.model.Target;
import dev.understudy.model.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class CatalogueTest {
    private static final Catalogue SHIPPED = Catalogue.shipped();
    private static final Instant NOON = Instant.parse("2026-08-21T12:00:00Z");

    @Test
    void holdsEveryModel() {
        assertEquals(
                422,
                SHIPPED.models().stream()
                        .filter(model -> model.target().provider().equals("openrouter"))
                        .count());
        assertEquals(422 + 330, SHIPPED.models().size());
    }

    @Test
    void findsEveryModelByItsName() {
        for (CatalogueModel model : SHIPPED.models()) {
            assertEquals(Optional.of(model), SHIPPED.model(model.target()));
        }
    }

    @Test
    void hasTheExactPrices() throws IOException {
        try (var in = Catalogue.class.getResourceAsStream("openrouter-models.json")) {
            for (JsonNode json : JsonMapper.builder().build().readTree(in).path("data")) {
                CatalogueModel model = openRouter(json.path("id").asString());
                var prompt = new BigDecimal(json.path("pricing").path("prompt").asString());
                assertEquals(prompt.signum() < 0, model.routed());
                assertEquals(
                        model.routed() ? Optional.empty() : Optional.of(prompt),
                        Optional.ofNullable(model.prices().base().get(Price.INPUT)));
                assertEquals(
                        json.path("pricing").path("overrides").size(),
                        model.routed() ? 0 : model.prices().overrides().size());
            }
        }
    }

    @Test
    void tellsWhatAModelCanDo() {
        CatalogueModel model = openRouter("anthropic/claude-sonnet-4.5");

        assertEquals("anthropic", model.author());
        assertEquals("Anthropic: Claude Sonnet 4.5", model.name());
        assertEquals(OptionalLong.of(1_000_000), model.contextWindow());
        assertEquals(OptionalLong.of(64_000), model.maxOutputTokens());
        assertTrue(model.features().containsAll(List.of("tool-calling", "reasoning", "vision")));
        assertEquals(
                Map.of(
                        "text.input", new BigDecimal("3"),
                        "text.output", new BigDecimal("15"),
                        "text.input_cache_read", new BigDecimal("0.3"),
                        "text.input_cache_write", new BigDecimal("3.75"),
                        "tools.web_search.per_search_call", new BigDecimal("0.01")),
                model.pricesByType());
    }

    @Test
    void fallsBackToTheModelOfAVariant() {
        assertEquals("openai/gpt-5.5", openRouter("OpenAI/gpt-5.5:nitro").target().model());
        assertEquals("openai/gpt-5.5:batch", openRouter("openai/gpt-5.5:batch").target().model());
        assertEquals(
                Optional.empty(), SHIPPED.model(new Target("openrouter", "nobody/nothing:free")));
        assertEquals(Optional.empty(), SHIPPED.model(new Target("nowhere", "gpt-5.5")));
    }

    @Test
    void findsAVersionWithoutItsDate() {
        assertEquals("gpt-4.1", found("openai", "gpt-4.1-2025-04-14"));
        assertEquals("claude-3-5-sonnet-20241022", found("anthropic", "claude-3.5-sonnet"));
    }

    @Test
    void followsAnAlias() {
        CatalogueModel alias = openRouter("~z-ai/glm-latest");

        assertEquals("z-ai", alias.author());
        assertEquals(Optional.of(openRouter("z-ai/glm-5.3")), SHIPPED.behind(alias));
        assertEquals(Optional.empty(), SHIPPED.behind(openRouter("z-ai/glm-5.3")));
    }

    @Test
    void tellsFreeAndRoutedOnesApart() {
        assertEquals(19, SHIPPED.models().stream().filter(CatalogueModel::free).count());
        assertEquals(5, SHIPPED.models().stream().filter(CatalogueModel::routed).count());
        CatalogueModel auto = openRouter("openrouter/auto");
        assertFalse(auto.free());
        assertTrue(auto.prices().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4.1-mini, openai:gpt-4.1-mini",
        "GPT-4.1-Mini, openai:gpt-4.1-mini",
        "claude-3.5-sonnet, anthropic:claude-3-5-sonnet-20241022",
        "llama-3.3-70b-versatile, groq:llama-3.3-70b-versatile",
        "deepseek-chat, deepseek:deepseek-chat",
        "anthropic/claude-sonnet-4.5, ''",
        "nothing, ''",
        "'', ''"
    })
    void knowsTheNativeProviders(String id, String target) {
        assertEquals(
                target.isEmpty() ? List.of() : List.of(target),
                SHIPPED.serving(id).stream().map(Target::toString).toList());
    }

    @ParameterizedTest
    @CsvSource({
        // input, output, cached, written, cost: base prices 3, 15, 0.3 and 3.75
        "1000000, 0, 0, 0, 6",
        "100000, 10000, 0, 0, 0.45",
        "100000, 0, 50000, 0, 0.165",
        "100000, 0, 50000, 40000, 0.195",
        "199999, 0, 0, 0, 0.599997",
        "200000, 1000, 0, 0, 1.2225",
        "0, 0, 0, 0, 0"
    })
    void sumsTheCost(long input, long output, long cached, long written, BigDecimal cost) {
        assertEquals(
                Optional.of(cost),
                SHIPPED.cost(
                        new Target("openrouter", "anthropic/claude-sonnet-4.5"),
                        new Usage(input, output, cached, written, 0, Optional.empty()),
                        NOON));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-21T00:59:59Z, 0.22",
        "2026-08-21T01:00:00Z, 0.44",
        "2026-08-21T04:00:00Z, 0.22",
        "2026-08-21T06:00:00Z, 0.44",
        "2026-08-21T10:00:00Z, 0.22",
        "2026-08-21T23:59:00Z, 0.22"
    })
    void knowsTheTimeOfDay(Instant time, BigDecimal cost) {
        assertEquals(
                Optional.of(cost),
                SHIPPED.cost(
                        new Target("openrouter", "deepseek/deepseek-v4-flash-vision-exp"),
                        new Usage(1_000_000, 0, 0, 0, Optional.empty()),
                        time));
    }

    @Test
    void believesTheProvidersOwnCost() {
        var told = new Usage(1, 1, 0, 0, Optional.of(new BigDecimal("0.5")));

        assertEquals(
                Optional.of(new BigDecimal("0.5")),
                SHIPPED.cost(new Target("openrouter", "openrouter/auto"), told, NOON));
    }

    @Test
    void hasNoCostWithoutPrices() {
        var usage = new Usage(1, 1, 0, 0, Optional.empty());

        assertEquals(
                Optional.empty(),
                SHIPPED.cost(new Target("openrouter", "openrouter/auto"), usage, NOON));
        assertEquals(Optional.empty(), SHIPPED.cost(new Target("lab", "llama"), usage, NOON));
    }

    @Test
    void countsImagesAndSearches() {
        assertEquals(
                Optional.of(new BigDecimal("0.03")),
                Cost.of(
                        new Usage(0, 0, 0, 0, Optional.empty()),
                        new Cost.Extras(0, 3),
                        openRouter("anthropic/claude-sonnet-4.5").prices(),
                        NOON));
    }

    @Test
    void pricesNativeModelsByTiers() {
        var usage = new Usage(1_000_000, 0, 0, 0, Optional.empty());

        assertEquals(
                Optional.of(new BigDecimal("0.4")),
                SHIPPED.cost(new Target("openai", "gpt-4.1-mini"), usage, NOON));
        assertEquals(
                Optional.of(new BigDecimal("2.5")),
                SHIPPED.cost(new Target("google", "gemini-2.5-pro"), usage, NOON));
    }

    private static CatalogueModel openRouter(String id) {
        return SHIPPED.model(new Target("openrouter", id)).orElseThrow();
    }

    private static String found(String provider, String model) {
        return SHIPPED.model(new Target(provider, model)).orElseThrow().target().model();
    }
}
