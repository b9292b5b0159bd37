package dev.understudy.routing;

import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Plan;
import dev.understudy.model.Provider;
import dev.understudy.model.Provider.ProviderModel;
import dev.understudy.model.Provider.Standing;
import dev.understudy.model.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Turns the names a request asks for into the targets it may try. It decides order and nothing
/// else.
///
/// A name is `provider:model`, split at the first colon, whose rest goes to the provider verbatim
/// unless the settings name the model; or a chain, a configured model or alias, or a known model of
/// a native provider. `auto`, or no name, leaves the choice to the selection. Immutable.
public final class Resolver {
    private static final Set<String> AUTO = Set.of("auto", "ngrok/auto");

    private final GatewaySettings settings;
    private final Names names;
    private final Permissions permissions;
    private final KnownModels known;
    private final Selection selection;
    private final List<Target> configured;

    /// Resolves what the settings name, and chooses among all of it.
    public Resolver(GatewaySettings settings) {
        this(settings, KnownModels.NONE, Selection.ALL);
    }

    public Resolver(GatewaySettings settings, KnownModels known, Selection selection) {
        this.settings = settings;
        this.names = new Names(settings);
        this.permissions = new Permissions(settings);
        this.known = known;
        this.selection = selection;
        this.configured = configured();
    }

    /// The plan for the names a request asks for, in their order.
    ///
    /// @throws UnknownModelException if none of them leads to a target
    public Plan resolve(List<String> asked) throws UnknownModelException {
        var walk = new NameWalk(names, permissions, known);
        try {
            if (asked.isEmpty()) {
                choose(asked, walk);
            }
            for (String name : asked) {
                if (isAuto(name)) {
                    choose(List.of(), walk);
                } else {
                    walk.add(name);
                }
            }
            keepSelected(asked, walk);
        } catch (SelectionException e) {
            throw new UnknownModelException(e);
        }
        Plan plan = walk.plan();
        if (plan.steps().isEmpty()) {
            throw new UnknownModelException(plan.rejected());
        }
        return plan;
    }

    private boolean isAuto(String name) {
        return AUTO.contains(Names.key(name))
                && names.chain(name).isEmpty()
                && names.models(name).isEmpty();
    }

    private void choose(List<String> asked, NameWalk walk) throws SelectionException {
        String reason =
                settings.strategies().models().isEmpty()
                        ? "configured, in the order of gateway.yaml"
                        : "chosen by model_selection";
        for (Target target : selection.select(asked, configured)) {
            walk.chosen(target, reason);
        }
    }

    /// Where the caller named models, the selection is a filter only.
    private void keepSelected(List<String> asked, NameWalk walk) throws SelectionException {
        if (!selection.equals(Selection.ALL) && asked.stream().anyMatch(name -> !isAuto(name))) {
            var candidates = new LinkedHashSet<>(configured);
            candidates.addAll(walk.targets());
            walk.keep(Set.copyOf(selection.select(asked, List.copyOf(candidates))));
        }
    }

    /// All the settings name that may be tried: the models, then the chains' targets.
    private List<Target> configured() {
        var all = new ArrayList<Target>();
        for (Provider provider : settings.providers()) {
            if (provider.standing() == Standing.LISTED) {
                for (ProviderModel model : provider.models()) {
                    all.add(new Target(provider.id(), model.id()));
                }
            }
        }
        var walk = new NameWalk(names, permissions, known);
        all.forEach(target -> walk.chosen(target, ""));
        settings.chains().forEach(chain -> walk.add(chain.id()));
        return walk.targets();
    }
}
