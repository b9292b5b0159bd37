package dev.understudy.translate;

import dev.understudy.model.Delta;
import dev.understudy.model.FinishReason;
import dev.understudy.model.Part;
import dev.understudy.model.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;

/// An answer's pieces put together: its parts in order, and how it ended.
final class Gathered {
    private final List<Part> parts = new ArrayList<>();
    private final List<Delta.Cited> sources = new ArrayList<>();
    private final Map<Integer, Integer> calls = new HashMap<>();
    private final ArrayNode logprobs = Json.array();
    private final StringBuilder refusal = new StringBuilder();
    private Delta.Started started = new Delta.Started("", "");
    private Delta.Finished finished = new Delta.Finished(FinishReason.STOP, "stop", "");
    private Optional<Usage> usage = Optional.empty();

    static Gathered of(List<Delta> deltas) {
        var gathered = new Gathered();
        deltas.forEach(gathered::add);
        return gathered;
    }

    List<Part> parts() {
        return parts;
    }

    List<Delta.Cited> sources() {
        return sources;
    }

    /// How likely the tokens of the text were; empty if that was not told.
    ArrayNode logprobs() {
        return logprobs;
    }

    /// All visible reasoning of the answer.
    String thinking() {
        return parts.stream()
                .filter(Part.Thinking.class::isInstance)
                .map(part -> ((Part.Thinking) part).text())
                .collect(Collectors.joining());
    }

    String refusal() {
        return refusal.toString();
    }

    Delta.Started started() {
        return started;
    }

    Delta.Finished finished() {
        return finished;
    }

    Usage usage() {
        return usage.orElseGet(() -> new Usage(0, 0, 0, 0, Optional.empty()));
    }

    /// All text of the answer.
    String text() {
        return ChatMessages.texts(parts, "");
    }

    private void add(Delta delta) {
        Part last = parts.isEmpty() ? new Part.Text("") : parts.getLast();
        switch (delta) {
            case Delta.Started begun -> started = begun;
            case Delta.Text(var text) -> {
                if (!parts.isEmpty() && last instanceof Part.Text(var before)) {
                    parts.set(parts.size() - 1, new Part.Text(before + text));
                } else {
                    parts.add(new Part.Text(text));
                }
            }
            case Delta.Logprobs(var tokens) -> Json.known(tokens).forEach(logprobs::add);
            case Delta.Refusal(var text) -> refusal.append(text);
            case Delta.Thinking(var text, var format) -> {
                if (last instanceof Part.Thinking(var before, var none, _) && none.isEmpty()) {
                    parts.set(parts.size() - 1, new Part.Thinking(before + text, "", format));
                } else {
                    parts.add(new Part.Thinking(text, "", format));
                }
            }
            case Delta.Signature(var signature, var format) -> {
                if (last instanceof Part.Thinking(var text, var none, _) && none.isEmpty()) {
                    parts.set(parts.size() - 1, new Part.Thinking(text, signature, format));
                } else {
                    parts.add(new Part.Thinking("", signature, format));
                }
            }
            case Delta.Redacted(var data, var format) -> parts.add(new Part.Redacted(data, format));
            case Delta.ToolBegun(int index, var id, var name) -> {
                calls.put(index, parts.size());
                parts.add(new Part.ToolUse(id, name, ""));
            }
            case Delta.ToolArguments(int index, var piece) -> {
                int at = calls.getOrDefault(index, -1);
                if (at >= 0
                        && parts.get(at) instanceof Part.ToolUse(var id, var name, var before)) {
                    parts.set(at, new Part.ToolUse(id, name, before + piece));
                }
            }
            case Delta.Cited source -> sources.add(source);
            case Delta.Finished ended -> finished = ended;
            case Delta.Used(var used) -> usage = Optional.of(used);
            case Delta.ToolEnded _, Delta.Beyond _, Delta.Failed _, Delta.Ended _ -> {}
        }
    }
}
