package dev.understudy.upstream;

import dev.understudy.model.ApiKey;
import dev.understudy.model.Provider;
import dev.understudy.model.Wire;
import dev.understudy.routing.Upstream.Call;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.HttpMessage;

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
    static void headers(Call call, Wire wire, HttpMessage request) {
        call.provider().additions().headers().forEach(request::setHeader);
        if (wire == Wire.MESSAGES && !named(call.provider(), "anthropic-version")) {
            request.setHeader("anthropic-version", ANTHROPIC_VERSION);
        }
        call.key().ifPresent(key -> key(call.provider(), key.secret(), wire, request));
    }

    private static void key(Provider provider, ApiKey key, Wire wire, HttpMessage request) {
        switch (provider.keyStyle()) {
            case BEARER -> request.setHeader("Authorization", "Bearer " + key.reveal());
            case X_API_KEY -> {
                if (wire == Wire.MESSAGES) {
                    request.setHeader("x-api-key", key.reveal());
                } else {
                    request.setHeader("Authorization", "Bearer " + key.reveal());
                }
            }
            case API_KEY -> request.setHeader("api-key", key.reveal());
        }
    }

    private static boolean named(Provider provider, String header) {
        return provider.additions().headers().keySet().stream().anyMatch(header::equalsIgnoreCase);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
