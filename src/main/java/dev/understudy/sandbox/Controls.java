package dev.understudy.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The routes a test steers the sandbox by: `/control/reset`, `/log`, `/config`, `/catalogue` and
/// `/queue`.
final class Controls {
    private static final Map<String, String> NO_HEADERS = Map.of();

    private final Memory memory;

    Controls(Memory memory) {
        this.memory = memory;
    }

    void answer(Caller caller, String method, String route, byte[] body) throws IOException {
        switch (method + " " + route) {
            case "POST reset" -> {
                memory.reset();
                caller.json(200, NO_HEADERS, done());
            }
            case "GET log" -> caller.json(200, NO_HEADERS, log());
            case "GET health" -> caller.json(200, NO_HEADERS, done());
            case "POST config" -> config(caller, Json.readObject(body).orElseGet(Json::object));
            case "POST catalogue" -> day(caller, Json.readObject(body).orElseGet(Json::object));
            case "POST queue" -> queue(caller, Json.readObject(body).orElseGet(Json::object));
            default -> ErrorReply.send(caller, Manner.OPENAI, Faults.plain(404, route));
        }
    }

    private void config(Caller caller, ObjectNode wanted) throws IOException {
        switch (Json.string(wanted, "profile").toLowerCase(Locale.ROOT)) {
            case "fast" -> memory.timing(Timing.FAST);
            case "full" -> memory.timing(Timing.FULL);
            default -> {
                ErrorReply.send(
                        caller, Manner.OPENAI, Faults.badBody("profile must be fast or full"));
                return;
            }
        }
        var answer = done();
        answer.set("timing", memory.timing().json());
        caller.json(200, NO_HEADERS, answer);
    }

    private void day(Caller caller, ObjectNode wanted) throws IOException {
        Optional<CatalogueDay> day = CatalogueDay.named(Json.string(wanted, "day"));
        if (day.isEmpty()) {
            ErrorReply.send(
                    caller,
                    Manner.OPENAI,
                    Faults.badBody("day must be plain, half, short, rubbish, busy or changed"));
            return;
        }
        memory.day(day.get());
        caller.json(200, NO_HEADERS, done());
    }

    private void queue(Caller caller, ObjectNode wanted) throws IOException {
        List<String> models = new ArrayList<>();
        for (JsonNode model : wanted.path("models")) {
            models.add(model.asString(""));
        }
        memory.queue(models);
        caller.json(200, NO_HEADERS, done().put("queued", models.size()));
    }

    private ObjectNode done() {
        return Json.object().put("ok", true).put("t", sinceReset(System.nanoTime()));
    }

    /// Every call of a model since the last reset, times in seconds.
    private ObjectNode log() {
        var answer = Json.object().put("t", sinceReset(System.nanoTime()));
        answer.set("timing", memory.timing().json());
        var log = answer.putArray("log");
        for (var entry : memory.log().entries()) {
            entry.attempt()
                    .ifPresent(attempt -> {
                        var line =
                                log.addObject()
                                        .put("t", sinceReset(entry.nanos()))
                                        .put("time", entry.received().toString())
                                        .put("model", attempt.model())
                                        .put("attempt", attempt.number())
                                        .put("stream", attempt.streaming())
                                        .put("last_role", attempt.lastRole());
                        entry.clientLeft()
                                .ifPresent(left -> line.put("client_gave_up_at", seconds(left)));
                    });
        }
        return answer;
    }

    private double sinceReset(long nanos) {
        return seconds(memory.sinceReset(nanos));
    }

    private static double seconds(Duration duration) {
        return Math.round(duration.toNanos() / 1e5) / 1e4;
    }
}
