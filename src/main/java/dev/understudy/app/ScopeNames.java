package dev.understudy.app;

import dev.understudy.catalog.Catalogue;
import dev.understudy.catalog.CatalogueModel;
import dev.understudy.model.AccessTerms.Scope;
import dev.understudy.model.Chain;
import dev.understudy.model.Closest;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Provider;
import dev.understudy.model.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Looks whether the names in a scope lead anywhere, by the settings and the catalogue. Case does
/// not count. Not thread-safe.
final class ScopeNames {
    private static final int MOST_NAMED = 3;

    private final GatewaySettings settings;
    private final Supplier<Catalogue> source;
    private Optional<Catalogue> read = Optional.empty();

    /// @param source read for models alone, and once
    ScopeNames(GatewaySettings settings, Supplier<Catalogue> source) {
        this.settings = settings;
        this.source = source;
    }

    private Catalogue catalogue() {
        Catalogue known = read.orElseGet(source);
        read = Optional.of(known);
        return known;
    }

    /// What was found, in words.
    ///
    /// @param wrong names that never match anything
    /// @param doubtful models that nobody knows here, at providers that may
    record Findings(List<String> wrong, List<String> doubtful) {}

    Findings of(Scope scope) {
        var findings = new Findings(new ArrayList<>(), new ArrayList<>());
        scope.chains().forEach(chain -> checkChain(chain, findings));
        scope.providers().forEach(provider -> checkProvider(provider, findings));
        scope.models().forEach(model -> checkModel(model, findings));
        return findings;
    }

    private void checkChain(String name, Findings findings) {
        List<String> ids = settings.chains().stream().map(Chain::id).toList();
        if (!has(ids, name)) {
            findings.wrong.add("there is no chain \"%s\"%s".formatted(name, near(name, ids)));
        }
    }

    /// Scopes hold ids; an alias would never match.
    private void checkProvider(String name, Findings findings) {
        List<String> ids = settings.providers().stream().map(Provider::id).toList();
        if (has(ids, name)) {
            return;
        }
        findings.wrong.add(
                "there is no provider \"%s\"%s"
                        .formatted(
                                name,
                                prefixed(name)
                                        .map(owner ->
                                                ": did you mean \"%s\"?".formatted(owner.id()))
                                        .orElseGet(() -> near(name, ids))));
    }

    private void checkModel(String pattern, Findings findings) {
        String name = pattern.strip();
        int colon = name.indexOf(':');
        if (settings.providers().stream()
                .flatMap(ScopeNames::configured)
                .anyMatch(name::equalsIgnoreCase)) {
            return; // its own name may hold a colon, such as llama3.2:1b
        }
        if (colon >= 0) {
            checkAt(name.substring(0, colon), name.substring(colon + 1), findings);
        } else if (name.isEmpty()) {
            findings.wrong.add("a model has a name");
        } else if (name.indexOf('*') < 0 && !known(name)) {
            List<String> chains = settings.chains().stream().map(Chain::id).toList();
            findings.wrong.add(
                    has(chains, name)
                            ? "\"%s\" is a chain: say --chain %s".formatted(name, name)
                            : "no model is called \"%s\"%s: to allow it all the same, write PROVIDER:%s"
                                    .formatted(name, near(name, models().toList()), name));
        }
    }

    private void checkAt(String prefix, String model, Findings findings) {
        if (prefix.indexOf('*') >= 0) {
            return;
        }
        Optional<Provider> provider = prefixed(prefix);
        if (provider.isEmpty()) {
            List<String> prefixes =
                    settings.providers().stream().flatMap(ScopeNames::prefixes).toList();
            findings.wrong.add(
                    "there is no provider \"%s\", which \"%s:%s\" names%s"
                            .formatted(prefix, prefix, model, near(prefix, prefixes)));
        } else if (model.isBlank()) {
            findings.wrong.add("\"%s:\" names no model: write %s:*".formatted(prefix, prefix));
        } else if (model.indexOf('*') < 0 && !known(provider.get(), model)) {
            findings.doubtful.add(
                    "the model \"%s\" of %s is not known here%s; the key may use it all the same"
                            .formatted(
                                    model,
                                    provider.get().id(),
                                    near(model, models(provider.get()).toList())));
        }
    }

    private Optional<Provider> prefixed(String name) {
        return settings.providers().stream()
                .filter(provider -> prefixes(provider).anyMatch(name::equalsIgnoreCase))
                .findFirst();
    }

    private static Stream<String> prefixes(Provider provider) {
        return Stream.concat(Stream.of(provider.id()), provider.aliases().stream());
    }

    private boolean known(String name) {
        return !catalogue().serving(name).isEmpty() || models().anyMatch(name::equalsIgnoreCase);
    }

    private boolean known(Provider provider, String model) {
        return catalogue().model(new Target(provider.id(), model)).isPresent()
                || models(provider).anyMatch(model::equalsIgnoreCase);
    }

    private Stream<String> models() {
        return Stream.concat(
                settings.providers().stream().flatMap(ScopeNames::configured),
                catalogue().models().stream().map(CatalogueModel::target).map(Target::model));
    }

    private Stream<String> models(Provider provider) {
        return Stream.concat(
                configured(provider),
                catalogue().models().stream()
                        .map(CatalogueModel::target)
                        .filter(target -> target.provider().equals(provider.id()))
                        .map(Target::model));
    }

    private static Stream<String> configured(Provider provider) {
        return provider.models().stream()
                .flatMap(model -> Stream.concat(Stream.of(model.id()), model.aliases().stream()));
    }

    private static boolean has(Collection<String> names, String name) {
        return names.stream().anyMatch(name::equalsIgnoreCase);
    }

    private static String near(String name, Collection<String> names) {
        List<String> meant =
                Closest.several(name, names.stream().distinct().toList(), MOST_NAMED).stream()
                        .map("\"%s\""::formatted)
                        .toList();
        return meant.isEmpty() ? "" : ": did you mean %s?".formatted(String.join(" or ", meant));
    }
}
