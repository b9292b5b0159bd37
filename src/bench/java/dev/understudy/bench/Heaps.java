package dev.understudy.bench;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/// What flags of the Java machine make of memory and speed: a gateway of its own for each set of
/// them, one after the other.
final class Heaps {
    private final Stage stage;
    private final Options options;
    private final Table table;

    Heaps(Stage stage, Options options, Table table) {
        this.stage = stage;
        this.options = options;
        this.table = table;
    }

    void measure() throws IOException, InterruptedException {
        for (int i = 0; i < options.heaps().size(); i++) {
            String flags = options.heaps().get(i);
            try (Child child = stage.serve(options.with(flags), "heap-" + i)) {
                measure(flags, child, Stage.door(child, Table.OURS));
            }
        }
    }

    private void measure(String flags, Child child, Door door)
            throws IOException, InterruptedException {
        Thread.sleep(Bench.IDLE);
        row(flags + ": resident, idle (MB)", (double) child.megabytes("VmRSS"), 120);
        Calls.perSecond(door, options.warm());
        double before = child.micros();
        long start = System.nanoTime();
        double rate = Calls.perSecond(door, options.slice().multipliedBy(options.rounds()));
        double calls = rate * (System.nanoTime() - start) / 1e9;
        row("… calls/s, 32 connections", rate, Double.NaN);
        row("… processor time of one call (µs)", (child.micros() - before) / calls, Double.NaN);
        row("… resident, under load (MB)", (double) child.megabytes("VmRSS"), 250);
        var streams = new ManyStreams(door, options.streams());
        streams.run(); // the compiler's share
        ManyStreams.Outcome outcome = streams.run();
        String what = String.format(Locale.ROOT, "… %,d streams: ", options.streams());
        row(what + "events lost", (double) outcome.lostEvents(), 0);
        row(what + "late by, p99 (ms)", outcome.late().millis(0.99), Double.NaN);
        row(what + "resident at most (MB)", (double) child.megabytes("VmHWM"), 400);
    }

    private void row(String what, double value, double most) {
        table.bar(
                what,
                Optional.empty(),
                Optional.of(value),
                0,
                Double.isNaN(most) ? Table.Bar.NONE : Table.Bar.most(most, ""));
    }
}
