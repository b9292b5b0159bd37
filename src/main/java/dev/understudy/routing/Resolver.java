package dev.understudy.routing;

import dev.understudy.model.Chain;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Plan;
import dev.understudy.model.Provider;
import dev.understudy.model.Provider.ProviderModel;
import dev.understudy.model.Provider.Standing;
import dev.understudy.model.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/// Turns the names a request asks for into the targets it may try. It decides order and nothing
/// else.
///
/// A name is `provider:model`, split at the first colon, whose rest goes to the provider verbatim
/// unless the settings name the model; or a chain, a configured model or alias, or a known model of
/// a native provider. `auto`, or no name, leaves the choice to the selection. Of a chain with
/// weights the target whose turn it is comes first, or the one that is drawn. Thread-safe; only
/// turns change.
public final class Resolver {
    private static final Set<String> AUTO = Set.of("auto", "ngrok/auto");

    /// At most 10 targets are tried; the rest is for those that rest.
    private static final int MOST_CHOSEN = 50;

    private final Names names;
    private final Permissions permissions;
    private final KnownModels known;
    private final Selection selection;
    private final Turns turns;
    private final List<Target> configured;

    /// Resolves what the settings name, and chooses among all of it.
    public Resolver(GatewaySettings settings) {
        this(settings, KnownModels.NONE, Selection.ALL, new Turns());
    }

    /// @param turns for chains with weights
    public Resolver(GatewaySettings settings, KnownModels known, Selection selection, Turns turns) {
        this.names = new Names(settings);
        this.permissions = new Permissions(settings);
        this.known = known;
        this.selection = selection;
        this.turns = turns;
        this.configured = configured(settings, names, permissions);
    }

    /// The plan for the names a request asks for, in their order.
    ///
    /// @throws UnknownModelException if none of them leads to a target
    public Plan resolve(List<String> asked) throws UnknownModelException {
        return resolve(asked, Reach.ALL);
    }

    /// The same of what the caller may ask for.
    public Plan resolve(List<String> asked, Reach reach) throws UnknownModelException {
        return resolve(asked, turns::next, reach);
    }

    /// The plan that the next request for these names would get; it takes nobody's turn.
    ///
    /// @throws UnknownModelException if none of them leads to a target
    public Plan preview(List<String> asked) throws UnknownModelException {
        return preview(asked, Reach.ALL);
    }

    /// The same of what the caller may ask for.
    public Plan preview(List<String> asked, Reach reach) throws UnknownModelException {
        return resolve(asked, turns::peek, reach);
    }

    /// The targets that a caller may reach, of those that the settings or its scope name.
    public List<Target> reachable(Reach reach) {
        Predicate<Target> within = within(reach, List.of());
        var walk = new NameWalk(names, permissions::refusal, known, _ -> 0, reach);
        walk.fill(configured.stream().filter(within).toList(), "");
        reach.plainModels().forEach(walk::add);
        return walk.targets();
    }

    /// Whether a chain leads a caller to any target.
    public boolean leads(Chain chain, Reach reach) {
        var walk = new NameWalk(names, permissions::refusal, known, _ -> 0, reach);
        walk.add(chain.id());
        return !walk.targets().isEmpty();
    }

    /// The provider that the first of the names a request asks for stands for: of a chain, that of
    /// its first target as the settings have it, whoever's turn it is and whether or not it may be
    /// tried. Empty if anything it names leads nowhere, or if it leaves the choice to the
    /// selection.
    public Optional<String> firstNamed(List<String> asked) {
        if (asked.isEmpty() || isAuto(asked.getFirst())) {
            return Optional.empty();
        }
        var walk = new NameWalk(names, _ -> Optional.empty(), known, _ -> 0, Reach.ALL, _ -> false);
        walk.add(asked.getFirst());
        return walk.plan(List.of()).rejected().isEmpty()
                ? walk.targets().stream().findFirst().map(Target::provider)
                : Optional.empty();
    }

    private Plan resolve(List<String> asked, ToIntFunction<Chain> turn, Reach reach)
            throws UnknownModelException {
        var walk = new NameWalk(names, permissions::refusal, known, turn, reach);
        if (asked.isEmpty()) {
            walk.leavePlace();
        }
        for (String name : asked) {
            if (isAuto(name)) {
                walk.leavePlace();
            } else {
                walk.add(name);
            }
        }
        Plan plan = chosen(walk, reach);
        if (plan.steps().isEmpty()) {
            throw new UnknownModelException(
                    plan.rejected().isEmpty() && !reach.unbounded()
                            ? List.of(reach.refusalOfAll())
                            : plan.rejected(),
                    plan.selection());
        }
        return plan;
    }

    /// What the caller named is kept if it is chosen; only where a place is open is more tried.
    private Plan chosen(NameWalk walk, Reach reach) throws UnknownModelException {
        boolean nothing = walk.targets().isEmpty() && !walk.isOpen();
        if (nothing || selection.equals(Selection.ALL)) {
            if (walk.isOpen()) {
                walk.fill(
                        reach.unbounded() ? configured : reachable(reach),
                        "configured, in the order of gateway.yaml");
            }
            return walk.plan(List.of());
        }
        try {
            Selection.Chosen chosen = select(walk.targets(), reach);
            walk.keep(Set.copyOf(chosen.targets()));
            if (walk.isOpen()) {
                walk.fill(
                        chosen.targets().stream().limit(MOST_CHOSEN).toList(),
                        "chosen by model_selection");
            }
            return walk.plan(chosen.evaluations());
        } catch (SelectionException e) {
            throw new UnknownModelException(e);
        }
    }

    private Selection.Chosen select(List<Target> named, Reach reach) throws SelectionException {
        return reach.unbounded()
                ? selection.select(configured, named)
                : selection.select(configured, named, within(reach, named));
    }

    /// Whether a target may be reached by its own name, by a chain that the caller may ask for, or
    /// as one of `named`.
    private Predicate<Target> within(Reach reach, List<Target> named) {
        var walk = new NameWalk(names, permissions::refusal, KnownModels.NONE, _ -> 0, reach);
        reach.chains().forEach(walk::add);
        var others = new HashSet<>(walk.targets());
        others.addAll(named);
        return target -> reach.permits(target) || others.contains(target);
    }

    private boolean isAuto(String name) {
        return AUTO.contains(Names.key(name))
                && names.chain(name).isEmpty()
                && names.models(name).isEmpty();
    }

    /// All the settings name that may be tried: the models, then the chains' targets.
    private static List<Target> configured(
            GatewaySettings settings, Names names, Permissions permissions) {
        var models = new ArrayList<Target>();
        for (Provider provider : settings.providers()) {
            if (provider.standing() == Standing.LISTED) {
                for (ProviderModel model : provider.models()) {
                    models.add(new Target(provider.id(), model.id()));
                }
            }
        }
        var walk = new NameWalk(names, permissions::refusal, KnownModels.NONE, _ -> 0, Reach.ALL);
        walk.fill(models, "");
        settings.chains().forEach(chain -> walk.add(chain.id()));
        return walk.targets();
    }
}
