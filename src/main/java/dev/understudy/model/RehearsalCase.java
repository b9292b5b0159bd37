package dev.understudy.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A play, and what is expected of it.
///
/// @param name for people; unique within a suite
public record RehearsalCase(String name, Play play, Expectation expect) {
    public RehearsalCase {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a case has a name");
        }
    }

    /// How a rehearsed request went for its caller.
    public enum Verdict {
        /// A complete answer at the first attempt.
        ANSWERED,
        /// A complete answer after a failover or with a seam.
        RESCUED,
        /// No answer, but an error that says so, with a code.
        SAFE_ERROR,
        /// Half an answer that looks whole, an answer that cannot be read, or none in time.
        BROKEN;

        /// The answer was complete.
        public static final Set<Verdict> COMPLETE = Set.of(ANSWERED, RESCUED);
    }

    /// What must hold; what is empty may be anything.
    ///
    /// @param verdicts one of these
    /// @param target who has to end the answer, as `provider:model`
    /// @param contains pieces of the answer's text
    /// @param within how long it may take
    /// @param code of the error
    /// @param carriedOn whether another target has to carry the answer on midway, or must not
    public record Expectation(
            Set<Verdict> verdicts,
            Optional<String> target,
            List<String> contains,
            Optional<Duration> within,
            Optional<String> code,
            Optional<Boolean> carriedOn) {
        /// Anything but a broken answer.
        public static final Expectation SOUND =
                of(Verdict.ANSWERED, Verdict.RESCUED, Verdict.SAFE_ERROR);

        public Expectation {
            verdicts = Set.copyOf(verdicts);
            if (verdicts.isEmpty()) {
                throw new IllegalArgumentException("nothing that could be right");
            }
            contains = List.copyOf(contains);
        }

        /// One of some verdicts, and nothing else.
        public static Expectation of(Verdict... verdicts) {
            return new Expectation(
                    Set.of(verdicts),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }
}
