package dev.understudy.bench;

import java.io.IOException;

/// The time to a stream's first token, one stream at a time.
final class FirstTokens {
    private final Stage stage;
    private final Options options;
    private final Table table;

    FirstTokens(Stage stage, Options options, Table table) {
        this.stage = stage;
        this.options = options;
        this.table = table;
    }

    /// Measures with a model that answers at full speed, and one of 20 events a second.
    void measure() throws IOException {
        measure("text-3", "a stream at full speed");
        measure("text-2@20", "a stream of 20 events/s");
    }

    private void measure(String model, String what) throws IOException {
        var middle = new Rounds();
        var late = new Rounds();
        for (int round = -1; round < options.rounds(); round++) {
            for (Door door : stage.doors()) {
                Samples times = times(door, model);
                if (round >= 0) {
                    middle.add(door.name(), times.millis(0.5));
                    late.add(door.name(), times.millis(0.99));
                }
            }
        }
        table.row(what + ": first token, p50 (ms)", middle, 3);
        table.row(what + ": first token, p99 (ms)", late, 3);
    }

    private Samples times(Door door, String model) throws IOException {
        var times = new Samples();
        byte[] request = door.call(model, ",\"stream\":true");
        try (var line = new Line(door)) {
            line.firstToken(request, Form.CHAT.firstToken());
            long end = System.nanoTime() + options.slice().toNanos();
            while (System.nanoTime() < end) {
                times.add(line.firstToken(request, Form.CHAT.firstToken()));
            }
        }
        return times;
    }
}
