package dev.understudy.app;

import dev.understudy.catalog.CatalogueModel;
import dev.understudy.catalog.Cost;
import dev.understudy.catalog.Endpoint;
import dev.understudy.journal.TargetUse;
import dev.understudy.model.Chain;
import dev.understudy.model.ChainStep;
import dev.understudy.model.Plan;
import dev.understudy.model.StepRules;
import dev.understudy.model.Target;
import dev.understudy.model.Timeouts;
import dev.understudy.model.Usage;
import dev.understudy.routing.UnknownModelException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What is known of a chain's steps, as a forecast needs it. Our own attempts count where there
/// were 20 of them; below that OpenRouter's uptime stands in for those that are missing.
final class ChainFigures {
    private static final int ENOUGH = 20;
    private static final double PERCENT = 100;
    private static final Usage REQUEST = new Usage(1_000, 300, 0, 0, Optional.empty());

    private final Gateway gateway;
    private final ChainLook look;
    private final Timeouts timeouts;
    private final Instant now;

    ChainFigures(Gateway gateway, ChainLook look, Instant now) {
        this.gateway = gateway;
        this.look = look;
        this.timeouts = gateway.settings().timeouts();
        this.now = now;
    }

    /// Those of the steps that are not left out; a chain within is its own steps. Where that has a
    /// weight, its first step bears it.
    List<Forecaster.Step> of(Chain chain) {
        var figures = new ArrayList<Forecaster.Step>();
        for (int i = 0; i < chain.steps().size(); i++) {
            ChainStep step = chain.steps().get(i);
            if (!step.disabled()) {
                int weight =
                        chain.weights().isEmpty()
                                ? step.weight().orElse(0)
                                : chain.weights().get(i);
                add(step, chain.rules(), weight, figures);
            }
        }
        return figures;
    }

    private void add(ChainStep step, StepRules rules, int weight, List<Forecaster.Step> figures) {
        boolean chain =
                gateway.settings().chains().stream()
                        .anyMatch(one -> one.id().equalsIgnoreCase(step.target()));
        try {
            int share = weight;
            for (Plan.Step found : gateway.plan(step.target()).steps()) {
                figures.add(
                        figure(found.target(), chain ? found.rules() : step.rules(rules), share));
                share = 0;
            }
        } catch (UnknownModelException _) {
            // it leads nowhere, so it is passed over
        }
    }

    private Forecaster.Step figure(Target target, StepRules rules, int weight) {
        Optional<TargetUse> own = look.own(target);
        List<Endpoint> places = look.endpoints(target);
        Optional<Spread> spread = own.flatMap(Spread::of);
        boolean enough = own.filter(use -> use.tries() >= ENOUGH).isPresent();
        return new Forecaster.Step(
                chance(own, look.uptime(target)),
                spread.or(() -> latency(places)),
                rules.waits().over(timeouts).firstToken(),
                rules.hedgeAfter(),
                price(target),
                weight,
                own.map(TargetUse::tries).orElse(0L),
                enough && spread.isPresent() ? 0 : places.size());
    }

    static OptionalDouble chance(Optional<TargetUse> own, OptionalDouble uptime) {
        long tries = own.map(TargetUse::tries).orElse(0L);
        if (tries >= ENOUGH) {
            return OptionalDouble.of(own.orElseThrow().rate());
        }
        if (uptime.isEmpty()) {
            return OptionalDouble.empty();
        }
        double stood = uptime.getAsDouble() / PERCENT * (ENOUGH - tries);
        return OptionalDouble.of((own.map(TargetUse::successes).orElse(0L) + stood) / ENOUGH);
    }

    /// That of the place in the middle.
    private static Optional<Spread> latency(List<Endpoint> places) {
        List<Spread> spreads =
                places.stream()
                        .flatMap(place -> place.latency().stream())
                        .flatMap(millis -> Spread.of(millis).stream())
                        .sorted(Comparator.comparingDouble(Spread::half))
                        .toList();
        return spreads.isEmpty() ? Optional.empty() : Optional.of(spreads.get(spreads.size() / 2));
    }

    /// Of one request; what runs on this machine or in its network costs nothing.
    private Optional<BigDecimal> price(Target target) {
        return look.model(target)
                .flatMap(model -> price(model, now))
                .or(() -> look.provider(target).filter(ChainLook::local).map(_ -> BigDecimal.ZERO));
    }

    /// Of a request of 1,000 tokens with an answer of 300, in USD.
    static Optional<BigDecimal> price(CatalogueModel model, Instant now) {
        return Cost.of(REQUEST, Cost.Extras.NONE, model.prices(), now);
    }
}
