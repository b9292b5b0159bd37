package dev.understudy.app;

import dev.understudy.model.RehearsalCase;
import dev.understudy.rehearsal.CaseResult;
import dev.understudy.rehearsal.CaseRun;
import dev.understudy.rehearsal.Outcome;
import dev.understudy.rehearsal.RehearsalListener;
import java.io.PrintWriter;
import java.util.Locale;

/// A run of cases on the terminal: a line for each result, and the progress beside them.
final class RehearsalLines implements CaseRun.Progress {
    private final int count;
    private final PrintWriter out;
    private final PrintWriter err;

    RehearsalLines(int count, PrintWriter out, PrintWriter err) {
        this.count = count;
        this.out = out;
        this.err = err;
    }

    @Override
    public RehearsalListener begins(int number, RehearsalCase next) {
        err.printf("%d/%d %s …%n", number, count, plain(next.name()));
        err.flush();
        return RehearsalListener.NONE;
    }

    @Override
    public void ended(int number, CaseResult result) {
        Outcome outcome = result.outcome();
        out.println(
                "%s  %s  %s in %s s%s%s"
                        .formatted(
                                result.passed() ? "ok  " : "FAIL",
                                plain(result.of().name()),
                                outcome.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                String.format(Locale.ROOT, "%.2f", outcome.took().toNanos() / 1e9),
                                outcome.served().map(by -> " by " + plain(by)).orElse(""),
                                result.passed()
                                        ? ""
                                        : ": " + plain(String.join("; ", result.misses()))));
        out.flush();
    }

    void summary(String line) {
        out.println(line);
        out.flush();
    }

    /// Without what a terminal would obey.
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
