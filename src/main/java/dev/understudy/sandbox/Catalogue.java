package dev.understudy.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenRouter's catalogue of models, as it once was. Read when first asked for.
final class Catalogue {
    /// Shared with the program's own catalogue.
    private static final String FILE = "/dev/understudy/catalog/openrouter-models.json";

    private final Map<String, JsonNode> byName = new LinkedHashMap<>();
    private byte[] whole = {};

    /// The whole list as OpenRouter sends it.
    synchronized byte[] whole() {
        load();
        return whole.clone();
    }

    /// The models in the catalogue's order.
    synchronized List<JsonNode> models() {
        load();
        return List.copyOf(byName.values());
    }

    /// The model of an id, or of an id without its variant: `a/b:nitro` is `a/b`.
    synchronized Optional<JsonNode> model(String id) {
        load();
        String name = id.toLowerCase(Locale.ROOT);
        int colon = name.lastIndexOf(':');
        var found = Optional.ofNullable(byName.get(name));
        return found.isPresent() || colon < 0
                ? found
                : Optional.ofNullable(byName.get(name.substring(0, colon)));
    }

    /// The model of an id, or of an id without its author.
    Optional<JsonNode> modelByAnyName(String name) {
        if (name.isBlank()) {
            return Optional.empty();
        }
        return name.contains("/")
                ? model(name)
                : models().stream()
                        .filter(model -> Json.string(model, "id").endsWith("/" + name))
                        .findFirst();
    }

    static Price price(JsonNode model) {
        return new Price(amount(model, "prompt"), amount(model, "completion"));
    }

    private static BigDecimal amount(JsonNode model, String kind) {
        var price = new BigDecimal(model.path("pricing").path(kind).asString("0"));
        return price.signum() < 0 ? BigDecimal.ZERO : price;
    }

    /// The models that a query asks for, as OpenRouter sends them.
    ObjectNode select(Map<String, String> query) {
        String words = query.getOrDefault("q", "").toLowerCase(Locale.ROOT);
        var needed = List.of(query.getOrDefault("supported_parameters", "").split(",", -1));
        String output = query.getOrDefault("output_modalities", "all");
        var found = new ArrayList<JsonNode>();
        for (JsonNode model : models()) {
            String title = Json.string(model, "id") + " " + Json.string(model, "name");
            if (title.toLowerCase(Locale.ROOT).contains(words)
                    && needed.stream()
                            .allMatch(name ->
                                    name.isEmpty()
                                            || holds(model.path("supported_parameters"), name))
                    && (output.equals("all")
                            || holds(
                                    model.path("architecture").path("output_modalities"),
                                    output))) {
                found.add(model);
            }
        }
        int from = Math.min(number(query.getOrDefault("offset", "0")), found.size());
        int to =
                query.containsKey("limit")
                        ? Math.min(from + number(query.getOrDefault("limit", "")), found.size())
                        : found.size();
        var answer = Json.object();
        answer.putArray("data").addAll(found.subList(from, to));
        answer.put("total_count", found.size());
        answer.putObject("links").putNull("next");
        return answer;
    }

    private static boolean holds(JsonNode list, String wanted) {
        return list.valueStream().anyMatch(item -> item.asString("").equals(wanted));
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }

    private void load() {
        if (!byName.isEmpty()) {
            return;
        }
        try (var in = Catalogue.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the catalogue is missing");
            }
            whole = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (JsonNode model : Json.read(whole).path("data")) {
            byName.put(Json.string(model, "id").toLowerCase(Locale.ROOT), model);
        }
    }
}
