package dev.understudy.catalog;

import dev.understudy.catalog.CatalogueModel.Details;
import dev.understudy.catalog.PriceList.Condition;
import dev.understudy.catalog.PriceList.Price;
import dev.understudy.model.Target;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The models of providers that serve them themselves, in a format of our own: amounts are texts,
/// in USD per million tokens.
record NativeModels(LocalDate date, List<CatalogueModel> models) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Those that serve what others made.
    private static final Set<String> HOSTS =
            Set.of("groq", "cerebras", "together", "fireworks", "deepinfra");

    private static final Map<String, Price> PRICES =
            Map.of(
                    "input", Price.INPUT,
                    "output", Price.OUTPUT,
                    "cache_read", Price.CACHE_READ,
                    "cache_write", Price.CACHE_WRITE,
                    "input_audio", Price.AUDIO_INPUT,
                    "output_audio", Price.AUDIO_OUTPUT);
    private static final Map<String, String> FEATURES =
            Map.of(
                    "tool_call", "tool-calling",
                    "structured_output", "structured-outputs",
                    "reasoning", "reasoning");

    /// Leaves `in` open.
    static NativeModels read(InputStream in) {
        JsonNode json = JSON.readTree(in);
        var models = new ArrayList<CatalogueModel>();
        json.path("providers")
                .forEachEntry((provider, list) ->
                        list.forEach(model -> models.add(model(provider, model))));
        return new NativeModels(
                LocalDate.parse(json.path("date").asString("")), List.copyOf(models));
    }

    private static CatalogueModel model(String provider, JsonNode json) {
        String id = json.path("id").asString("");
        List<String> input = ListJson.texts(json.path("in"));
        return new CatalogueModel(
                new Target(provider, id),
                json.path("name").asString(id),
                author(provider, id),
                "",
                day(json.path("released").asString("")).orElse(LocalDate.EPOCH),
                ListJson.count(json.path("context")),
                ListJson.count(json.path("output")),
                input,
                ListJson.texts(json.path("out")),
                features(json, input),
                new PriceList(
                        amounts(json.path("cost")),
                        json.path("tiers")
                                .valueStream()
                                .map(tier ->
                                        new PriceList.Conditional(
                                                new Condition.PromptOf(
                                                        tier.path("above").asLong(0) + 1),
                                                amounts(tier)))
                                .toList()),
                false,
                Optional.empty(),
                new Details(
                        Optional.empty(),
                        day(json.path("cutoff").asString("")),
                        json.path("open").asBoolean(false),
                        List.of(),
                        "",
                        false));
    }

    private static String author(String provider, String id) {
        if (!HOSTS.contains(provider)) {
            return provider;
        }
        int slash = id.indexOf('/');
        return slash > 0 && !id.startsWith("accounts/")
                ? Catalogue.lower(id.substring(0, slash))
                : "";
    }

    /// A day, a month, or neither.
    private static Optional<LocalDate> day(String text) {
        return switch (text.length()) {
            case 10 -> Optional.of(LocalDate.parse(text));
            case 7 -> Optional.of(LocalDate.parse(text + "-01"));
            default -> Optional.empty();
        };
    }

    private static List<String> features(JsonNode json, List<String> input) {
        var features =
                new ArrayList<>(
                        ListJson.texts(json.path("features")).stream()
                                .map(name -> FEATURES.getOrDefault(name, name))
                                .toList());
        if (input.contains("image")) {
            features.add("vision");
        }
        return features;
    }

    private static Map<Price, BigDecimal> amounts(JsonNode json) {
        Map<Price, BigDecimal> amounts = new EnumMap<>(Price.class);
        PRICES.forEach((name, price) -> {
            String amount = json.path(name).asString("");
            if (!amount.isEmpty()) {
                amounts.put(price, new BigDecimal(amount).movePointLeft(6));
            }
        });
        return amounts;
    }
}
