package dev.understudy.app;

import dev.understudy.catalog.Catalogue;
import dev.understudy.catalog.CatalogueModel;
import dev.understudy.catalog.PriceList.Price;
import dev.understudy.console.chains.Suggestion;
import dev.understudy.model.Chain;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Provider;
import dev.understudy.model.Provider.ProviderModel;
import dev.understudy.model.Provider.Standing;
import dev.understudy.model.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// All that a step could lead to, of some settings and a catalogue. Immutable.
final class ChainSearch {
    /// What a provider without a key costs: less than letters that are scattered.
    private static final int NO_KEY = 3;

    private final GatewaySettings settings;
    private final Catalogue catalogue;
    private final List<Found> all = new ArrayList<>();

    /// @param order between those that are meant alike: chains, configured models, then others
    private record Found(Suggestion suggestion, String name, String id, int order) {}

    private record Ranked(Found found, int distance) {}

    ChainSearch(GatewaySettings settings, Catalogue catalogue) {
        this.settings = settings;
        this.catalogue = catalogue;
        for (Chain chain : settings.chains()) {
            add(chain.id(), chain.id(), Optional.empty(), true, 0);
        }
        var seen = new HashSet<Target>();
        for (Provider provider : settings.providers()) {
            if (provider.standing() != Standing.DISABLED) {
                configured(provider, seen);
            }
        }
        Set<String> there =
                settings.providers().stream()
                        .filter(provider -> provider.standing() != Standing.DISABLED)
                        .map(Provider::id)
                        .collect(Collectors.toSet());
        Set<String> callable = settings.callable();
        for (CatalogueModel model : catalogue.models()) {
            Target target = model.target();
            if (there.contains(target.provider()) && !seen.contains(target)) {
                add(
                        target.toString(),
                        model.name(),
                        Optional.of(model),
                        callable.contains(target.provider()),
                        model.converses() ? 2 : 3);
            }
        }
    }

    /// Whether it was made of these.
    boolean isOf(GatewaySettings others, Catalogue other) {
        return settings.equals(others) && catalogue == other;
    }

    private void configured(Provider provider, Set<Target> seen) {
        boolean callable = provider.isCallable();
        for (ProviderModel model : provider.models()) {
            var target = new Target(provider.id(), model.id());
            if (!model.disabled() && seen.add(target)) {
                Optional<CatalogueModel> known = catalogue.model(target);
                String name = known.map(CatalogueModel::name).orElse(model.id());
                add(target.toString(), name, known, callable, 1);
                model.aliases().forEach(alias -> add(alias, alias, known, callable, 1));
            }
        }
    }

    private void add(
            String target,
            String name,
            Optional<CatalogueModel> model,
            boolean callable,
            int order) {
        all.add(
                new Found(
                        new Suggestion(
                                target,
                                name,
                                model.flatMap(one -> one.prices().usual(Price.INPUT)),
                                model.flatMap(one -> one.prices().usual(Price.OUTPUT)),
                                callable),
                        name.toLowerCase(Locale.ROOT),
                        target.toLowerCase(Locale.ROOT),
                        order));
    }

    /// The best matches first.
    ///
    /// @param without names that are not suggested
    List<Suggestion> find(String words, Set<String> without, int most) {
        var fuzzy = new Fuzzy(words);
        var ranked = new ArrayList<Ranked>();
        for (Found found : all) {
            OptionalInt distance =
                    fuzzy.isBlank() ? OptionalInt.of(0) : fuzzy.distance(found.name(), found.id());
            if (distance.isPresent() && !without.contains(found.id())) {
                int key = found.suggestion().callable() ? 0 : NO_KEY;
                ranked.add(new Ranked(found, distance.getAsInt() + key));
            }
        }
        Comparator<Ranked> best =
                Comparator.comparingInt(Ranked::distance)
                        .thenComparingInt(one -> one.found().order());
        if (!fuzzy.isBlank()) {
            best = best.thenComparingInt(one -> one.found().id().length());
        }
        return ranked.stream()
                .sorted(best)
                .limit(most)
                .map(one -> one.found().suggestion())
                .toList();
    }
}
