package dev.understudy.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a caller sends for providers beside the body of its request. What has no place here never
/// leaves the gateway.
///
/// @param anthropicVersion the `anthropic-version` it speaks; blank if it told none
/// @param anthropicBetas the words of its `anthropic-beta`
/// @param attribution the headers by which OpenRouter tells programs apart; see [#ATTRIBUTION]
/// @param key a provider key of its own
public record FromCaller(
        String anthropicVersion,
        List<String> anthropicBetas,
        Map<String, String> attribution,
        Optional<OwnKey> key) {
    /// Nothing.
    public static final FromCaller NOTHING =
            new FromCaller("", List.of(), Map.of(), Optional.empty());

    /// The names in `attribution`.
    public static final List<String> ATTRIBUTION =
            List.of("HTTP-Referer", "X-OpenRouter-Title", "X-Title");

    public FromCaller {
        anthropicBetas = List.copyOf(anthropicBetas);
        attribution = Collections.unmodifiableMap(new LinkedHashMap<>(attribution));
    }

    /// A caller's own key, and the id of the one provider it is for.
    public record OwnKey(String provider, ApiKey secret) {
        /// How it is called in traces.
        public static final String ALIAS = "caller";
    }

    /// The caller's key for a provider: for the one it is for alone, and only if none is stored.
    public Optional<ProviderKey> keyFor(Provider provider) {
        return key.filter(own -> own.provider().equals(provider.id()) && provider.keys().isEmpty())
                .map(own -> new ProviderKey(OwnKey.ALIAS, own.secret()));
    }
}
