package dev.understudy.failures.catalogue;

import java.util.List;
import java.util.Locale;

/// How a scenario ended.
///
/// @param attempts what the provider saw: calls of the primary, and of the fallback
/// @param seconds from the first request to the last answer's end
/// @param seen what the caller saw
/// @param failed the checks that did not hold
public record Verdict(
        Scenario scenario,
        Word word,
        String attempts,
        double seconds,
        String seen,
        List<String> failed) {
    /// The catalogue's four verdicts.
    public enum Word {
        /// Rescued, every check held.
        PASS,
        /// Rescued, but an advisory check did not hold.
        PARTIAL,
        /// Not rescued, but a clean error in time.
        SAFE,
        /// A required check did not hold, nothing came in time, or half an answer passed for one.
        FAIL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// In one line.
    public String summary() {
        return "%s: %s, %s calls, %.1f s, %s%s"
                .formatted(
                        scenario.id(),
                        word,
                        attempts,
                        seconds,
                        seen,
                        failed.isEmpty() ? "" : "; did not hold: " + String.join(", ", failed));
    }
}
