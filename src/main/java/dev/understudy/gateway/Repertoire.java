package dev.understudy.gateway;

import dev.understudy.catalog.Catalogue;
import dev.understudy.catalog.CatalogueModel;
import dev.understudy.catalog.CatalogueShelf;
import dev.understudy.catalog.Profiles;
import dev.understudy.journal.RecentMetrics;
import dev.understudy.model.Charge;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.ModelProfile;
import dev.understudy.model.Provider;
import dev.understudy.model.Target;
import dev.understudy.model.Usage;
import dev.understudy.routing.KnownModels;
import dev.understudy.routing.Permissions;
import dev.understudy.routing.Quotas;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The models there are under one set of settings: those it names, and the catalogue's.
///
/// Who asks before the catalogue is there waits for it, once. Thread-safe.
public final class Repertoire implements KnownModels {
    private final CatalogueShelf shelf;
    private final RecentMetrics metrics;
    private final Quotas quotas;
    private final Map<String, Provider> providers = new LinkedHashMap<>();
    private final Permissions permissions;
    private volatile @Nullable Offers offers;
    private volatile @Nullable Candidates candidates;

    /// @param metrics read as a strategy asks for them
    /// @param quotas read as a strategy asks for them
    public Repertoire(
            GatewaySettings settings, CatalogueShelf shelf, RecentMetrics metrics, Quotas quotas) {
        this.shelf = shelf;
        this.metrics = metrics;
        this.quotas = quotas;
        settings.providers().forEach(provider -> providers.put(provider.id(), provider));
        this.permissions = new Permissions(settings);
    }

    /// What one catalogue offers.
    private record Offers(Catalogue of, List<CatalogueModel> models) {}

    /// What a strategy chooses among where a caller adds nothing.
    private record Candidates(
            Catalogue of,
            List<Target> configured,
            List<ModelProfile> profiles,
            Set<Target> targets) {}

    /// Those of providers that can be called come first, and alone if there are any.
    @Override
    public List<Target> serving(String id) {
        List<Target> all =
                catalogue().serving(id).stream()
                        .filter(target -> providers.containsKey(target.provider()))
                        .toList();
        List<Target> callable = all.stream().filter(this::callable).toList();
        return callable.isEmpty() ? all : callable;
    }

    @Override
    public Collection<String> names() {
        var names = new LinkedHashSet<String>();
        for (CatalogueModel model : catalogue().models()) {
            String name = model.target().model();
            if (!name.contains("/") && providers.containsKey(model.target().provider())) {
                names.add(name);
            }
        }
        return names;
    }

    /// The models that can be called without being configured and that the settings let through, in
    /// the order of their providers, then of the catalogue.
    List<CatalogueModel> offers() {
        Catalogue now = catalogue();
        Offers known = offers;
        if (known == null || known.of() != now) {
            known = new Offers(now, offered(now));
            offers = known;
        }
        return known.models();
    }

    /// What an attempt cost: what its provider told, else by the catalogue's prices at `time`.
    Optional<Charge> charge(Target target, Usage usage, Instant time) {
        return usage.cost()
                .map(cost -> new Charge(cost, Charge.Source.TOLD))
                .or(() ->
                        catalogue()
                                .cost(target, usage, time)
                                .map(cost -> new Charge(cost, Charge.Source.WORKED_OUT)));
    }

    /// How much a model holds, as the settings or else the catalogue know; nothing of the catalogue
    /// is known before it is there. Never waits.
    OptionalLong contextWindow(Target target) {
        OptionalInt told =
                Optional.ofNullable(providers.get(target.provider()))
                        .flatMap(provider -> provider.model(target.model()))
                        .map(model -> model.facts().maxContextWindow())
                        .orElse(OptionalInt.empty());
        return told.isPresent()
                ? OptionalLong.of(told.getAsInt())
                : shelf.now()
                        .flatMap(catalogue -> catalogue.model(target))
                        .map(CatalogueModel::contextWindow)
                        .orElse(OptionalLong.empty());
    }

    /// What a strategy may choose among: the models of the settings, the offers that converse, and
    /// what a caller names beside them. Kept for as long as settings and catalogue are the same.
    ///
    /// @param configured what the settings name, the same list each time
    @SuppressWarnings("ReferenceEquality") // lists of thousands, the same ones each time
    List<ModelProfile> candidates(List<Target> configured, List<Target> named) {
        Catalogue now = catalogue();
        Candidates known = candidates;
        if (known == null || known.of() != now || known.configured() != configured) {
            known = gathered(now, configured);
            candidates = known;
        }
        if (known.targets().containsAll(named)) {
            return known.profiles();
        }
        var profiles = new Profiles(now);
        var all = new ArrayList<>(known.profiles());
        for (Target target : named) {
            if (!known.targets().contains(target)) {
                all.add(profile(profiles, target));
            }
        }
        return List.copyOf(all);
    }

    private Candidates gathered(Catalogue now, List<Target> configured) {
        var targets = new LinkedHashSet<>(configured);
        for (CatalogueModel offer : offers()) {
            if (offer.converses()) {
                targets.add(offer.target());
            }
        }
        var profiles = new Profiles(now);
        return new Candidates(
                now,
                configured,
                targets.stream().map(target -> profile(profiles, target)).toList(),
                targets);
    }

    /// All that a strategy may ask about a model.
    public ModelProfile profile(Target target) {
        return profile(new Profiles(catalogue()), target);
    }

    private ModelProfile profile(Profiles profiles, Target target) {
        Provider provider = providers.get(target.provider());
        return provider == null
                ? ModelProfile.unknown(target)
                : profiles.of(
                        provider,
                        target.model(),
                        new LatestMetrics(provider, target.model(), metrics, quotas));
    }

    private List<CatalogueModel> offered(Catalogue from) {
        var offered = new ArrayList<CatalogueModel>();
        for (String provider : providers.keySet()) {
            for (CatalogueModel model : from.models()) {
                if (model.target().provider().equals(provider)
                        && callable(model.target())
                        && permissions.refusal(model.target()).isEmpty()) {
                    offered.add(model);
                }
            }
        }
        return List.copyOf(offered);
    }

    /// Whether a model may be asked to converse: it is not known to be for something else.
    boolean mayConverse(Target target) {
        return catalogue().model(target).map(CatalogueModel::converses).orElse(true);
    }

    /// Whether a target's provider can be asked.
    boolean callable(Target target) {
        Provider provider = providers.get(target.provider());
        return provider != null && provider.isCallable();
    }

    private Catalogue catalogue() {
        try {
            return shelf.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return shelf.now().orElse(Catalogue.EMPTY);
        }
    }
}
