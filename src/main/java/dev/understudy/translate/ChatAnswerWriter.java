package dev.understudy.translate;

import dev.understudy.model.Delta;
import dev.understudy.model.Part;
import dev.understudy.model.ProviderError;
import dev.understudy.model.Usage;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes answers of the chat-completions wire.
final class ChatAnswerWriter implements AnswerWriter {
    private final InstantSource clock;
    private final Ids ids;
    private final boolean tellUsage;
    private String last = "";
    private String id = "";
    private String model = "";
    private long created;
    private int details;
    private boolean thought;
    private boolean ended;
    private Optional<Usage> usage = Optional.empty();

    /// @param tellUsage whether the caller asked for a chunk that tells it
    ChatAnswerWriter(InstantSource clock, Ids ids, boolean tellUsage) {
        this.clock = clock;
        this.ids = ids;
        this.tellUsage = tellUsage;
    }

    @Override
    public void write(Delta delta, List<WireEvent> out) {
        switch (delta) {
            case Delta.Started(var name, var theirs) -> start(name, theirs, out);
            case Delta.Text(var text) -> out.add(piece(Json.object().put("content", text)));
            case Delta.Refusal(var text) -> out.add(piece(Json.object().put("refusal", text)));
            case Delta.Thinking(var text, var format) -> {
                ObjectNode piece = Json.object().put("reasoning", text);
                ReasoningDetails.text(piece.putArray("reasoning_details"), text, format, details);
                thought = true;
                out.add(piece(piece));
            }
            case Delta.Signature(var signature, var format) -> {
                ObjectNode piece = Json.object();
                ReasoningDetails.signature(
                        piece.putArray("reasoning_details"), signature, format, details++);
                thought = false;
                out.add(piece(piece));
            }
            case Delta.Redacted(var data, var format) -> {
                details += thought ? 1 : 0;
                thought = false;
                ObjectNode piece = Json.object();
                ReasoningDetails.encrypted(
                        piece.putArray("reasoning_details"), data, format, details++);
                out.add(piece(piece));
            }
            case Delta.ToolBegun(int index, var call, var name) -> {
                ObjectNode piece = Json.object();
                ObjectNode node = piece.putArray("tool_calls").addObject().put("index", index);
                node.put("id", call).put("type", "function");
                node.putObject("function").put("name", name).put("arguments", "");
                out.add(piece(piece));
            }
            case Delta.ToolArguments(int index, var arguments) -> {
                ObjectNode piece = Json.object();
                piece.putArray("tool_calls")
                        .addObject()
                        .put("index", index)
                        .putObject("function")
                        .put("arguments", arguments);
                out.add(piece(piece));
            }
            case Delta.Cited source -> {
                ObjectNode piece = Json.object();
                cited(piece.putArray("annotations"), source);
                out.add(piece(piece));
            }
            case Delta.Finished finished -> {
                ObjectNode chunk = chunk();
                choice(chunk, Json.object(), finished.reason().word(), finished.word());
                out.add(message(chunk));
            }
            case Delta.Used(var used) -> usage = Optional.of(used);
            case Delta.Failed(var error) -> failed(fault(error), out);
            case Delta.Ended _ -> end(out);
            case Delta.ToolEnded _, Delta.Beyond _ -> {}
        }
    }

    @Override
    public void passed(String name, String data) {
        if (data.equals(ChatCompletions.DONE)) {
            ended = true;
        } else {
            last = data;
        }
    }

    @Override
    public boolean closed() {
        return ended;
    }

    @Override
    public void end(List<WireEvent> out) {
        if (ended) {
            return;
        }
        ended = true;
        if (tellUsage && usage.isPresent()) {
            ObjectNode chunk = chunk();
            chunk.putArray("choices");
            chunk.set("usage", Usages.chat(usage.get()));
            out.add(message(chunk));
        }
        out.add(new WireEvent("", ChatCompletions.DONE));
    }

    @Override
    public void failed(Fault fault, List<WireEvent> out) {
        if (!ended) {
            ended = true;
            chunk();
            String before =
                    Json.string(
                            Json.object()
                                    .put("id", id)
                                    .put("created", created)
                                    .put("model", model));
            out.add(
                    new WireEvent(
                            "error",
                            ChatErrors.event(
                                    before,
                                    fault.status(),
                                    fault.code(),
                                    fault.type(),
                                    fault.message())));
            out.add(new WireEvent("", ChatCompletions.DONE));
        }
    }

    @Override
    public byte[] whole(List<Delta> deltas) {
        Gathered answer = Gathered.of(deltas);
        start(answer.started());
        ObjectNode root = Json.object().put("id", id).put("object", "chat.completion");
        root.put("created", created).put("model", model);
        ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        ArrayNode calls = Json.array();
        ArrayNode reasoning = Json.array();
        for (Part part : answer.parts()) {
            part(part, calls, reasoning);
        }
        String text = answer.text();
        if (text.isEmpty() && !calls.isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", text);
        }
        if (answer.refusal().isEmpty()) {
            message.putNull("refusal");
        } else {
            message.put("refusal", answer.refusal());
        }
        if (!reasoning.isEmpty()) {
            String thinking =
                    answer.parts().stream()
                            .filter(Part.Thinking.class::isInstance)
                            .map(part -> ((Part.Thinking) part).text())
                            .collect(Collectors.joining());
            if (!thinking.isEmpty()) {
                message.put("reasoning", thinking);
            }
            message.set("reasoning_details", reasoning);
        }
        if (!answer.sources().isEmpty()) {
            ArrayNode annotations = message.putArray("annotations");
            answer.sources().forEach(source -> cited(annotations, source));
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        choice.putNull("logprobs");
        choice.put("finish_reason", answer.finished().reason().word());
        choice.put("native_finish_reason", answer.finished().word());
        root.set("usage", Usages.chat(answer.usage()));
        return Json.bytes(root);
    }

    static Fault fault(ProviderError error) {
        return new Fault(
                error.status() < 400 ? 502 : error.status(),
                error.code().isEmpty() ? "provider_failed" : error.code(),
                error.type().isEmpty() ? "server_error" : error.type(),
                error.message());
    }

    private static void part(Part part, ArrayNode calls, ArrayNode reasoning) {
        switch (part) {
            case Part.ToolUse(var id, var name, var arguments) ->
                    calls.addObject()
                            .put("id", id)
                            .put("type", "function")
                            .putObject("function")
                            .put("name", name)
                            .put("arguments", arguments);
            case Part.Thinking thinking ->
                    ReasoningDetails.whole(reasoning, thinking, reasoning.size());
            case Part.Redacted(var data, var format) ->
                    ReasoningDetails.encrypted(reasoning, data, format, reasoning.size());
            case Part.Text _, Part.Image _, Part.Document _, Part.Audio _, Part.ToolResult _ -> {}
        }
    }

    private static void cited(ArrayNode annotations, Delta.Cited source) {
        ObjectNode annotation = annotations.addObject().put("type", "url_citation");
        annotation
                .putObject("url_citation")
                .put("url", source.url())
                .put("title", source.title())
                .put("content", source.quote())
                .put("start_index", 0)
                .put("end_index", 0);
    }

    private void start(String name, String theirs, List<WireEvent> out) {
        start(new Delta.Started(name, theirs));
        out.add(piece(Json.object().put("role", "assistant").put("content", "")));
    }

    private void start(Delta.Started started) {
        id = started.id().isEmpty() ? ids.next("chatcmpl-") : started.id();
        model = started.model();
        created = clock.instant().getEpochSecond();
    }

    private WireEvent piece(ObjectNode delta) {
        ObjectNode chunk = chunk();
        choice(chunk, delta, "", "");
        return message(chunk);
    }

    /// A chunk of the stream that runs, be it ours or one that went by.
    private ObjectNode chunk() {
        if (id.isEmpty()) {
            JsonNode before = Json.object();
            try {
                before = last.isEmpty() ? before : Json.read(last);
            } catch (MalformedJsonException _) {
                // then the ids are made up
            }
            start(new Delta.Started(Json.string(before, "id"), Json.string(before, "model")));
            if (Json.number(before, "created") > 0) {
                created = Json.number(before, "created");
            }
        }
        return Json.object()
                .put("id", id)
                .put("object", "chat.completion.chunk")
                .put("created", created)
                .put("model", model);
    }

    private static void choice(ObjectNode chunk, ObjectNode delta, String finish, String word) {
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        if (finish.isEmpty()) {
            choice.putNull("finish_reason");
        } else {
            choice.put("finish_reason", finish).put("native_finish_reason", word);
        }
    }

    private static WireEvent message(ObjectNode chunk) {
        return new WireEvent("", Json.string(chunk));
    }
}
