package dev.understudy.routing;

import dev.understudy.model.Evaluation;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.Target;
import java.util.List;

/// Which of a provider's keys may be used for a target.
@FunctionalInterface
public interface KeyChoice {
    /// Every key, in its order.
    KeyChoice ALL = (_, provider) -> new Chosen(provider.keys(), List.of());

    /// The keys that may be used, best first; none if the target cannot be tried.
    ///
    /// @param provider the target's, with its keys
    Chosen choose(Target target, Provider provider);

    /// What was chosen, and how that came.
    record Chosen(List<ProviderKey> keys, List<Evaluation> evaluations) {
        public Chosen {
            keys = List.copyOf(keys);
            evaluations = List.copyOf(evaluations);
        }

        /// Why there is no key to use.
        String reason(Provider provider) {
            String failed =
                    String.join(
                            "; ",
                            evaluations.stream()
                                    .filter(evaluation -> !evaluation.problem().isEmpty())
                                    .map(evaluation ->
                                            "\"%s\" failed at %s"
                                                    .formatted(
                                                            evaluation.expression(),
                                                            evaluation.problem()))
                                    .toList());
            return "api_key_selection leaves no key of %s%s: end it with the line \"ai.keys\" as a safety net"
                    .formatted(provider.displayName(), failed.isEmpty() ? "" : " (" + failed + ")");
        }
    }
}
