package dev.understudy.upstream;

import dev.understudy.model.ApiKey;
import dev.understudy.model.FromCaller;
import dev.understudy.model.Provider;
import dev.understudy.model.Wire;
import dev.understudy.routing.Upstream.Call;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.core5.http.HttpMessage;

/// Where a request goes, and the headers that depend on its provider.
///
/// Of the caller's headers only those go out that are named here; the settings' win over them.
final class Outgoing {
    private static final String VERSION = "anthropic-version";
    private static final String USUAL_VERSION = "2023-06-01";
    private static final String BETA = "anthropic-beta";
    private static final String OPENROUTER = "openrouter";
    private static final String OPENROUTER_HOST = "openrouter.ai";

    /// Anthropic's tokens, which are no keys and travel as a bearer.
    private static final String ANTHROPIC_TOKEN = "sk-ant-oat";

    private Outgoing() {}

    /// @param path behind the base URL
    static URI address(Provider provider, Wire wire, String path) {
        String query =
                provider.additions().queryParams().entrySet().stream()
                        .map(param -> encoded(param.getKey()) + "=" + encoded(param.getValue()))
                        .collect(Collectors.joining("&"));
        return URI.create(provider.baseUrl(wire) + path + (query.isEmpty() ? "" : "?" + query));
    }

    /// Sets what the caller sends along, over it what the settings add, then the key, which nothing
    /// overrides.
    static void headers(Call call, Wire wire, HttpMessage request) {
        FromCaller caller = call.request().caller();
        boolean ofMessages = wire == Wire.MESSAGES && call.request().wire() == Wire.MESSAGES;
        if (wire == Wire.MESSAGES) {
            request.setHeader(
                    VERSION,
                    ofMessages && !caller.anthropicVersion().isEmpty()
                            ? caller.anthropicVersion()
                            : USUAL_VERSION);
        }
        if (!caller.attribution().isEmpty() && attributes(call.provider(), wire)) {
            caller.attribution().forEach(request::setHeader);
        }
        call.provider().additions().headers().forEach(request::setHeader);
        if (ofMessages && !caller.anthropicBetas().isEmpty()) {
            request.setHeader(BETA, betas(call.provider(), caller.anthropicBetas()));
        }
        call.key().ifPresent(key -> key(call.provider(), key.secret(), wire, request));
    }

    /// Whether a provider tells programs apart, and the settings do not say which one calls.
    private static boolean attributes(Provider provider, Wire wire) {
        return (provider.id().equals(OPENROUTER)
                        || OPENROUTER_HOST.equals(provider.baseUrl(wire).getHost()))
                && FromCaller.ATTRIBUTION.stream()
                        .noneMatch(name -> configured(provider, name).isPresent());
    }

    /// The words the settings send, and the caller's.
    private static String betas(Provider provider, List<String> callers) {
        var betas = new LinkedHashSet<String>();
        configured(provider, BETA)
                .ifPresent(value ->
                        Stream.of(value.split(",", -1)).map(String::strip).forEach(betas::add));
        betas.addAll(callers);
        return String.join(",", betas);
    }

    private static Optional<String> configured(Provider provider, String header) {
        return provider.additions().headers().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(header))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /// Sets the headers of a question about a provider itself: what the settings add, and the key.
    static void plainHeaders(
            Provider provider, Optional<ApiKey> key, Wire wire, HttpMessage request) {
        if (wire == Wire.MESSAGES) {
            request.setHeader(VERSION, USUAL_VERSION);
        }
        provider.additions().headers().forEach(request::setHeader);
        key.ifPresent(secret -> key(provider, secret, wire, request));
    }

    /// Whether a provider is OpenRouter, by its name or its address.
    static boolean isOpenRouter(Provider provider) {
        return provider.id().equals(OPENROUTER)
                || OPENROUTER_HOST.equals(provider.baseUrl().getHost());
    }

    private static void key(Provider provider, ApiKey key, Wire wire, HttpMessage request) {
        switch (provider.keyStyle()) {
            case BEARER -> bearer(key, request);
            case X_API_KEY -> {
                if (wire == Wire.MESSAGES && !key.reveal().startsWith(ANTHROPIC_TOKEN)) {
                    request.setHeader("x-api-key", key.reveal());
                } else {
                    bearer(key, request);
                }
            }
            case API_KEY -> request.setHeader("api-key", key.reveal());
        }
    }

    private static void bearer(ApiKey key, HttpMessage request) {
        request.setHeader("Authorization", "Bearer " + key.reveal());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
