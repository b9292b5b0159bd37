package dev.understudy.console.chains;

import dev.understudy.catalog.CatalogueModel;
import dev.understudy.journal.TargetUse;
import dev.understudy.model.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// How a step of a chain is now.
///
/// @param targets what it leads to: one, or those of another chain; none if it leads nowhere
/// @param problem why it leads nowhere, for people
/// @param model what the catalogue has of the first target
/// @param local whether the first target runs on this machine or in its network
/// @param keys the keys that may be used for the first target, in order; none if it needs none, or
///   has none
/// @param keyMissing whether a key is needed and none is there
/// @param health how the first target is
/// @param own how its attempts went from here
/// @param uptime the share of requests OpenRouter's places answered, in percent
public record StepNow(
        List<Target> targets,
        Optional<String> problem,
        Optional<CatalogueModel> model,
        boolean local,
        List<Key> keys,
        boolean keyMissing,
        Health health,
        Optional<TargetUse> own,
        OptionalDouble uptime) {
    public StepNow {
        targets = List.copyOf(targets);
        keys = List.copyOf(keys);
    }

    /// A key, by its alias.
    ///
    /// @param rests until when it comes last; empty if it is ready or needs attention
    /// @param attention why it comes last until a person looks after it
    public record Key(String alias, Optional<Instant> rests, Optional<String> attention) {}

    /// Whether a target is asked in its turn.
    public sealed interface Health {
        /// It is.
        record Ready() implements Health {}

        /// It comes last until then.
        ///
        /// @param why such as `server error`
        record Rests(Instant until, String why) implements Health {}

        /// The step is left out.
        record Off() implements Health {}
    }
}
