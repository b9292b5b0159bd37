package dev.understudy.catalog;

import dev.understudy.catalog.CatalogueModel.Details;
import dev.understudy.catalog.PriceList.Condition;
import dev.understudy.catalog.PriceList.Price;
import dev.understudy.model.Target;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Reads OpenRouter's answer to `GET /api/v1/models`. What cannot be read of a model is left out; a
/// model without an id, too.
final class OpenRouterModels {
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

    private static final long LATEST = 4_102_444_800L; // the year 2100

    /// What is said to be served until then is served for good.
    private static final LocalDate NEVER = LocalDate.of(2098, 1, 1);

    private OpenRouterModels() {}

    /// In its order.
    ///
    /// @throws UnreadableListException if it is no such answer, or a part of one
    static List<CatalogueModel> read(String text) throws UnreadableListException {
        JsonNode root = ListJson.read(text);
        JsonNode data = root.path("data");
        List<CatalogueModel> models =
                data.valueStream()
                        .filter(json -> json.path("id").asString("").contains("/"))
                        .map(OpenRouterModels::model)
                        .toList();
        if (models.isEmpty()) {
            throw new UnreadableListException("it names no models");
        }
        int promised = root.path("total_count").asInt(0);
        if (promised > data.size()) {
            throw new UnreadableListException(
                    "it has %d of %d models".formatted(data.size(), promised));
        }
        return models;
    }

    private static CatalogueModel model(JsonNode json) {
        String id = json.path("id").asString("");
        JsonNode pricing = json.path("pricing");
        boolean routed = pricing.path("prompt").asString("").startsWith("-");
        List<String> input = ListJson.texts(json.path("architecture").path("input_modalities"));
        List<String> parameters = ListJson.texts(json.path("supported_parameters"));
        return new CatalogueModel(
                new Target(Catalogue.OPENROUTER, id),
                ListJson.text(json, "name").orElse(id),
                id.substring(id.startsWith("~") ? 1 : 0, id.indexOf('/')),
                ListJson.text(json, "description").orElse(""),
                LocalDate.ofInstant(
                        Instant.ofEpochSecond(
                                Math.clamp(json.path("created").asLong(0), 0, LATEST)),
                        ZoneOffset.UTC),
                ListJson.count(json.path("context_length")),
                ListJson.count(json.path("top_provider").path("max_completion_tokens")),
                input,
                ListJson.texts(json.path("architecture").path("output_modalities")),
                features(parameters, input),
                routed ? PriceList.UNKNOWN : prices(pricing),
                routed,
                ListJson.text(json.path("alias_target"), "slug"),
                new Details(
                        ListJson.day(json, "expiration_date").filter(day -> day.isBefore(NEVER)),
                        ListJson.day(json, "knowledge_cutoff"),
                        ListJson.text(json, "hugging_face_id").isPresent(),
                        parameters,
                        ListJson.text(json, "canonical_slug").orElse(""),
                        json.path("top_provider").path("is_moderated").asBoolean(false)));
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

    static PriceList prices(JsonNode pricing) {
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
        return LocalTime.of(Math.floorMod(time / 100, 24), Math.floorMod(time % 100, 60));
    }

    private static Map<Price, BigDecimal> amounts(JsonNode json) {
        Map<Price, BigDecimal> amounts = new EnumMap<>(Price.class);
        PRICES.forEach((name, price) ->
                ListJson.amount(json.path(name)).ifPresent(amount -> amounts.put(price, amount)));
        return amounts;
    }
}
