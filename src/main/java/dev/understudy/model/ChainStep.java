package dev.understudy.model;

import dev.understudy.model.StepRules.OnRefusal;
import dev.understudy.model.StepRules.OnStreamBreak;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// One place in a chain.
///
/// @param target a model's name as a client would write it: `provider:model`, an alias, or another
///   chain
/// @param own what differs from the chain's rules
/// @param weight its share of the requests it comes first for; those without one never do while
///   another has one
/// @param disabled whether it is left out
public record ChainStep(String target, Own own, OptionalInt weight, boolean disabled) {
    /// A step that says nothing but its target.
    public static ChainStep of(String target) {
        return new ChainStep(target, Own.NOTHING, OptionalInt.empty(), false);
    }

    /// The same, leading elsewhere.
    public ChainStep leadingTo(String other) {
        return new ChainStep(other, own, weight, disabled);
    }

    /// The same, left out or not.
    public ChainStep disabled(boolean is) {
        return new ChainStep(target, own, weight, is);
    }

    /// What holds for the step, given the rules of its chain.
    public StepRules rules(StepRules chain) {
        return own.equals(Own.NOTHING)
                ? chain
                : new StepRules(
                        own.hedgeAfter().or(chain::hedgeAfter),
                        own.onStreamBreak().orElse(chain.onStreamBreak()),
                        own.onRefusal().orElse(chain.onRefusal()),
                        own.waits().or(chain.waits()),
                        own.keys(),
                        own.parameters());
    }

    /// The same without a share of the requests.
    public ChainStep withoutWeight() {
        return new ChainStep(target, own, OptionalInt.empty(), disabled);
    }

    /// What a step says for itself; what is empty is the chain's to say.
    ///
    /// @param keys the aliases of the provider's keys it may use, in order; all of them if empty
    public record Own(
            Optional<Duration> hedgeAfter,
            Optional<OnStreamBreak> onStreamBreak,
            Optional<OnRefusal> onRefusal,
            Waits waits,
            List<String> keys,
            StepParameters parameters) {
        /// Nothing.
        public static final Own NOTHING =
                new Own(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Waits.USUAL,
                        List.of(),
                        StepParameters.NONE);

        public Own {
            keys = List.copyOf(keys);
        }
    }
}
