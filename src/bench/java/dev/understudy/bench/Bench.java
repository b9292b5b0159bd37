package dev.understudy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Runs the benchmark and writes its table.
public final class Bench {
    private static final int STREAM_ROUNDS = 3;
    static final Duration IDLE = Duration.ofSeconds(2);

    private final Options options;
    private final Table table;

    private Bench(Options options) {
        this.options = options;
        this.table = new Table(!options.before().isEmpty());
    }

    /// Measures what the options ask for. The exit code is 1 if the failure catalogue was asked for
    /// and not all of it passes.
    ///
    /// @param args the build's folder, and the module path of the program
    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.read(Path.of(args[0]), args[1]);
        boolean passed = !options.parts().contains("failures") || new Failures(options).run();
        if (!options.parts().equals(Set.of("failures"))) {
            new Bench(options).measure();
        }
        System.exit(passed ? 0 : 1);
    }

    private void measure() throws IOException, InterruptedException {
        run();
        String text = table.markdown();
        Files.writeString(options.target().resolve("bench.md"), text);
        System.out.println("\n" + text);
    }

    private void run() throws IOException, InterruptedException {
        part("models", () -> new ModelLists(table).measure());
        if (options.parts().equals(Set.of("models"))) {
            return;
        }
        try (var stage = new Stage(options, table)) {
            Thread.sleep(IDLE);
            memory("resident memory, idle (MB)", stage.gateway(), "VmRSS", 120);
            var calls = new Calls(stage, options, table);
            calls.warm();
            part("calls", calls::latency);
            part("calls", calls::chosen);
            part(
                    "load",
                    () -> {
                        calls.load();
                        memory("resident memory, under load (MB)", stage.gateway(), "VmRSS", 250);
                    });
            part("first", () -> new FirstTokens(stage, options, table).measure());
            part("wires", () -> new Wires(stage, options, table).measure());
            part("failover", () -> new Failovers(stage, options, table).measure());
            part("leave", () -> new Leavers(stage, table).measure());
            part("streams", () -> streams(stage));
            part("heaps", () -> new Heaps(stage, options, table).measure());
        }
        table.note(
                "%d processors; %d rounds of %s s; medians over the rounds"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                options.rounds(),
                                options.slice().toMillis() / 1000.0));
    }

    /// One of the things to measure.
    private interface Part {
        void measure() throws IOException, InterruptedException;
    }

    private void part(String name, Part part) throws InterruptedException {
        if (options.parts().contains(name)) {
            try {
                part.measure();
            } catch (IOException e) {
                table.note("%s broke off: %s".formatted(name, e.getMessage()));
            }
        }
    }

    private void streams(Stage stage) throws IOException {
        var late = new Rounds();
        var middle = new Rounds();
        var lost = new Rounds();
        var work = new Rounds();
        for (Door door : stage.doors()) {
            new ManyStreams(door, options.streams()).run(); // the compiler's share
        }
        for (int round = 0; round < Math.min(STREAM_ROUNDS, options.rounds()); round++) {
            for (Door door : stage.doors()) {
                double before = stage.micros(door);
                ManyStreams.Outcome outcome = new ManyStreams(door, options.streams()).run();
                double used = stage.micros(door) - before;
                stage.process(door)
                        .ifPresent(_ -> work.add(door.name(), used / outcome.late().count()));
                middle.add(door.name(), outcome.late().millis(0.5));
                late.add(door.name(), outcome.late().millis(0.99));
                lost.add(door.name(), (double) outcome.lostEvents());
                if (outcome.lostStreams() > 0) {
                    table.note(
                            "%s: %d of %d streams did not come whole"
                                    .formatted(
                                            door.name(), outcome.lostStreams(), options.streams()));
                }
            }
        }
        String what = String.format(Locale.ROOT, "%,d streams of 20 events/s: ", options.streams());
        table.bar(
                what + "events lost",
                lost.median(Table.NGINX),
                lost.median(Table.OURS),
                0,
                Table.Bar.most(0, ""));
        table.row(what + "late by, p50 (ms)", middle, 2);
        table.row(what + "late by, p99 (ms)", late, 2);
        table.bar(
                "… added p99 (ms)",
                late.median(Table.NGINX, Table.DIRECT, (a, b) -> a - b),
                late.median(Table.OURS, Table.DIRECT, (a, b) -> a - b),
                2,
                Table.Bar.most(25, ""));
        table.row("… processor time of one event (µs)", work, 0);
        memory("… resident memory at most (MB)", stage.gateway(), "VmHWM", 400);
    }

    private void memory(String what, Child gateway, String field, double most) {
        table.bar(
                what,
                Optional.empty(),
                Optional.of((double) gateway.megabytes(field)),
                0,
                Table.Bar.most(most, ""));
    }
}
