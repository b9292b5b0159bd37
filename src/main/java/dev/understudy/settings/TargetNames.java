package dev.understudy.settings;

import dev.understudy.model.Closest;
import dev.understudy.model.Provider;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The names a chain's target may begin with, or be; case counts in none of them.
final class TargetNames {
    private final Set<String> whole = new HashSet<>();
    private final Set<String> prefixes = new HashSet<>();

    /// @param chains their ids in lower case
    TargetNames(Set<String> chains, List<Provider> providers) {
        whole.addAll(chains);
        for (Provider provider : providers) {
            prefixes.add(lower(provider.id()));
            provider.aliases().forEach(alias -> prefixes.add(lower(alias)));
            for (Provider.ProviderModel model : provider.models()) {
                whole.add(lower(model.id()));
                model.aliases().forEach(alias -> whole.add(lower(alias)));
            }
        }
    }

    /// What is wrong with a target, and what to write instead.
    Optional<String> fault(String target) {
        int colon = target.indexOf(':');
        int slash = target.indexOf('/');
        if (whole.contains(lower(target))
                || (colon > 0
                        && !target.substring(colon + 1).isBlank()
                        && prefixes.contains(lower(target.substring(0, colon))))) {
            return Optional.empty();
        }
        if (slash > 0 && (colon < 0 || slash < colon)) {
            return Optional.of(
                    "write \"openrouter:%s\", or another provider before the colon"
                            .formatted(target));
        }
        if (colon > 0) {
            return Optional.of(prefixFault(target, target.substring(0, colon)));
        }
        return Optional.of(
                "\"%s\" is neither a chain nor a configured model%s: write provider:model"
                        .formatted(
                                target,
                                Closest.to(target, whole)
                                        .map(", did you mean \"%s\"?"::formatted)
                                        .orElse("")));
    }

    private String prefixFault(String target, String prefix) {
        String rest = target.substring(prefix.length());
        if (rest.substring(1).isBlank()) {
            return "\"%s\" names no model: write %s:model".formatted(target, prefix);
        }
        return "there is no provider \"%s\"%s"
                .formatted(
                        prefix,
                        Closest.to(prefix, prefixes)
                                .map(word -> ": did you mean \"%s\"?".formatted(word + rest))
                                .orElse(": add it under providers"));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
