package dev.understudy.routing;

import dev.understudy.model.Chain;
import dev.understudy.model.ChainStep;
import dev.understudy.model.Evaluation;
import dev.understudy.model.Plan;
import dev.understudy.model.Plan.Rejection;
import dev.understudy.model.Plan.Step;
import dev.understudy.model.Plan.Why;
import dev.understudy.model.Provider;
import dev.understudy.model.Provider.ProviderModel;
import dev.understudy.model.StepRules;
import dev.understudy.model.Target;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// One request's names on their way to a plan; not thread-safe.
final class NameWalk {
    private static final int DEEPEST = 100;

    private final Names names;
    private final Function<Target, Optional<Rejection>> refusal;
    private final KnownModels known;
    private final ToIntFunction<Chain> turn;
    private final Reach reach;
    private final Predicate<ChainStep> leftOut;
    private final Map<Target, Step> steps = new LinkedHashMap<>();
    private final Set<Rejection> rejected = new LinkedHashSet<>();

    /// The chains a name stands in, and the chains whose targets are all in the plan.
    private final Set<String> within = new HashSet<>();

    private final Set<String> expanded = new HashSet<>();

    /// What stands before the place for what is chosen, once there is one.
    private @Nullable Set<Target> before;

    /// @param refusal why a target may not be tried
    /// @param turn the place of the target that comes first in a chain
    /// @param reach what the caller may ask for
    NameWalk(
            Names names,
            Function<Target, Optional<Rejection>> refusal,
            KnownModels known,
            ToIntFunction<Chain> turn,
            Reach reach) {
        this(names, refusal, known, turn, reach, ChainStep::disabled);
    }

    /// @param leftOut the steps of chains that are switched off
    NameWalk(
            Names names,
            Function<Target, Optional<Rejection>> refusal,
            KnownModels known,
            ToIntFunction<Chain> turn,
            Reach reach,
            Predicate<ChainStep> leftOut) {
        this.names = names;
        this.refusal = refusal;
        this.known = known;
        this.turn = turn;
        this.reach = reach;
        this.leftOut = leftOut;
    }

    /// How a name came up.
    ///
    /// @param place in its chain, for people; empty if the caller asked for it
    private record From(String source, String place, StepRules rules) {
        boolean chain() {
            return !place.isEmpty();
        }

        /// The words for a target, with what its name turned out to be.
        String reason(String found) {
            if (!chain()) {
                return found.isEmpty() ? "asked for by name" : found;
            }
            return found.isEmpty() ? place : place + ": " + found;
        }
    }

    /// Adds what a name leads to.
    void add(String name) {
        add(name, new From(name, "", StepRules.STANDARD));
    }

    /// Leaves a place, behind what was added so far, for what is chosen and not asked for.
    void leavePlace() {
        if (before == null) {
            before = Set.copyOf(steps.keySet());
        }
    }

    /// Whether a place was left.
    boolean isOpen() {
        return before != null;
    }

    /// What the names lead to.
    List<Target> targets() {
        return List.copyOf(steps.keySet());
    }

    /// Leaves only what was selected.
    void keep(Set<Target> selected) {
        steps.keySet()
                .removeIf(target -> {
                    boolean leftOut = !selected.contains(target);
                    if (leftOut) {
                        rejected.add(
                                new Rejection(
                                        target.toString(),
                                        "\"%s\" is left out by model_selection".formatted(target),
                                        Why.NOT_SELECTED));
                    }
                    return leftOut;
                });
    }

    /// Puts targets where the place was left; each is tried once, where it comes up first.
    ///
    /// @param chosen of those that the caller may reach
    /// @param reason for people
    void fill(List<Target> chosen, String reason) {
        var added = new LinkedHashMap<>(steps);
        Set<Target> first = before;
        if (first != null) {
            steps.keySet().retainAll(first);
        }
        var from = new From("auto", "", StepRules.STANDARD);
        chosen.forEach(target -> put(target, refusal.apply(target), from, reason));
        added.forEach(steps::putIfAbsent);
    }

    Plan plan(List<Evaluation> selection) {
        return new Plan(List.copyOf(steps.values()), List.copyOf(rejected), selection);
    }

    private void add(String name, From from) {
        Optional<Provider> provider = names.prefixed(name);
        if (provider.isPresent()) {
            prefixed(provider.get(), name, from);
            return;
        }
        Optional<Chain> chain = names.chain(name);
        if (chain.isPresent()) {
            expand(chain.get(), from);
            return;
        }
        List<Target> configured = names.models(name);
        if (!configured.isEmpty()) {
            for (Target target : configured) {
                put(
                        target,
                        name,
                        from,
                        from.reason(
                                "\"%s\" is configured at %s".formatted(name, target.provider())));
            }
            return;
        }
        List<Target> natives = known.serving(name);
        if (natives.isEmpty()) {
            rejected.add(new Rejection(name, names.advice(name, known)));
        }
        for (Target target : natives) {
            put(
                    target,
                    name,
                    from,
                    from.reason(
                            "\"%s\" is a known model of %s".formatted(name, target.provider())));
        }
    }

    private void prefixed(Provider provider, String name, From from) {
        String rest = name.substring(name.indexOf(':') + 1);
        Optional<ProviderModel> model = Names.model(provider, rest);
        String id = model.map(ProviderModel::id).orElse(rest);
        put(
                new Target(provider.id(), id),
                name,
                from,
                from.reason(
                        id.equals(rest)
                                ? ""
                                : "\"%s\" stands for %s at %s".formatted(rest, id, provider.id())));
    }

    private void expand(Chain chain, From from) {
        String id = chain.id();
        Optional<Rejection> why = from.chain() ? Optional.empty() : reach.refusalOfChain(id);
        if (why.isPresent()) {
            rejected.add(why.get());
            return;
        }
        if (expanded.contains(id)) {
            return;
        }
        if (within.contains(id)) {
            rejected.add(new Rejection(id, "the chain \"%s\" leads back to itself".formatted(id)));
            return;
        }
        if (within.size() >= DEEPEST) {
            rejected.add(
                    new Rejection(
                            id,
                            "the chain \"%s\" stands in more than %d others"
                                    .formatted(id, DEEPEST)));
            return;
        }
        within.add(id);
        int first = turn.applyAsInt(chain);
        addTarget(chain, first, first);
        for (int i = 0; i < chain.steps().size(); i++) {
            if (i != first) {
                addTarget(chain, i, first);
            }
        }
        within.remove(id);
        expanded.add(id);
    }

    /// @param first the place of the chain's target that comes first
    private void addTarget(Chain chain, int place, int first) {
        ChainStep step = chain.steps().get(place);
        String said = "target %d of the chain \"%s\"".formatted(place + 1, chain.id());
        if (leftOut.test(step)) {
            rejected.add(
                    new Rejection(
                            step.target(),
                            "%s is switched off there".formatted(said),
                            Why.DISABLED));
            return;
        }
        add(
                step.target(),
                new From(
                        "chain " + chain.id(),
                        said + share(chain, place, first),
                        step.rules(chain.rules())));
    }

    private static String share(Chain chain, int place, int first) {
        if (!chain.weights().isEmpty()) {
            return " (weight %d of %d%s)"
                    .formatted(
                            chain.weights().get(place),
                            chain.weights().stream().mapToInt(Integer::intValue).sum(),
                            place == first ? ", whose turn it is to come first" : "");
        }
        List<Integer> shares = Turns.shares(chain);
        return shares.get(place) == 0
                ? ""
                : " (weight %d of %d, drawn by lot%s)"
                        .formatted(
                                shares.get(place),
                                shares.stream().mapToInt(Integer::intValue).sum(),
                                place == first ? ": comes first" : "");
    }

    private void put(Target target, String name, From from, String reason) {
        put(
                target,
                refusal.apply(target)
                        .or(() ->
                                from.chain()
                                        ? reach.refusalWithinChain(target, name)
                                        : reach.refusal(target, name)),
                from,
                reason);
    }

    private void put(Target target, Optional<Rejection> why, From from, String reason) {
        if (why.isPresent()) {
            rejected.add(why.get());
        } else {
            steps.putIfAbsent(target, new Step(target, from.rules(), from.source(), reason));
        }
    }
}
