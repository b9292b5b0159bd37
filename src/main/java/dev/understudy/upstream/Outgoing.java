package dev.understudy.upstream;

import dev.understudy.model.ApiKey;
import dev.understudy.model.Provider;
import dev.understudy.model.Wire;
import dev.understudy.routing.Upstream.Call;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// Where a request goes, and the headers that depend on its provider.
final class Outgoing {
    private static final String ANTHROPIC_VERSION = "2023-06-01";

    private Outgoing() {}

    /// @param path behind the base URL
    static URI address(Provider provider, Wire wire, String path) {
        String query =
                provider.additions().queryParams().entrySet().stream()
                        .map(param -> encoded(param.getKey()) + "=" + encoded(param.getValue()))
                        .collect(Collectors.joining("&"));
        return URI.create(provider.baseUrl(wire) + path + (query.isEmpty() ? "" : "?" + query));
    }

    /// Sets what the settings add, then the key, which nothing overrides.
    static void headers(Call call, Wire wire, HttpRequest.Builder builder) {
        call.provider().additions().headers().forEach(builder::setHeader);
        if (wire == Wire.MESSAGES && !named(call.provider(), "anthropic-version")) {
            builder.setHeader("anthropic-version", ANTHROPIC_VERSION);
        }
        call.key().ifPresent(key -> key(call.provider(), key.secret(), wire, builder));
    }

    private static void key(Provider provider, ApiKey key, Wire wire, HttpRequest.Builder builder) {
        switch (provider.keyStyle()) {
            case BEARER -> builder.setHeader("Authorization", "Bearer " + key.reveal());
            case X_API_KEY -> {
                if (wire == Wire.MESSAGES) {
                    builder.setHeader("x-api-key", key.reveal());
                } else {
                    builder.setHeader("Authorization", "Bearer " + key.reveal());
                }
            }
            case API_KEY -> builder.setHeader("api-key", key.reveal());
        }
    }

    private static boolean named(Provider provider, String header) {
        return provider.additions().headers().keySet().stream().anyMatch(header::equalsIgnoreCase);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
