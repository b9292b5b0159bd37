package dev.understudy.model;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A configured account at a service that serves models.
///
/// @param aliases other names clients may use
/// @param baseUrl what stands before the wire's path, without a slash at its end
/// @param needsKey whether it refuses calls without a key
/// @param keyVariables the environment variables its key is usually kept in
/// @param keys in order of use; those switched off are left out
/// @param models the models the settings name; others are passed on as they are asked for
/// @param keyShape a pattern its keys usually match, to recognise one by and never to refuse one;
///   empty if there is none
/// @param surfaces the request formats it serves, the usual one first
/// @param additions what the settings add to every request
public record Provider(
        String id,
        List<String> aliases,
        String displayName,
        URI baseUrl,
        boolean needsKey,
        List<String> keyVariables,
        List<ProviderKey> keys,
        List<ProviderModel> models,
        KeyStyle keyStyle,
        String keyShape,
        List<Surface> surfaces,
        Additions additions,
        Standing standing,
        About about) {
    private static final Set<String> NEWER_CAP = Set.of("openai", "azure");

    public Provider {
        aliases = List.copyOf(aliases);
        keyVariables = List.copyOf(keyVariables);
        keys = List.copyOf(keys);
        models = List.copyOf(models);
        surfaces = List.copyOf(surfaces);
    }

    /// One that serves chat completions, takes its key as a bearer, and is not named in the
    /// settings.
    public Provider(
            String id,
            List<String> aliases,
            String displayName,
            URI baseUrl,
            boolean needsKey,
            List<String> keyVariables,
            List<ProviderKey> keys,
            List<ProviderModel> models) {
        this(
                id,
                aliases,
                displayName,
                baseUrl,
                needsKey,
                keyVariables,
                keys,
                models,
                KeyStyle.BEARER,
                "",
                List.of(Surface.of(Wire.CHAT_COMPLETIONS)),
                Additions.NONE,
                Standing.BUILT_IN,
                About.NONE);
    }

    /// How a provider came to be here.
    public enum Standing {
        /// It is there without being named.
        BUILT_IN,
        /// The settings name it.
        LISTED,
        /// The settings name it and switch it off.
        DISABLED
    }

    /// What the settings tell of a provider; none of it is sent anywhere.
    ///
    /// @param metadata for strategies: texts, numbers, booleans, lists and maps
    public record About(String description, String website, Map<String, Object> metadata) {
        /// Nothing is known.
        public static final About NONE = new About("", "", Map.of());

        public About {
            metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        }
    }

    /// The wire to use for a request: its caller's if the provider speaks it, else the first other.
    public Wire speaks(Wire callers) {
        if (surface(callers).isPresent()) {
            return callers;
        }
        for (Wire wire : Wire.values()) {
            if (surface(wire).isPresent()) {
                return wire;
            }
        }
        return Wire.CHAT_COMPLETIONS;
    }

    /// A model the settings name.
    ///
    /// @param id the name sent to the provider
    /// @param aliases other names clients may use, alone or behind the provider's
    /// @param unsupportedParams top-level fields it refuses, which are not sent
    public record ProviderModel(
            String id,
            List<String> aliases,
            boolean disabled,
            Set<String> unsupportedParams,
            ModelFacts facts) {
        public ProviderModel {
            aliases = List.copyOf(aliases);
            unsupportedParams = Set.copyOf(new LinkedHashSet<>(unsupportedParams));
        }

        public ProviderModel(String id, List<String> aliases) {
            this(id, aliases, false, Set.of(), ModelFacts.NONE);
        }
    }

    /// The same with other keys.
    public Provider withKeys(List<ProviderKey> keys) {
        return with(keys, additions);
    }

    /// The same with other additions.
    public Provider withAdditions(Additions additions) {
        return with(keys, additions);
    }

    private Provider with(List<ProviderKey> keys, Additions additions) {
        return new Provider(
                id,
                aliases,
                displayName,
                baseUrl,
                needsKey,
                keyVariables,
                keys,
                models,
                keyStyle,
                keyShape,
                surfaces,
                additions,
                standing,
                about);
    }

    /// Whether it can be asked: it is on, and has a key or needs none.
    public boolean isCallable() {
        return standing != Standing.DISABLED && (!needsKey || !keys.isEmpty());
    }

    /// The format for requests of a wire, if it serves them.
    public Optional<Surface> surface(Wire wire) {
        return surfaces.stream().filter(surface -> surface.serves(wire)).findFirst();
    }

    /// What stands before the path of a wire, without a slash at its end.
    public URI baseUrl(Wire wire) {
        return surface(wire).flatMap(Surface::baseUrl).orElse(baseUrl);
    }

    /// The model the settings name so, if they do.
    public Optional<ProviderModel> model(String id) {
        return models.stream().filter(model -> model.id().equals(id)).findFirst();
    }

    /// How the body of a request to one of its models is changed.
    public BodyEdit edit(Wire wire, String model) {
        return new BodyEdit(
                surface(wire)
                        .filter(surface -> !surface.name().isEmpty())
                        .map(Surface::supportedParams)
                        .orElse(Set.of()),
                model(model).map(ProviderModel::unsupportedParams).orElse(Set.of()),
                additions.body(),
                additions.maxOutputTokens().isPresent()
                        ? Optional.of(
                                new BodyEdit.Cap(cap(wire), additions.maxOutputTokens().getAsInt()))
                        : Optional.empty());
    }

    /// The field that limits an answer; the oldest that a wire's providers still take.
    private String cap(Wire wire) {
        return switch (wire) {
            case CHAT_COMPLETIONS ->
                    NEWER_CAP.contains(id) ? "max_completion_tokens" : "max_tokens";
            case RESPONSES -> "max_output_tokens";
            case MESSAGES -> "max_tokens";
        };
    }
}
