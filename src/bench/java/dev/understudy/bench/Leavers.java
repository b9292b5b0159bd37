package dev.understudy.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// How soon the upstream notices that the caller has left.
final class Leavers {
    private static final int TIMES = 30;
    private static final Pattern ENTRY =
            Pattern.compile(
                    "\"time\":\"([^\"]+)\",\"model\":\"([^\"]+)\"[^}]*\"client_gave_up_at\":([0-9.E-]+)");

    private final Stage stage;
    private final Table table;

    Leavers(Stage stage, Table table) {
        this.stage = stage;
        this.table = table;
    }

    void measure() throws IOException, InterruptedException {
        measure("hang-headers", 0, "before the first token");
        measure("hang-after-2", 2, "within a stream");
    }

    private void measure(String model, int events, String what)
            throws IOException, InterruptedException {
        var middle = new Rounds();
        var late = new Rounds();
        for (Door door : stage.doors()) {
            var times = new Samples();
            for (int i = 0; i < TIMES; i++) {
                leave(door, model, events).ifPresent(time -> times.add(time.toNanos()));
            }
            if (times.count() < TIMES) {
                table.note(
                        "%s: of %d callers that left %s, the upstream noticed %d"
                                .formatted(door.name(), TIMES, what, times.count()));
            }
            if (times.count() > 0) {
                middle.add(door.name(), times.millis(0.5));
                late.add(door.name(), times.millis(1));
            }
        }
        table.row("caller leaves %s: noticed after, p50 (ms)".formatted(what), middle, 1);
        table.bar(
                "… the longest (ms)",
                late.median(Table.NGINX),
                late.median(Table.OURS),
                1,
                Table.Bar.most(50, ""));
    }

    private Optional<Duration> leave(Door door, String model, int events)
            throws IOException, InterruptedException {
        Instant closed;
        Instant begun = Instant.now();
        try (var line = new Line(door)) {
            line.send(door.call(model, ",\"stream\":true"));
            line.untilEvents(events);
            Thread.sleep(60);
            closed = Instant.now();
        }
        for (int i = 0; i < 40; i++) {
            Thread.sleep(25);
            var noticed = noticed(model, begun);
            if (noticed.isPresent()) {
                return noticed.map(at -> Duration.between(closed, at));
            }
        }
        return Optional.empty();
    }

    /// When the upstream wrote down that the call which began after `begun` was left.
    private Optional<Instant> noticed(String model, Instant begun) throws IOException {
        var entries = ENTRY.matcher(Line.get(stage.door(Table.DIRECT), "/control/log"));
        while (entries.find()) {
            Instant received = Instant.parse(entries.group(1));
            if (entries.group(2).equals(model) && !received.isBefore(begun)) {
                double after = Double.parseDouble(entries.group(3));
                return Optional.of(received.plusNanos((long) (after * 1e9)));
            }
        }
        return Optional.empty();
    }
}
