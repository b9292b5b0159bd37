package dev.understudy.translate;

import dev.understudy.model.Delta;
import dev.understudy.model.ProviderError;
import dev.understudy.model.Usage;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
    private ArrayNode logprobs = Json.array();
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
            case Delta.Started started -> {
                start(started);
                out.add(piece(Json.object().put("role", "assistant").put("content", "")));
            }
            case Delta.Text(var text) -> out.add(text(text));
            case Delta.Logprobs(var tokens) -> Json.known(tokens).forEach(logprobs::add);
            case Delta.Refusal(var text) -> out.add(piece(Json.object().put("refusal", text)));
            case Delta.Thinking(var text, var format) -> {
                thought = true;
                ObjectNode piece = Json.object();
                ReasoningDetails.told(piece, text);
                ReasoningDetails.text(piece.putArray("reasoning_details"), text, format, details);
                out.add(piece(piece));
            }
            case Delta.Signature(var signature, var format) -> {
                thought = false;
                ObjectNode piece = Json.object();
                ReasoningDetails.signature(
                        piece.putArray("reasoning_details"), signature, format, details++);
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
                ChatCompletion.cited(piece.putArray("annotations"), source);
                out.add(piece(piece));
            }
            case Delta.Finished finished -> {
                ObjectNode chunk = chunk();
                choice(chunk, Json.object())
                        .put("finish_reason", finished.reason().word())
                        .put("native_finish_reason", finished.word());
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
            out.add(
                    new WireEvent(
                            "error",
                            ChatErrors.event(
                                    Json.string(chunk()),
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
        return Json.bytes(ChatCompletion.of(answer, id, created));
    }

    static Fault fault(ProviderError error) {
        return new Fault(
                error.status() < 400 ? 502 : error.status(),
                error.code().isEmpty() ? "provider_failed" : error.code(),
                error.type().isEmpty() ? "server_error" : error.type(),
                error.message());
    }

    private void start(Delta.Started started) {
        id = started.id().isEmpty() ? ids.next("chatcmpl-") : started.id();
        model = started.model();
        created = clock.instant().getEpochSecond();
    }

    private WireEvent text(String text) {
        ObjectNode chunk = chunk();
        ObjectNode choice = choice(chunk, Json.object().put("content", text));
        if (!logprobs.isEmpty()) {
            choice.putObject("logprobs").putNull("refusal").set("content", logprobs);
            logprobs = Json.array();
        }
        return message(chunk);
    }

    private WireEvent piece(ObjectNode delta) {
        ObjectNode chunk = chunk();
        choice(chunk, delta);
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

    private static ObjectNode choice(ObjectNode chunk, ObjectNode delta) {
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        return choice.putNull("finish_reason");
    }

    private static WireEvent message(ObjectNode chunk) {
        return new WireEvent("", Json.string(chunk));
    }
}
