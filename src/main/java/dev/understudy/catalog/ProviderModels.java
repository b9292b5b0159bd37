package dev.understudy.catalog;

import dev.understudy.catalog.CatalogueModel.Details;
import dev.understudy.model.Target;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Reads what providers answer to `GET /models`: OpenAI's shape and Anthropic's, Gemini's, a bare
/// list, with what local servers and hosts add of their own.
final class ProviderModels {
    private static final List<String> WINDOWS =
            List.of(
                    "context_length",
                    "context_window",
                    "max_context_length",
                    "max_model_len",
                    "max_input_tokens",
                    "inputTokenLimit");
    private static final List<String> OUTPUTS =
            List.of("max_completion_tokens", "max_output_tokens", "outputTokenLimit");
    private static final String GEMINI = "models/";
    private static final long LATEST = 4_102_444_800L; // the year 2100

    private ProviderModels() {}

    /// In its order.
    ///
    /// @throws UnreadableListException if it is no such answer
    static List<CatalogueModel> read(String provider, String text) throws UnreadableListException {
        JsonNode root = ListJson.read(text);
        JsonNode list =
                Stream.of(root, root.path("data"), root.path("models"))
                        .filter(JsonNode::isArray)
                        .findFirst()
                        .orElseThrow(() -> new UnreadableListException("it names no models"));
        return list.valueStream().flatMap(json -> model(provider, json).stream()).toList();
    }

    private static Optional<CatalogueModel> model(String provider, JsonNode json) {
        return ListJson.text(json, "id")
                .or(() -> ListJson.text(json, "name"))
                .map(id -> id.startsWith(GEMINI) ? id.substring(GEMINI.length()) : id)
                .map(id -> model(new Target(provider, id), json));
    }

    private static CatalogueModel model(Target target, JsonNode json) {
        return new CatalogueModel(
                target,
                Stream.of("display_name", "displayName")
                        .flatMap(field -> ListJson.text(json, field).stream())
                        .findFirst()
                        .orElse(target.model()),
                "",
                ListJson.text(json, "description").orElse(""),
                released(json),
                first(json, WINDOWS),
                first(json, OUTPUTS),
                List.of("text"),
                List.of("text"),
                List.of(),
                PriceList.UNKNOWN,
                false,
                Optional.empty(),
                Details.NONE);
    }

    private static LocalDate released(JsonNode json) {
        JsonNode created = json.path("created");
        return created.canConvertToLong()
                ? LocalDate.ofInstant(
                        Instant.ofEpochSecond(Math.clamp(created.asLong(), 0, LATEST)),
                        ZoneOffset.UTC)
                : ListJson.day(json, "created_at").orElse(LocalDate.EPOCH);
    }

    private static OptionalLong first(JsonNode json, List<String> fields) {
        return fields.stream()
                .map(field -> ListJson.count(json.path(field)))
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
    }
}
