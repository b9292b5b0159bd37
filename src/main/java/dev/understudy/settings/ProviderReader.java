package dev.understudy.settings;

import dev.understudy.model.ApiKey;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the `providers` of the settings and joins them with the built-in ones.
final class ProviderReader {
    private static final Set<String> PROVIDER =
            Set.of(
                    "id",
                    "id_aliases",
                    "display_name",
                    "base_url",
                    "disabled",
                    "api_keys",
                    "models");
    private static final Set<String> KEY = Set.of("value", "id");
    private static final Set<String> MODEL = Set.of("id", "id_aliases");
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private final Map<String, Provider> builtIn = new LinkedHashMap<>();
    private final Placeholders placeholders;
    private final List<Problem> problems;
    private final List<Problem> warnings;

    ProviderReader(
            List<Provider> builtIn,
            Placeholders placeholders,
            List<Problem> problems,
            List<Problem> warnings) {
        builtIn.forEach(provider -> this.builtIn.put(provider.id(), provider));
        this.placeholders = placeholders;
        this.problems = problems;
        this.warnings = warnings;
    }

    /// The providers in use: those of the file in its order, then the built-in ones it does not
    /// name.
    List<Provider> read(Fields root) {
        var providers = new LinkedHashMap<String, Provider>();
        var disabled = new ArrayList<String>();
        List<Node> items = root.items("providers");
        for (int i = 0; i < items.size(); i++) {
            Fields fields =
                    Fields.of(items.get(i), "providers[%d]".formatted(i), problems, PROVIDER);
            String id = fields.text("id").orElse("");
            if (!ID.matcher(id).matches()) {
                fields.problem(
                        "id",
                        "a provider's id is lower-case letters, digits, dots, dashes or underscores");
            } else if (providers.containsKey(id)) {
                fields.problem("id", "the provider \"%s\" stands twice".formatted(id));
            } else {
                provider(id, fields).ifPresent(provider -> providers.put(id, provider));
                if (fields.flag("disabled")) {
                    disabled.add(id);
                }
            }
        }
        builtIn.forEach((id, provider) -> providers.putIfAbsent(id, withUsualKeys(provider)));
        disabled.forEach(providers::remove);
        return List.copyOf(providers.values());
    }

    private Optional<Provider> provider(String id, Fields fields) {
        Provider known = builtIn.get(id);
        Optional<URI> base =
                baseUrl(fields).or(() -> Optional.ofNullable(known).map(Provider::baseUrl));
        if (base.isEmpty()) {
            if (fields.node("base_url").isEmpty()) {
                fields.problem(
                        "id", "\"%s\" is no built-in provider: give it a base_url".formatted(id));
            }
            return Optional.empty();
        }
        List<ProviderKey> keys = keys(fields);
        var aliases = new ArrayList<>(known == null ? List.of() : known.aliases());
        aliases.addAll(fields.texts("id_aliases"));
        var provider =
                new Provider(
                        id,
                        aliases,
                        fields.text("display_name")
                                .orElse(known == null ? id : known.displayName()),
                        base.get(),
                        (known != null && known.needsKey()) || fields.node("api_keys").isPresent(),
                        known == null ? List.of() : known.keyVariables(),
                        keys,
                        models(fields, known));
        return Optional.of(
                fields.node("api_keys").isPresent() ? provider : withUsualKeys(provider));
    }

    private Optional<URI> baseUrl(Fields fields) {
        return fields.text("base_url")
                .flatMap(text -> {
                    try {
                        return Optional.of(BaseUrl.of(text));
                    } catch (IllegalArgumentException e) {
                        fields.problem("base_url", String.valueOf(e.getMessage()));
                        return Optional.empty();
                    }
                });
    }

    private List<ProviderKey> keys(Fields fields) {
        var keys = new ArrayList<ProviderKey>();
        List<Node> items = fields.items("api_keys");
        for (int i = 0; i < items.size(); i++) {
            Node item = items.get(i);
            String path = fields.join("api_keys[%d]".formatted(i));
            Fields key = Fields.of(item, path, problems, KEY);
            String alias = key.text("id").orElse("key-" + (i + 1));
            if (key.text("value").isEmpty()) {
                key.problem("value", "a key needs a value");
                continue;
            }
            try {
                keys.add(
                        new ProviderKey(
                                alias, new ApiKey(placeholders.resolve(key.text("value").get()))));
            } catch (IllegalArgumentException e) {
                warnings.add(
                        new Problem(
                                item.line(),
                                item.column(),
                                path,
                                "the key is left out: " + e.getMessage()));
            }
        }
        return keys;
    }

    private List<Provider.ProviderModel> models(Fields fields, @Nullable Provider known) {
        var models = new ArrayList<>(known == null ? List.of() : known.models());
        List<Node> items = fields.items("models");
        for (int i = 0; i < items.size(); i++) {
            Fields model =
                    Fields.of(
                            items.get(i), fields.join("models[%d]".formatted(i)), problems, MODEL);
            model.text("id")
                    .filter(id -> !id.isBlank())
                    .ifPresentOrElse(
                            id ->
                                    models.add(
                                            new Provider.ProviderModel(
                                                    id, model.texts("id_aliases"))),
                            () -> model.problem("id", "a model needs an id"));
        }
        return models;
    }

    /// The provider with the key of its usual environment variable, if that is set.
    private Provider withUsualKeys(Provider provider) {
        var keys = new ArrayList<ProviderKey>();
        for (String name : provider.keyVariables()) {
            Optional<String> value = placeholders.variable(name);
            if (value.isPresent() && keys.isEmpty()) {
                try {
                    keys.add(new ProviderKey(name, new ApiKey(value.get())));
                } catch (IllegalArgumentException e) {
                    warnings.add(new Problem(0, 0, "", name + " is left out: " + e.getMessage()));
                }
            }
        }
        return keys.isEmpty()
                ? provider
                : new Provider(
                        provider.id(),
                        provider.aliases(),
                        provider.displayName(),
                        provider.baseUrl(),
                        provider.needsKey(),
                        provider.keyVariables(),
                        keys,
                        provider.models());
    }
}
