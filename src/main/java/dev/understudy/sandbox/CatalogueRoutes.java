package dev.understudy.sandbox;

import dev.understudy.sandbox.Endpoints.View;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenRouter's routes that need no key: models, their endpoints, providers.
final class CatalogueRoutes {
    private static final Pattern ENDPOINTS = Pattern.compile("models/(.+)/endpoints");
    private static final Pattern MODEL = Pattern.compile("model/(.+)");
    private static final Set<String> MODALITIES =
            Set.of("text", "image", "audio", "embeddings", "video", "rerank", "all");
    private static final Map<String, String> HEADERS =
            Map.of(
                    "Access-Control-Allow-Origin",
                    "*",
                    "Cache-Control",
                    "public, max-age=300, stale-while-revalidate=3600");

    private final Catalogue catalogue;
    private final CatalogueDay day;

    CatalogueRoutes(Catalogue catalogue, CatalogueDay day) {
        this.catalogue = catalogue;
        this.day = day;
    }

    void answer(Caller caller, String route, Map<String, String> query, View view)
            throws IOException {
        switch (route) {
            case "models", "models/user" -> models(caller, query);
            case "models/count" -> {
                var count = Json.object();
                count.putObject("data").put("count", catalogue.models().size());
                caller.json(200, HEADERS, count);
            }
            case "providers" -> caller.json(200, HEADERS, Endpoints.providers());
            default -> {
                var found = one(route, view);
                if (found.isPresent()) {
                    caller.json(200, HEADERS, found.get());
                } else {
                    ErrorReply.send(caller, Manner.OPENROUTER, Faults.plain(404, route));
                }
            }
        }
    }

    private void models(Caller caller, Map<String, String> query) throws IOException {
        if (query.isEmpty()) {
            whole(caller);
        } else if (!MODALITIES.contains(query.getOrDefault("output_modalities", "all"))) {
            caller.json(400, HEADERS, invalid("output_modalities"));
        } else {
            caller.json(200, HEADERS, catalogue.select(query));
        }
    }

    private void whole(Caller caller) throws IOException {
        if (day == CatalogueDay.BUSY) {
            ErrorReply.send(caller, Manner.OPENROUTER, Faults.plain(503, "models"));
            return;
        }
        byte[] body = day.body(catalogue.whole());
        var headers = new HashMap<>(HEADERS);
        headers.put("ETag", "W/\"%x-%x\"".formatted(body.length, Arrays.hashCode(body)));
        if (day == CatalogueDay.HALF) {
            caller.head(200, headers, "application/json");
            caller.announce(body.length);
            caller.write(Arrays.copyOf(body, body.length / 2));
            caller.cut();
        } else if (caller.header("If-None-Match").filter(headers.get("ETag")::equals).isPresent()) {
            caller.send(304, headers, "application/json", new byte[0]);
        } else {
            caller.send(200, headers, "application/json", body);
        }
    }

    /// How OpenRouter's catalogue complains about a query.
    private static ObjectNode invalid(String field) {
        var issues = Json.array();
        issues.addObject()
                .put("code", "invalid_value")
                .put("message", "Invalid input")
                .putArray("path")
                .add(field);
        var body = Json.object().put("success", false);
        body.putObject("error").put("name", "ZodError").put("message", Json.text(issues));
        return body;
    }

    private Optional<ObjectNode> one(String route, View view) {
        var endpoints = ENDPOINTS.matcher(route);
        if (endpoints.matches()) {
            return model(endpoints.group(1)).map(model -> Endpoints.of(model, view));
        }
        var model = MODEL.matcher(route);
        return model.matches()
                ? model(model.group(1))
                        .map(found -> {
                            var body = Json.object();
                            body.set("data", found);
                            return body;
                        })
                : Optional.empty();
    }

    /// By id or by permanent slug.
    private Optional<JsonNode> model(String encoded) {
        String name = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        var found = catalogue.model(name);
        return found.isPresent()
                ? found
                : catalogue.models().stream()
                        .filter(model -> Json.string(model, "canonical_slug").equals(name))
                        .findFirst();
    }
}
