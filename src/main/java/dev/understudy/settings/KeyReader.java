package dev.understudy.settings;

import dev.understudy.model.ApiKey;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a provider's `api_keys`, or finds the key of its usual environment variable.
final class KeyReader {
    private static final Set<String> KEY = Set.of("value", "id", "weight", "enabled", "disabled");
    private static final int HEAVIEST = 1000;

    private final Placeholders placeholders;
    private final List<Problem> warnings;

    KeyReader(Placeholders placeholders, List<Problem> warnings) {
        this.placeholders = placeholders;
        this.warnings = warnings;
    }

    /// The keys that are switched on and can be had.
    List<ProviderKey> read(Fields provider) {
        var keys = new ArrayList<ProviderKey>();
        var aliases = new HashSet<String>();
        List<Fields> items = provider.each("api_keys", KEY);
        for (int i = 0; i < items.size(); i++) {
            Fields key = items.get(i);
            String alias = key.text("id").orElse("key-" + (i + 1));
            if (!aliases.add(alias)) {
                key.problem("id", "there is a key \"%s\" already".formatted(alias));
            }
            int weight = key.number("weight", 1, 1, HEAVIEST);
            boolean on = !key.flag("disabled") && key.flag("enabled", true);
            Optional<String> value = key.text("value");
            if (value.isEmpty()) {
                key.problem("value", "a key needs a value");
            } else if (on) {
                key(key, alias, value.get(), weight).ifPresent(keys::add);
            }
        }
        return keys;
    }

    /// The provider with the key of its usual environment variable, if that is set.
    Provider withUsualKey(Provider provider) {
        for (String name : provider.keyVariables()) {
            Optional<String> value = placeholders.variable(name);
            if (value.isPresent()) {
                try {
                    return provider.withKeys(
                            List.of(new ProviderKey(name, new ApiKey(value.get()))));
                } catch (IllegalArgumentException e) {
                    warnings.add(new Problem(0, 0, "", name + " is left out: " + e.getMessage()));
                }
            }
        }
        return provider;
    }

    private Optional<ProviderKey> key(Fields key, String alias, String value, int weight) {
        try {
            return Optional.of(
                    new ProviderKey(alias, new ApiKey(placeholders.resolve(value)), weight));
        } catch (IllegalArgumentException e) {
            key.warning("", "the key is left out: " + e.getMessage(), warnings);
            return Optional.empty();
        }
    }
}
