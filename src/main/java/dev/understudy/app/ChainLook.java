package dev.understudy.app;

import dev.understudy.catalog.Catalogue;
import dev.understudy.catalog.CatalogueModel;
import dev.understudy.catalog.Endpoint;
import dev.understudy.console.chains.StepNow;
import dev.understudy.console.chains.StepNow.Health;
import dev.understudy.journal.TargetUse;
import dev.understudy.model.ChainStep;
import dev.understudy.model.OwnNetwork;
import dev.understudy.model.Plan;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.Target;
import dev.understudy.routing.Health.Rest;
import dev.understudy.routing.UnknownModelException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// How steps of chains are at one time. Looks at memory alone, but for places that serve a model
/// and were not looked at yet. Not thread-safe.
final class ChainLook {
    private final Gateway gateway;
    private final InstantSource clock;
    private final Catalogue catalogue;
    private final Map<Target, TargetUse> own;
    private final List<Provider> providers;

    /// @param own how the attempts at each target went
    ChainLook(
            Gateway gateway, InstantSource clock, Catalogue catalogue, Map<Target, TargetUse> own) {
        this.gateway = gateway;
        this.clock = clock;
        this.catalogue = catalogue;
        this.own = own;
        this.providers = gateway.providers();
    }

    /// How a step is.
    StepNow at(ChainStep step) {
        List<Target> targets;
        Optional<String> problem = Optional.empty();
        try {
            Plan plan = gateway.plan(step.target());
            targets = plan.targets();
        } catch (UnknownModelException e) {
            targets = List.of();
            problem = Optional.of(String.valueOf(e.getMessage()));
        }
        Optional<Target> first = targets.stream().findFirst();
        Optional<Provider> provider = first.flatMap(this::provider);
        List<StepNow.Key> keys =
                provider.map(found -> keys(found, step.own().keys())).orElse(List.of());
        return new StepNow(
                targets,
                problem,
                first.flatMap(this::model),
                provider.filter(ChainLook::local).isPresent(),
                keys,
                keys.isEmpty() && provider.filter(Provider::needsKey).isPresent(),
                health(step, first),
                first.flatMap(this::own),
                first.map(this::uptime).orElse(OptionalDouble.empty()));
    }

    /// The provider a target is at.
    Optional<Provider> provider(Target target) {
        return providers.stream().filter(one -> one.id().equals(target.provider())).findFirst();
    }

    /// What the catalogue has of a target.
    Optional<CatalogueModel> model(Target target) {
        return catalogue.model(target);
    }

    /// How attempts at a target went from here.
    Optional<TargetUse> own(Target target) {
        return Optional.ofNullable(own.get(target));
    }

    /// Whether a provider is on this machine, or in its network.
    static boolean local(Provider provider) {
        String host = provider.baseUrl().getHost();
        return host != null && OwnNetwork.holds(host.toLowerCase(Locale.ROOT));
    }

    /// The places that serve a target, as told last.
    List<Endpoint> endpoints(Target target) {
        return gateway.catalogue().served().known(target).endpoints();
    }

    /// That of the best place: OpenRouter asks others where one fails.
    OptionalDouble uptime(Target target) {
        return endpoints(target).stream()
                .flatMapToDouble(endpoint -> endpoint.uptime().best().stream())
                .max();
    }

    /// In the order of the step, if it names keys.
    private List<StepNow.Key> keys(Provider provider, List<String> wanted) {
        List<ProviderKey> keys =
                wanted.isEmpty()
                        ? provider.keys()
                        : wanted.stream()
                                .flatMap(alias ->
                                        provider.keys().stream()
                                                .filter(key -> key.alias().equals(alias)))
                                .toList();
        return keys.stream().map(key -> key(provider, key)).toList();
    }

    private StepNow.Key key(Provider provider, ProviderKey key) {
        Optional<Rest> rest = gateway.health().rest(provider.id(), key.secret());
        return new StepNow.Key(
                key.alias(),
                rest.flatMap(Rest::left).map(left -> clock.instant().plus(left)),
                rest.filter(found -> found.left().isEmpty()).map(Rest::why));
    }

    private Health health(ChainStep step, Optional<Target> target) {
        if (step.disabled()) {
            return new Health.Off();
        }
        return target.flatMap(gateway.health()::rest)
                .<Health>map(rest ->
                        new Health.Rests(
                                clock.instant().plus(rest.left().orElseThrow()), rest.why()))
                .orElseGet(Health.Ready::new);
    }
}
