package dev.understudy.routing;

import dev.understudy.model.Chain;
import dev.understudy.model.Closest;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Provider;
import dev.understudy.model.Provider.ProviderModel;
import dev.understudy.model.Provider.Standing;
import dev.understudy.model.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The names the settings give: providers, chains, models and their aliases; case counts in none.
/// Immutable.
final class Names {
    private static final int LONGEST_SHOWN = 200;

    private final Map<String, Provider> providers = new LinkedHashMap<>();
    private final Map<String, Chain> chains = new LinkedHashMap<>();
    private final Map<String, List<Target>> models = new HashMap<>();

    Names(GatewaySettings settings) {
        name(settings.providers().stream().filter(p -> p.standing() != Standing.BUILT_IN).toList());
        name(settings.providers().stream().filter(p -> p.standing() == Standing.BUILT_IN).toList());
        for (Provider provider : settings.providers()) {
            for (ProviderModel model : provider.models()) {
                var target = new Target(provider.id(), model.id());
                name(model.id(), target);
                model.aliases().forEach(alias -> name(alias, target));
            }
        }
        settings.chains().forEach(chain -> chains.putIfAbsent(key(chain.id()), chain));
    }

    /// Ids come before aliases, and what the settings name before what is built in.
    private void name(List<Provider> group) {
        group.forEach(provider -> providers.putIfAbsent(key(provider.id()), provider));
        group.forEach(provider ->
                provider.aliases().forEach(alias -> providers.putIfAbsent(key(alias), provider)));
    }

    private void name(String name, Target target) {
        models.computeIfAbsent(key(name), _ -> new ArrayList<>()).add(target);
    }

    Optional<Chain> chain(String name) {
        return Optional.ofNullable(chains.get(key(name)));
    }

    /// The configured models of a name, in the order of the file.
    List<Target> models(String name) {
        return models.getOrDefault(key(name), List.of());
    }

    /// The provider in front of the first colon, if there is one, and if a model stands behind it.
    Optional<Provider> prefixed(String name) {
        int colon = name.indexOf(':');
        return colon > 0 && !name.substring(colon + 1).isBlank()
                ? Optional.ofNullable(providers.get(key(name.substring(0, colon))))
                : Optional.empty();
    }

    /// The model a provider's configuration calls so: by its id, by an alias, or either in another
    /// case.
    static Optional<ProviderModel> model(Provider provider, String name) {
        List<ProviderModel> models = provider.models();
        return provider.model(name)
                .or(() -> models.stream().filter(m -> m.aliases().contains(name)).findFirst())
                .or(() -> models.stream().filter(m -> m.id().equalsIgnoreCase(name)).findFirst())
                .or(() ->
                        models.stream()
                                .filter(m -> m.aliases().stream().anyMatch(name::equalsIgnoreCase))
                                .findFirst());
    }

    /// Why a name leads nowhere, and what to write instead.
    ///
    /// @param others that lead to a model without being configured
    String advice(String asked, KnownModels others) {
        String name =
                asked.length() <= LONGEST_SHOWN ? asked : asked.substring(0, LONGEST_SHOWN) + "…";
        int colon = name.indexOf(':');
        int slash = name.indexOf('/');
        if (slash > 0 && (colon < 0 || slash < colon)) {
            return "\"%s\" does not say which provider to use: write \"openrouter:%s\""
                    .formatted(name, name);
        }
        if (colon > 0) {
            String prefix = name.substring(0, colon);
            if (name.substring(colon + 1).isBlank()) {
                return "\"%s\" names a provider and no model: write %s:model"
                        .formatted(name, prefix);
            }
            return "\"%s\" is no provider here%s"
                    .formatted(
                            prefix,
                            meant(Closest.to(prefix, providers.keySet()), name.substring(colon)));
        }
        var known = new LinkedHashSet<String>();
        chains.values().forEach(chain -> known.add(chain.id()));
        known.addAll(models.keySet());
        known.addAll(others.names());
        return "\"%s\" is neither a chain nor a known model%s; a provider's model is written provider:model"
                .formatted(name, meant(Closest.to(name, known), ""));
    }

    private static String meant(Optional<String> closest, String rest) {
        return closest.map(word -> ": did you mean \"%s%s\"?".formatted(word, rest)).orElse("");
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
