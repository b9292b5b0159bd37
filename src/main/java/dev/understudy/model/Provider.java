package dev.understudy.model;

import java.net.URI;
import java.util.List;

/// A configured account at a service that serves models.
///
/// @param aliases other names clients may use
/// @param baseUrl what stands before the wire's path, without a slash at its end
/// @param needsKey whether it refuses calls without a key
/// @param keyVariables the environment variables its key is usually kept in
/// @param keys in order of use
/// @param models the models the settings name; others are passed on as they are asked for
public record Provider(
        String id,
        List<String> aliases,
        String displayName,
        URI baseUrl,
        boolean needsKey,
        List<String> keyVariables,
        List<ProviderKey> keys,
        List<ProviderModel> models) {
    public Provider {
        aliases = List.copyOf(aliases);
        keyVariables = List.copyOf(keyVariables);
        keys = List.copyOf(keys);
        models = List.copyOf(models);
    }

    /// The wire to use for a request: its caller's if the provider speaks it, else another.
    public Wire speaks(Wire callers) {
        String host = baseUrl.getHost() == null ? "" : baseUrl.getHost();
        String path = baseUrl.getPath() == null ? "" : baseUrl.getPath();
        if (host.endsWith("anthropic.com") || path.endsWith("/anthropic/v1")) {
            return Wire.MESSAGES;
        }
        return switch (callers) {
            case CHAT_COMPLETIONS -> Wire.CHAT_COMPLETIONS;
            case RESPONSES ->
                    host.equals("api.openai.com") || host.equals("openrouter.ai")
                            ? Wire.RESPONSES
                            : Wire.CHAT_COMPLETIONS;
            case MESSAGES -> host.equals("openrouter.ai") ? Wire.MESSAGES : Wire.CHAT_COMPLETIONS;
        };
    }

    /// A model the settings name.
    ///
    /// @param id the name sent to the provider
    /// @param aliases other names clients may use, alone or behind the provider's
    public record ProviderModel(String id, List<String> aliases) {
        public ProviderModel {
            aliases = List.copyOf(aliases);
        }
    }
}
