package dev.understudy.rehearsal;

import dev.understudy.model.Rehearsal;
import dev.understudy.model.Rehearsal.Trouble;
import dev.understudy.model.RehearsalCase.Expectation;
import dev.understudy.model.RehearsalCase.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A fault as people choose it.
///
/// @param key a short word for it, such as `S04` or `rate-limit`
/// @param name in plain words
/// @param trouble what is played at its step; empty for nothing
/// @param next what is played at the step behind it; empty for nothing
/// @param expected what becomes of the request where a step is left that answers
public record NamedFault(
        String key,
        String name,
        Optional<Trouble> trouble,
        Optional<Trouble> next,
        Expected expected) {
    /// What a chain that holds makes of a fault.
    public enum Expected {
        /// A complete answer.
        ANSWER,
        /// An error that says so, as asking another would be wrong.
        ERROR;

        /// As a case expects it.
        public Expectation expectation() {
            return switch (this) {
                case ANSWER -> Expectation.of(Verdict.ANSWERED, Verdict.RESCUED);
                case ERROR -> Expectation.of(Verdict.SAFE_ERROR);
            };
        }
    }

    static NamedFault of(String key, String name, String word, Expected expected) {
        return new NamedFault(
                key, name, Optional.of(Trouble.parse(word)), Optional.empty(), expected);
    }

    static NamedFault rescued(String key, String name, String word) {
        return of(key, name, word, Expected.ANSWER);
    }

    /// The same with a fault of the step behind it.
    NamedFault before(String word) {
        return new NamedFault(key, name, trouble, Optional.of(Trouble.parse(word)), expected);
    }

    /// It alone, at a step of a plan.
    ///
    /// @param step from 1
    public Rehearsal at(int step) {
        Map<Integer, Trouble> troubles = new HashMap<>();
        trouble.ifPresent(played -> troubles.put(step, played));
        next.ifPresent(played -> troubles.put(step + 1, played));
        return new Rehearsal(troubles);
    }
}
