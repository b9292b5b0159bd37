package dev.understudy.routing;

import dev.understudy.model.Evaluation;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.Target;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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

        /// Those that a step may use, in its order unless a strategy has one; all if it names none.
        ///
        /// @param wanted aliases
        public List<ProviderKey> of(List<String> wanted) {
            if (wanted.isEmpty()) {
                return keys;
            }
            Stream<ProviderKey> usable = keys.stream().filter(key -> wanted.contains(key.alias()));
            return (evaluations.isEmpty()
                            ? usable.sorted(
                                    Comparator.comparingInt(key -> wanted.indexOf(key.alias())))
                            : usable)
                    .toList();
        }

        /// Why there is no key to use.
        ///
        /// @param wanted aliases of those that a step may use; all if it names none
        String reason(Provider provider, List<String> wanted) {
            return keys.isEmpty()
                    ? reason(provider)
                    : "the step may use %s of %s, and none of them can be used now: look whether it is switched off, or name others in its \"keys\""
                            .formatted(
                                    (wanted.size() == 1 ? "the key " : "the keys ")
                                            + String.join(", ", wanted),
                                    provider.displayName());
        }

        private String reason(Provider provider) {
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
