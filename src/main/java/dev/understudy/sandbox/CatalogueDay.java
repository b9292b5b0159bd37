package dev.understudy.sandbox;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How the list of models is on one day or another.
enum CatalogueDay {
    /// As it once was.
    PLAIN,
    /// The connection ends in the middle of it.
    HALF,
    /// It holds fewer models than it says.
    SHORT,
    /// A page of HTML comes instead.
    RUBBISH,
    /// The provider is busy.
    BUSY,
    /// Some prices are others, a model is gone, one is new and one will end.
    CHANGED;

    private static final int SOME = 40;
    private static final BigDecimal DEARER = new BigDecimal("1.4");
    private static final BigDecimal CHEAPER = new BigDecimal("0.5");

    static Optional<CatalogueDay> named(String name) {
        for (CatalogueDay day : values()) {
            if (day.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    /// The body of an answer with 200.
    ///
    /// @param plain as it is on a plain day
    byte[] body(byte[] plain) {
        return switch (this) {
            case PLAIN, HALF, BUSY -> plain;
            case SHORT -> Json.bytes(some(Json.readObject(plain).orElseThrow()));
            case RUBBISH ->
                    "<!doctype html><title>Just a moment…</title>".getBytes(StandardCharsets.UTF_8);
            case CHANGED -> Json.bytes(changed(Json.readObject(plain).orElseThrow()));
        };
    }

    private static JsonNode some(ObjectNode list) {
        var some = Json.array();
        for (int i = 0; i < SOME; i++) {
            some.add(list.path("data").path(i));
        }
        list.set("data", some);
        return list;
    }

    /// The first model is gone, the second is dearer, the third cheaper, the fourth will end, and
    /// there is a new one; of those that have a price above zero.
    private static JsonNode changed(ObjectNode list) {
        var models = Json.array();
        int priced = 0;
        for (JsonNode model : list.path("data")) {
            if (model.path("pricing").path("completion").asString("").matches("0\\.0*[1-9].*")) {
                priced++;
                switch (priced) {
                    case 1 -> {
                        continue;
                    }
                    case 2 -> price((ObjectNode) model, DEARER);
                    case 3 -> price((ObjectNode) model, CHEAPER);
                    case 4 -> ((ObjectNode) model).put("expiration_date", "2027-01-31");
                    default -> {}
                }
            }
            models.add(model);
        }
        fresh(models);
        list.set("data", models);
        return list.put("total_count", models.size());
    }

    private static void price(ObjectNode model, BigDecimal factor) {
        var pricing = (ObjectNode) model.path("pricing");
        for (String kind : new String[] {"prompt", "completion"}) {
            pricing.put(
                    kind,
                    new BigDecimal(pricing.path(kind).asString("0"))
                            .multiply(factor)
                            .toPlainString());
        }
    }

    private static void fresh(ArrayNode models) {
        var model = (ObjectNode) models.path(models.size() - 1).deepCopy();
        models.insert(0, model.put("id", "sandbox/fresh-1").put("name", "Sandbox: Fresh 1"));
    }
}
