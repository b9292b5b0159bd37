package dev.understudy.gateway;

import dev.understudy.model.AccessTerms.Budget;
import dev.understudy.model.Charge;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.Plan;
import dev.understudy.model.Plan.Rejection;
import dev.understudy.model.Plan.Step;
import dev.understudy.model.Plan.Why;
import dev.understudy.model.StepRules;
import dev.understudy.model.Target;
import dev.understudy.model.Usage;
import dev.understudy.routing.Reach;
import dev.understudy.translate.PassedOn;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// What a caller gets whose budget is spent: the cheapest target it may reach, and no other.
///
/// It is looked for among the targets of the plan and, for a conversation, those of the settings
/// and of the key's scope; by the catalogue's prices, those without one last.
final class Cheapest {
    /// What prices are compared by: a prompt three times as long as its answer.
    private static final Usage TYPICAL = new Usage(3000, 1000, 0, 0, Optional.empty());

    private final Routes routes;
    private final Reach reach;
    private final Instant time;

    Cheapest(Routes routes, Reach reach, Instant time) {
        this.routes = routes;
        this.reach = reach;
        this.time = time;
    }

    /// The plan with the cheapest target alone.
    Plan instead(Plan plan, ModelRequest request, Budget budget) {
        Target target = target(plan, request);
        String why = "the budget of %s is spent".formatted(Caller.words(budget));
        var rejected = new ArrayList<>(plan.rejected());
        plan.targets().stream()
                .filter(other -> !other.equals(target))
                .map(other ->
                        new Rejection(
                                other.toString(),
                                "%s: \"%s\" is cheaper than \"%s\", or its price is known"
                                        .formatted(why, target, other),
                                Why.OVER_BUDGET))
                .forEach(rejected::add);
        StepRules rules =
                plan.steps().stream()
                        .filter(step -> step.target().equals(target))
                        .map(Step::rules)
                        .findFirst()
                        .orElse(StepRules.STANDARD);
        return new Plan(
                List.of(new Step(target, rules, "budget", why + ": the cheapest target answers")),
                rejected,
                plan.selection());
    }

    private Target target(Plan plan, ModelRequest request) {
        var candidates = new LinkedHashSet<>(plan.targets());
        if (!(request.body() instanceof PassedOn)) {
            routes.resolver().reachable(reach).stream()
                    .filter(routes.repertoire()::mayConverse)
                    .forEach(candidates::add);
        }
        return candidates.stream()
                .filter(routes.repertoire()::callable)
                .min(
                        Comparator.comparing(
                                this::price,
                                Comparator.comparing(
                                        price -> price.orElse(null),
                                        Comparator.nullsLast(Comparator.naturalOrder()))))
                .orElseGet(plan.targets()::getFirst);
    }

    private Optional<BigDecimal> price(Target target) {
        return routes.repertoire().charge(target, TYPICAL, time).map(Charge::dollars);
    }
}
