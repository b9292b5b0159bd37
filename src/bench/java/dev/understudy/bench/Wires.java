package dev.understudy.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// What translation costs: each caller's wire in front of a provider of the same, and of another.
final class Wires {
    private static final String SHORT = "text-5";
    private static final String LONG = "text-200";
    private static final List<Way> WAYS =
            List.of(
                    new Way(Form.CHAT, Form.CHAT),
                    new Way(Form.CHAT, Form.MESSAGES),
                    new Way(Form.MESSAGES, Form.MESSAGES),
                    new Way(Form.MESSAGES, Form.CHAT),
                    new Way(Form.RESPONSES, Form.RESPONSES),
                    new Way(Form.RESPONSES, Form.CHAT));

    private final Stage stage;
    private final Options options;
    private final Table table;

    Wires(Stage stage, Options options, Table table) {
        this.stage = stage;
        this.options = options;
        this.table = table;
    }

    /// A caller's wire and its provider's.
    private record Way(Form caller, Form provider) {
        @Override
        public String toString() {
            return caller == provider
                    ? caller + ", passed on"
                    : "%s in front of %s".formatted(caller, provider);
        }
    }

    /// Times and processor time of one way.
    private record Rows(Rounds calls, Rounds firstTokens, Rounds work) {
        Rows() {
            this(new Rounds(), new Rounds(), new Rounds());
        }
    }

    void measure() throws IOException {
        var rows = WAYS.stream().map(_ -> new Rows()).toList();
        for (int round = -1; round < options.rounds(); round++) {
            for (int i = 0; i < WAYS.size(); i++) {
                for (Door door : doors(WAYS.get(i))) {
                    if (round < 0) {
                        measure(WAYS.get(i), door, options.warm().dividedBy(8), new Rows());
                    } else {
                        measure(WAYS.get(i), door, options.slice(), rows.get(i));
                    }
                }
            }
        }
        for (int i = 0; i < WAYS.size(); i++) {
            table.row(WAYS.get(i) + ": one small call, p50 (ms)", rows.get(i).calls(), 3);
            table.row(
                    "… a stream at full speed: first token, p50 (ms)",
                    rows.get(i).firstTokens(),
                    3);
            table.row("… … processor time of one event (µs)", rows.get(i).work(), 1);
        }
    }

    /// Only gateways translate.
    private List<Door> doors(Way way) {
        return stage.doors().stream()
                .filter(door ->
                        way.caller() == way.provider() || door.naming() == Door.Naming.BY_PROVIDER)
                .toList();
    }

    private void measure(Way way, Door door, Duration length, Rows rows) throws IOException {
        byte[] call = door.call(way.caller(), way.provider(), SHORT, "");
        byte[] stream = door.call(way.caller(), way.provider(), LONG, ",\"stream\":true");
        var calls = new Samples();
        var firstTokens = new Samples();
        try (var line = new Line(door)) {
            line.call(call);
            long end = System.nanoTime() + length.toNanos();
            while (System.nanoTime() < end) {
                calls.add(line.call(call));
            }
            line.firstToken(stream, way.caller().firstToken());
            double before = stage.micros(door);
            long events = line.events();
            end = System.nanoTime() + length.toNanos();
            while (System.nanoTime() < end) {
                firstTokens.add(line.firstToken(stream, way.caller().firstToken()));
            }
            double used = stage.micros(door) - before;
            stage.process(door)
                    .ifPresent(_ -> rows.work().add(door.name(), used / (line.events() - events)));
        }
        rows.calls().add(door.name(), calls.millis(0.5));
        rows.firstTokens().add(door.name(), firstTokens.millis(0.5));
    }
}
