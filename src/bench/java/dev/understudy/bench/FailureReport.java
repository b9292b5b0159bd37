package dev.understudy.bench;

import dev.understudy.failures.catalogue.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The verdicts as Markdown, and their count beside what others reached.
///
/// @param seconds that the run took
record FailureReport(List<Verdict> verdicts, long seconds) {
    private static final String SCORECARD = "scorecard-2026-09-12.csv";

    boolean allPass() {
        return count(Verdict.Word.PASS) == verdicts.size();
    }

    String markdown() {
        var text =
                new StringBuilder(
                        """
                        | | fault | verdict | calls | seconds | what the caller saw |
                        | --- | --- | --- | ---: | ---: | --- |
                        """);
        verdicts.forEach(verdict -> text.append(row(verdict)).append('\n'));
        text.append("\nCalls: of the primary + of the fallback.\n\n");
        text.append("| system | pass | partial | safe | fail | run time (s) |\n");
        text.append("| --- |").append(" ---: |".repeat(5)).append('\n');
        var rows = new ArrayList<>(others());
        rows.add(ours());
        rows.sort(Comparator.comparingInt(row -> -Integer.parseInt(row.get(1))));
        rows.forEach(row -> text.append("| %s |\n".formatted(String.join(" | ", row))));
        return text.toString();
    }

    private static String row(Verdict verdict) {
        return "| %s | %s | %s | %s | %.1f | %s%s |"
                .formatted(
                        verdict.scenario().id(),
                        verdict.scenario().title(),
                        verdict.word() == Verdict.Word.PASS
                                ? verdict.word()
                                : "**%s**".formatted(verdict.word()),
                        verdict.attempts(),
                        verdict.seconds(),
                        verdict.seen(),
                        verdict.failed().isEmpty()
                                ? ""
                                : "; did not hold: " + String.join(", ", verdict.failed()));
    }

    private List<String> ours() {
        var row = new ArrayList<>(List.of("**Understudy**"));
        for (Verdict.Word word : Verdict.Word.values()) {
            row.add(String.valueOf(count(word)));
        }
        row.add(String.valueOf(seconds));
        return row;
    }

    private long count(Verdict.Word word) {
        return verdicts.stream().filter(verdict -> verdict.word() == word).count();
    }

    /// Name, counts and time of each system of the published scorecard.
    private static List<List<String>> others() {
        try (InputStream in =
                FailureReport.class.getResourceAsStream("/dev/understudy/failures/" + SCORECARD)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> List.of(line.split(",", -1)).subList(0, 6))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
