package dev.understudy.sandbox;

import dev.understudy.sandbox.RequestLog.Entry;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// Answers chat completions: finds the script of the model, or of the first fallback that does not
/// refuse at once, and plays it.
final class Chat {
    private final Memory memory;
    private final Scenarios scenarios;
    private final Catalogue catalogue;

    Chat(Memory memory, Catalogue catalogue) {
        this.memory = memory;
        this.scenarios = new Scenarios(memory);
        this.catalogue = catalogue;
    }

    void answer(Caller caller, Manner manner, String key, byte[] body, Entry entry)
            throws IOException {
        var json = Json.readObject(body);
        if (json.isEmpty()) {
            ErrorReply.send(caller, manner, Faults.badBody("The request body is not valid JSON."));
            return;
        }
        var call = ChatCall.read(manner, json.get());
        if (call.isEmpty()) {
            ErrorReply.send(caller, manner, Faults.badBody("Input required: specify \"messages\""));
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

    private static void play(Caller caller, ChatCall call, Part part) throws IOException {
        var json =
                new ChatJson(
                        call.manner(),
                        part.model(),
                        call.promptTokens(),
                        part.price(),
                        Instant.now().getEpochSecond());
        AnswerWriter writer =
                call.streaming()
                        ? new ChatStream(caller, json, part.script(), call.usageAsked())
                        : new ChatBody(caller, json, part.script());
        new Player(caller, writer).play(part.script());
    }

    /// Who answers, at what price, and how.
    private record Part(String model, Price price, Script script) {}
}
