package dev.understudy.rehearsal;

import dev.understudy.client.RequestTrace.Try;
import dev.understudy.rehearsal.CaseRun.Results;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What is told of a run. What came from outside, such as an answer's text, is made harmless for
/// the format; no answer is told whole.
///
/// @param name of the suite or the chain
public record Report(String name, Results results) {
    /// For people, in Markdown.
    public String markdown() {
        var text = new StringBuilder();
        text.append("# Rehearsal of ").append(escaped(name)).append("\n\n");
        text.append(summary()).append(".\n\n");
        text.append(
                "| | case | faults | verdict | answered by | attempts | took | lost | cost |\n");
        text.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        for (CaseResult result : results.played()) {
            Outcome outcome = result.outcome();
            text.append(
                    "| %s | %s | %s | %s | %s | %s | %s | %s | %s |%n"
                            .formatted(
                                    result.passed() ? "✓" : "✗",
                                    escaped(result.of().name()),
                                    escaped(result.of().play().faults().header()),
                                    CaseResult.word(outcome.verdict()).replace('_', ' '),
                                    escaped(outcome.served().orElse("–")),
                                    escaped(attempts(outcome.attempts())),
                                    seconds(outcome.took()),
                                    seconds(outcome.lostTime()),
                                    outcome.cost().map(Report::dollars).orElse("–"))
                            .replace("\r\n", "\n"));
        }
        List<CaseResult> missed =
                results.played().stream().filter(result -> !result.passed()).toList();
        if (!missed.isEmpty()) {
            text.append("\n## Not as expected\n\n");
            for (CaseResult result : missed) {
                result.misses()
                        .forEach(miss ->
                                text.append(
                                        "- %s: %s\n"
                                                .formatted(
                                                        escaped(result.of().name()),
                                                        escaped(miss))));
            }
        }
        return text.toString();
    }

    /// For programs, in JSON.
    public String json() {
        return JsonReport.of(this);
    }

    /// For build servers, as JUnit's XML.
    public String junit() {
        return JunitReport.of(this);
    }

    /// In one line, such as `15 of 16 as expected`.
    public String summary() {
        int passed = results.played().size() - results.failed();
        return "%d of %d as expected%s"
                .formatted(
                        passed,
                        results.played().size(),
                        results.left() == 0 ? "" : ", %d not played".formatted(results.left()));
    }

    /// Such as `lab:small rate_limited 429 → lab:large`.
    static String attempts(List<Try> attempts) {
        return attempts.stream()
                .map(attempt ->
                        "%s%s%s"
                                .formatted(
                                        attempt.target(),
                                        attempt.reason().isBlank() ? "" : " " + attempt.reason(),
                                        attempt.status() == 0 ? "" : " " + attempt.status()))
                .collect(Collectors.joining(" → "));
    }

    static String seconds(Duration length) {
        return String.format(Locale.ROOT, "%.2f s", length.toNanos() / 1e9);
    }

    private static String dollars(BigDecimal cost) {
        return cost.stripTrailingZeros().toPlainString() + " USD";
    }

    /// Text that is no Markdown, in one line.
    private static String escaped(String text) {
        var line = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    if (Character.isISOControl(c)) {
                        line.append(' ');
                    } else if (c == '<') {
                        line.append("&lt;");
                    } else {
                        if ("\\`*_[]|#&!".indexOf(c) >= 0) {
                            line.append('\\');
                        }
                        line.appendCodePoint(c);
                    }
                });
        return line.toString();
    }
}
