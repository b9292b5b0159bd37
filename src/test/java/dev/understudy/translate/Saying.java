package dev.understudy.translate;

import dev.understudy.model.Delta;
import dev.understudy.model.Part;
import dev.understudy.model.ProviderError;
import dev.understudy.model.Usage;
import dev.understudy.model.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What an answer says in all, as our own readers understand it.
///
/// @param seals signatures and encrypted reasoning, each with its format
/// @param calls a tool's name with the call's id, and the arguments
/// @param sources how many are cited
record Saying(
        String text,
        String thinking,
        List<String> seals,
        List<Map.Entry<String, JsonNode>> calls,
        int sources,
        Optional<String> finish,
        Optional<Usage> usage,
        Optional<ProviderError> error) {
    static Saying of(Wire wire, List<WireEvent> events) throws MalformedJsonException {
        DeltaReader reader = DeltaReader.of(wire, 1, new Ids(new Random(1)));
        var deltas = new ArrayList<Delta>();
        for (WireEvent event : events) {
            deltas.addAll(reader.event(event.name(), event.data()));
        }
        return of(deltas);
    }

    static Saying of(Wire wire, byte[] whole) throws MalformedJsonException {
        return of(
                DeltaReader.of(wire, 1, new Ids(new Random(1)))
                        .whole(Json.read(whole, 0, whole.length)));
    }

    /// The same, whatever was used: some wires must tell something.
    Saying butUsage() {
        return new Saying(text, thinking, seals, calls, sources, finish, Optional.empty(), error);
    }

    /// The same with other seals.
    Saying sealed(List<String> others) {
        return new Saying(text, thinking, others, calls, sources, finish, usage, error);
    }

    /// What a recording says, but for what it seals.
    static Saying of(Recorded recorded) {
        var calls = new ArrayList<Map.Entry<String, JsonNode>>();
        recorded.calls()
                .forEach(call ->
                        calls.add(
                                Map.entry(
                                        call.name() + " " + call.id(), parsed(call.arguments()))));
        return new Saying(
                recorded.text() + recorded.refusal(),
                recorded.thinking(),
                List.of(),
                calls,
                recorded.sources(),
                recorded.finish(),
                recorded.usage(),
                recorded.error().map(message -> new ProviderError(0, "", "", message)));
    }

    private static JsonNode parsed(String arguments) {
        try {
            return Json.read(arguments);
        } catch (MalformedJsonException _) {
            return Json.object().put("broken off", arguments);
        }
    }

    static Saying of(List<Delta> deltas) {
        Gathered answer = Gathered.of(deltas);
        var seals = new ArrayList<String>();
        var calls = new ArrayList<Map.Entry<String, JsonNode>>();
        var thinking = new StringBuilder();
        for (Part part : answer.parts()) {
            if (part instanceof Part.Thinking(var text, var signature, var format)) {
                thinking.append(text);
                if (!signature.isEmpty()) {
                    seals.add(format + "=" + signature);
                }
            } else if (part instanceof Part.Redacted(var data, var format)) {
                seals.add(format + "=" + data);
            } else if (part instanceof Part.ToolUse(var id, var name, var arguments)) {
                calls.add(Map.entry(name + " " + id, parsed(arguments)));
            }
        }
        Map<Boolean, List<Delta>> failed =
                deltas.stream().collect(Collectors.partitioningBy(Delta.Failed.class::isInstance));
        boolean finished = deltas.stream().anyMatch(Delta.Finished.class::isInstance);
        boolean used = deltas.stream().anyMatch(Delta.Used.class::isInstance);
        return new Saying(
                answer.text() + answer.refusal(),
                thinking.toString(),
                seals,
                calls,
                answer.sources().size(),
                finished ? Optional.of(answer.finished().reason().word()) : Optional.empty(),
                used ? Optional.of(answer.usage()) : Optional.empty(),
                failed.getOrDefault(true, List.of()).stream()
                        .map(delta -> ((Delta.Failed) delta).error())
                        .findFirst());
    }
}
