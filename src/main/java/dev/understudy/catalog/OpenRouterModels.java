package dev.understudy.catalog;

import dev.understudy.catalog.PriceList.Condition;
import dev.understudy.catalog.PriceList.Price;
import dev.understudy.model.Target;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads OpenRouter's answer to `GET /api/v1/models`.
final class OpenRouterModels {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, Price> PRICES =
            Map.ofEntries(
                    Map.entry("prompt", Price.INPUT),
                    Map.entry("completion", Price.OUTPUT),
                    Map.entry("input_cache_read", Price.CACHE_READ),
                    Map.entry("input_cache_write", Price.CACHE_WRITE),
                    Map.entry("input_cache_write_1h", Price.CACHE_WRITE_HOUR),
                    Map.entry("internal_reasoning", Price.REASONING),
                    Map.entry("audio", Price.AUDIO_INPUT),
                    Map.entry("audio_output", Price.AUDIO_OUTPUT),
                    Map.entry("input_audio_cache", Price.AUDIO_CACHE),
                    Map.entry("image_output", Price.IMAGE_OUTPUT),
                    Map.entry("image", Price.IMAGE),
                    Map.entry("request", Price.REQUEST),
                    Map.entry("web_search", Price.WEB_SEARCH));
    private static final Map<String, String> FEATURES =
            Map.of(
                    "tools", "tool-calling",
                    "structured_outputs", "structured-outputs",
                    "response_format", "json-mode",
                    "reasoning", "reasoning");

    private OpenRouterModels() {}

    /// In its order; `in` stays open.
    static List<CatalogueModel> read(InputStream in) {
        return JSON.readTree(in).path("data").valueStream().map(OpenRouterModels::model).toList();
    }

    private static CatalogueModel model(JsonNode json) {
        String id = json.path("id").asString("");
        JsonNode pricing = json.path("pricing");
        boolean routed = pricing.path("prompt").asString("").startsWith("-");
        List<String> input = texts(json.path("architecture").path("input_modalities"));
        return new CatalogueModel(
                new Target(Catalogue.OPENROUTER, id),
                json.path("name").asString(id),
                id.substring(id.startsWith("~") ? 1 : 0, Math.max(0, id.indexOf('/'))),
                json.path("description").asString(""),
                LocalDate.ofInstant(
                        Instant.ofEpochSecond(json.path("created").asLong(0)), ZoneOffset.UTC),
                number(json.path("context_length")),
                number(json.path("top_provider").path("max_completion_tokens")),
                input,
                texts(json.path("architecture").path("output_modalities")),
                features(texts(json.path("supported_parameters")), input),
                routed ? PriceList.UNKNOWN : prices(pricing),
                routed,
                Optional.ofNullable(json.path("alias_target").path("slug").asString(null)));
    }

    private static List<String> features(List<String> parameters, List<String> input) {
        var features = new ArrayList<String>();
        for (String parameter : parameters) {
            String feature = FEATURES.get(parameter);
            if (feature != null) {
                features.add(feature);
            }
        }
        if (input.contains("image")) {
            features.add("vision");
        }
        return features;
    }

    private static PriceList prices(JsonNode pricing) {
        return new PriceList(
                amounts(pricing),
                pricing.path("overrides")
                        .valueStream()
                        .map(json -> new PriceList.Conditional(condition(json), amounts(json)))
                        .toList());
    }

    private static Condition condition(JsonNode json) {
        return json.has("utc_start")
                ? new Condition.TimeOfDay(
                        clock(json.path("utc_start").asInt(0)),
                        clock(json.path("utc_end").asInt(0)))
                : new Condition.PromptOf(json.path("min_prompt_tokens").asLong(0));
    }

    /// An hour and minutes in one number, such as 1430; 2400 is midnight.
    private static LocalTime clock(int time) {
        return LocalTime.of(time / 100 % 24, time % 100);
    }

    private static Map<Price, BigDecimal> amounts(JsonNode json) {
        Map<Price, BigDecimal> amounts = new EnumMap<>(Price.class);
        PRICES.forEach((name, price) -> {
            String amount = json.path(name).asString("");
            if (!amount.isEmpty()) {
                amounts.put(price, new BigDecimal(amount));
            }
        });
        return amounts;
    }

    private static OptionalLong number(JsonNode json) {
        return json.isNumber() ? OptionalLong.of(json.asLong()) : OptionalLong.empty();
    }

    private static List<String> texts(JsonNode json) {
        return json.valueStream().map(text -> text.asString("")).toList();
    }
}
