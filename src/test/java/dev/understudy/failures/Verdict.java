package dev.understudy.failures;

import java.util.List;

/// How a scenario ended.
///
/// @param word `pass`, `partial`, `safe` or `fail`
/// @param notes the checks that failed, and what was seen
record Verdict(Scenario scenario, String word, double seconds, List<String> notes) {
    /// A line of the report.
    String row() {
        return "| %s | %s | %s | %.1f | %s |"
                .formatted(
                        scenario.id(), scenario.title(), word, seconds, String.join("; ", notes));
    }
}
