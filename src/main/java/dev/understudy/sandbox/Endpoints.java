package dev.understudy.sandbox;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Made-up providers, and where they serve the catalogue's models: the same for the same model.
final class Endpoints {
    private static final List<Provider> PROVIDERS =
            List.of(
                    new Provider("Sandbox East", "sandbox-east", "JP", "fp8", "1"),
                    new Provider("Sandbox West", "sandbox-west", "US", "bf16", "1.1"),
                    new Provider("Sandbox North", "sandbox-north", "NO", "unknown", "0.9"));

    private Endpoints() {}

    static ObjectNode providers() {
        var answer = Json.object();
        var list = answer.putArray("data");
        for (var provider : PROVIDERS) {
            list.addObject()
                    .put("name", provider.name())
                    .put("slug", provider.slug())
                    .putNull("privacy_policy_url")
                    .putNull("terms_of_service_url")
                    .putNull("status_page_url")
                    .put("headquarters", provider.country())
                    .putArray("datacenters")
                    .add(provider.country());
        }
        return answer;
    }

    /// Two endpoints of a model.
    ///
    /// @param view whether latency and throughput are told, too
    static ObjectNode of(JsonNode model, View view) {
        var answer = Json.object();
        var data = answer.putObject("data");
        for (String field : List.of("id", "name", "created", "description", "architecture")) {
            data.set(field, model.path(field));
        }
        int seed = Math.floorMod(Json.string(model, "id").hashCode(), 1000);
        var endpoints = data.putArray("endpoints");
        for (int i = 0; i < 2; i++) {
            var provider = PROVIDERS.get((seed + i) % PROVIDERS.size());
            endpoints.add(endpoint(model, provider, seed + 37 * i, view));
        }
        return answer;
    }

    private static ObjectNode endpoint(JsonNode model, Provider provider, int seed, View view) {
        var endpoint =
                Json.object()
                        .put("name", provider.name() + " | " + Json.string(model, "canonical_slug"))
                        .put("model_id", Json.string(model, "id"))
                        .put("model_name", Json.string(model, "name"))
                        .put("provider_name", provider.name())
                        .put("tag", provider.tag())
                        .put("quantization", provider.quantization());
        endpoint.set("context_length", model.path("context_length"));
        endpoint.set(
                "max_completion_tokens", model.path("top_provider").path("max_completion_tokens"));
        endpoint.putNull("max_prompt_tokens");
        endpoint.set("pricing", pricing(model, provider));
        endpoint.set("supported_parameters", model.path("supported_parameters"));
        endpoint.put("supports_implicit_caching", seed % 2 == 0);
        boolean tools =
                model.path("supported_parameters")
                        .valueStream()
                        .anyMatch(name -> name.asString("").equals("tools"));
        endpoint.putObject("supports_tool_choice")
                .put("none", tools)
                .put("auto", tools)
                .put("required", tools)
                .put("function", tools);
        endpoint.put("supports_voice_cloning", false)
                .put("supports_multiple_audio_references", false)
                .put("supports_image_reference", false);
        endpoint.putObject("native_tools");
        endpoint.put("status", seed % 23 == 0 ? -2 : 0)
                .put("uptime_last_5m", 100.0)
                .put("uptime_last_30m", 100 - seed % 20 / 10.0)
                .put("uptime_last_1d", 100 - seed % 30 / 10.0);
        switch (view) {
            case WITH_KEY -> {
                endpoint.set("latency_last_30m", percentiles(200 + seed, 1));
                endpoint.set("throughput_last_30m", percentiles(20 + seed % 180, -1));
            }
            case WITHOUT_KEY -> endpoint.putNull("latency_last_30m").putNull("throughput_last_30m");
        }
        return endpoint;
    }

    private static ObjectNode pricing(JsonNode model, Provider provider) {
        var factor = new BigDecimal(provider.priceFactor());
        var price = Catalogue.price(model);
        return Json.object()
                .put("prompt", price.prompt().multiply(factor).stripTrailingZeros().toPlainString())
                .put(
                        "completion",
                        price.completion().multiply(factor).stripTrailingZeros().toPlainString())
                .put("discount", 0);
    }

    /// Growing or falling from the middle on.
    private static ObjectNode percentiles(int middle, int direction) {
        return Json.object()
                .put("p50", middle)
                .put("p75", middle * (10 + direction * 3) / 10)
                .put("p90", middle * (10 + direction * 5) / 10)
                .put("p99", middle * (10 + direction * 8) / 10);
    }

    /// Whether the one who asks sent a key.
    enum View {
        WITH_KEY,
        WITHOUT_KEY
    }

    private record Provider(
            String name, String slug, String country, String quantization, String priceFactor) {
        String tag() {
            return quantization.equals("unknown")
                    ? slug
                    : slug + "/" + quantization.toLowerCase(Locale.ROOT);
        }
    }
}
