package dev.understudy.routing;

import dev.understudy.model.Chain;
import dev.understudy.model.Closest;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Plan;
import dev.understudy.model.Provider;
import dev.understudy.model.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns the names a request asks for into the targets it may try. Pure; it decides order and
/// nothing else.
///
/// A name is a chain, a configured model or alias, or `provider:model`, split at the first colon;
/// what follows goes to the provider verbatim. Immutable.
public final class Resolver {
    private static final int LONGEST_SHOWN = 200;

    private final Map<String, Provider> providers = new LinkedHashMap<>();
    private final Map<String, Chain> chains = new LinkedHashMap<>();
    private final Map<String, List<Target>> models = new HashMap<>();

    public Resolver(GatewaySettings settings) {
        for (Provider provider : settings.providers()) {
            providers.put(key(provider.id()), provider);
            provider.aliases().forEach(alias -> providers.putIfAbsent(key(alias), provider));
            for (Provider.ProviderModel model : provider.models()) {
                var target = new Target(provider.id(), model.id());
                name(model.id(), target);
                model.aliases().forEach(alias -> name(alias, target));
            }
        }
        settings.chains().forEach(chain -> chains.put(chain.id(), chain));
    }

    /// The plan for the names a request asks for, in their order.
    ///
    /// @throws UnknownModelException if none of them leads to a target
    public Plan resolve(List<String> names) throws UnknownModelException {
        var targets = new LinkedHashSet<Target>();
        var rejected = new ArrayList<Plan.Rejection>();
        var expanded = new HashSet<String>();
        names.forEach(name -> add(name, targets, rejected, new HashSet<>(), expanded));
        if (targets.isEmpty()) {
            throw new UnknownModelException(rejected);
        }
        return new Plan(List.copyOf(targets), rejected);
    }

    /// @param within the chains this name stands in
    /// @param expanded the chains whose targets are all in the plan
    private void add(
            String name,
            Set<Target> targets,
            List<Plan.Rejection> rejected,
            Set<String> within,
            Set<String> expanded) {
        Chain chain = chains.get(name);
        if (chain != null) {
            if (expanded.contains(name)) {
                return;
            }
            if (!within.add(name)) {
                rejected.add(
                        new Plan.Rejection(
                                name, "the chain \"%s\" leads back to itself".formatted(name)));
                return;
            }
            chain.targets().forEach(target -> add(target, targets, rejected, within, expanded));
            within.remove(name);
            expanded.add(name);
            return;
        }
        int colon = name.indexOf(':');
        Provider provider = colon > 0 ? providers.get(key(name.substring(0, colon))) : null;
        if (provider != null && !name.substring(colon + 1).isBlank()) {
            targets.add(new Target(provider.id(), modelOf(provider, name.substring(colon + 1))));
        } else if (models.containsKey(key(name))) {
            targets.addAll(models.getOrDefault(key(name), List.of()));
        } else {
            rejected.add(new Plan.Rejection(name, reason(name)));
        }
    }

    private void name(String name, Target target) {
        models.computeIfAbsent(key(name), _ -> new ArrayList<>()).add(target);
    }

    private static String modelOf(Provider provider, String name) {
        return provider.models().stream()
                .filter(model -> model.aliases().contains(name))
                .map(Provider.ProviderModel::id)
                .findFirst()
                .orElse(name);
    }

    private String reason(String asked) {
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
        var known = new LinkedHashSet<>(chains.keySet());
        known.addAll(models.keySet());
        return "\"%s\" is neither a chain nor a configured model%s; a provider's model is written provider:model"
                .formatted(name, meant(Closest.to(name, known), ""));
    }

    private static String meant(Optional<String> closest, String rest) {
        return closest.map(word -> ": did you mean \"%s%s\"?".formatted(word, rest)).orElse("");
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
