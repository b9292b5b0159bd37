package dev.understudy.bench;

import java.io.IOException;

/// What a failed first target adds to the second target's own time.
final class Failovers {
    private final Stage stage;
    private final Options options;
    private final Table table;

    Failovers(Stage stage, Options options, Table table) {
        this.stage = stage;
        this.options = options;
        this.table = table;
    }

    void measure() throws IOException {
        Door door = stage.door(Table.OURS);
        var middle = new Rounds();
        for (int round = -1; round < options.rounds(); round++) {
            for (String model : new String[] {"up:text-5", "after-401", "after-429"}) {
                double time = time(door, door.named(model, ""));
                if (round >= 0) {
                    middle.add(model, time);
                }
            }
        }
        for (String status : new String[] {"401", "429"}) {
            table.bar(
                    "failover after a %s, added p50 (ms)".formatted(status),
                    java.util.Optional.empty(),
                    middle.median("after-" + status, "up:text-5", (a, b) -> a - b),
                    2,
                    Table.Bar.most(2, ""));
        }
    }

    private double time(Door door, byte[] request) throws IOException {
        var times = new Samples();
        try (var line = new Line(door)) {
            long end = System.nanoTime() + options.slice().toNanos();
            while (System.nanoTime() < end) {
                times.add(line.call(request));
            }
        }
        return times.millis(0.5);
    }
}
