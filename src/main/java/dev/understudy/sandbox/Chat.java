package dev.understudy.sandbox;

import dev.understudy.model.Wire;
import dev.understudy.sandbox.RequestLog.Entry;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// Answers requests for text on any wire: finds the script of the model, or of the first fallback
/// that does not refuse at once, and plays it.
final class Chat {
    private final Memory memory;
    private final Scenarios scenarios;
    private final Catalogue catalogue;

    Chat(Memory memory, Catalogue catalogue) {
        this.memory = memory;
        this.scenarios = new Scenarios(memory);
        this.catalogue = catalogue;
    }

    void answer(Caller caller, Wire wire, Manner manner, String key, byte[] body, Entry entry)
            throws IOException {
        var json = Json.readObject(body);
        if (json.isEmpty()) {
            ErrorReply.send(caller, manner, Faults.badBody("The request body is not valid JSON."));
            return;
        }
        var call = ChatCall.read(wire, manner, json.get());
        if (call.isEmpty()) {
            String field = Json.string(json.get(), "model").isBlank() ? "model" : input(wire);
            ErrorReply.send(caller, manner, Faults.badBody(missing(wire, field)));
            return;
        }
        play(caller, call.get(), choose(call.get(), key, entry));
    }

    private Part choose(ChatCall call, String key, Entry entry) {
        var queued = memory.queued();
        Optional<Part> chosen = Optional.empty();
        for (String model : call.models()) {
            if (chosen.isEmpty() || chosen.get().script().refuses()) {
                chosen = Optional.of(part(model, queued.orElse(model), call, key, entry));
            }
        }
        return chosen.orElseThrow(() -> new IllegalStateException("no model at all"));
    }

    private Part part(String model, String scenario, ChatCall call, String key, Entry entry) {
        int attempt = memory.count(model);
        int attemptWithKey = memory.count(key + " " + model);
        entry.attempts(new Entry.Attempt(model, attempt, call.streaming(), call.lastRole()));
        var script = scenarios.script(scenario, call, attempt, attemptWithKey);
        if (script.isPresent()) {
            return new Part(model, Price.SANDBOX, script.get());
        }
        return catalogue
                .modelByAnyName(model)
                .map(found -> new Part(model, Catalogue.price(found), scenarios.demo(call)))
                .orElseGet(() -> new Part(model, Price.SANDBOX, unknown(call.manner(), model)));
    }

    private static Script unknown(Manner manner, String model) {
        return Script.only(new Step.Fail(Faults.unknownModel(manner, model)));
    }

    private static String input(Wire wire) {
        return wire == Wire.RESPONSES ? "input" : "messages";
    }

    private static String missing(Wire wire, String field) {
        return switch (wire) {
            case CHAT_COMPLETIONS -> "Input required: specify \"%s\"".formatted(field);
            case RESPONSES -> "Missing required parameter: '%s'.".formatted(field);
            case MESSAGES -> field + ": Field required";
        };
    }

    private static void play(Caller caller, ChatCall call, Part part) throws IOException {
        AnswerWriter writer =
                call.wire() == Wire.CHAT_COMPLETIONS
                        ? chat(caller, call, part)
                        : other(caller, call, part);
        new Player(caller, writer).play(part.script());
    }

    private static AnswerWriter chat(Caller caller, ChatCall call, Part part) {
        var json =
                new ChatJson(
                        call.manner(),
                        part.model(),
                        call.promptTokens(),
                        part.price(),
                        Instant.now().getEpochSecond());
        return call.streaming()
                ? new ChatStream(caller, json, part.script(), call.usageAsked())
                : new ChatBody(caller, json, part.script());
    }

    private static AnswerWriter other(Caller caller, ChatCall call, Part part) {
        String id =
                call.wire() == Wire.RESPONSES
                        ? "resp_" + Ids.alphanumeric(48)
                        : call.manner().newId(Instant.now().getEpochSecond());
        var pieces = new Pieces(call.wire(), id, part.model(), call.promptTokens());
        var headers = call.manner().headers(id);
        return call.streaming()
                ? new WireStream(caller, call, pieces, headers, part.script())
                : new WireBody(caller, call, pieces, headers, part.script());
    }

    /// Who answers, at what price, and how.
    private record Part(String model, Price price, Script script) {}
}
