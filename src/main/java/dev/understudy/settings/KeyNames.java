package dev.understudy.settings;

import dev.understudy.model.Closest;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The aliases of the providers' keys, those too that are switched off or cannot be had here.
final class KeyNames {
    private final Map<String, String> providers = new HashMap<>();
    private final Map<String, Set<String>> aliases = new HashMap<>();

    KeyNames(Fields root, List<Provider> all) {
        for (Provider provider : all) {
            provider.aliases().forEach(alias -> providers.putIfAbsent(lower(alias), provider.id()));
        }
        for (Provider provider : all) {
            providers.put(lower(provider.id()), provider.id());
            var own = new LinkedHashSet<String>();
            provider.keys().stream().map(ProviderKey::alias).forEach(own::add);
            own.addAll(provider.keyVariables());
            aliases.put(provider.id(), own);
        }
        if (root.node("providers").orElse(null) instanceof Node.Sequence(_, var items)) {
            items.forEach(this::written);
        }
    }

    private void written(Node provider) {
        String id = providers.get(lower(WrittenSettings.text(provider, "id").orElse("")));
        Set<String> own = id == null ? null : aliases.get(id);
        if (own != null) {
            List<Node> keys = WrittenSettings.items(provider, "api_keys");
            for (int i = 0; i < keys.size(); i++) {
                own.add(WrittenSettings.text(keys.get(i), "id").orElse("key-" + (i + 1)));
            }
        }
    }

    /// What is wrong with a key's name in a step.
    Optional<String> fault(String target, String key) {
        int colon = target.indexOf(':');
        if (colon <= 0) {
            return Optional.of(
                    "keys belong to a provider: write the target as provider:model, not \"%s\""
                            .formatted(target));
        }
        String provider = providers.get(lower(target.substring(0, colon)));
        Set<String> own = provider == null ? null : aliases.get(provider);
        if (own == null || own.contains(key)) {
            return Optional.empty(); // a provider that is not there is told of elsewhere
        }
        return Optional.of(
                "%s has no key \"%s\"%s"
                        .formatted(
                                provider,
                                key,
                                Closest.to(key, own)
                                        .map(": did you mean \"%s\"?"::formatted)
                                        .orElse(
                                                own.isEmpty()
                                                        ? ": add it under its api_keys"
                                                        : ": it has " + String.join(", ", own))));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
