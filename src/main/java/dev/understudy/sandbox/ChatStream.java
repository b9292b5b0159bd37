package dev.understudy.sandbox;

import dev.understudy.sandbox.Script.Delivery;
import dev.understudy.sandbox.Script.UsageShape;
import dev.understudy.sse.SseText;
import java.io.IOException;
import java.util.HashMap;
import tools.jackson.databind.node.ObjectNode;

/// Writes a streamed chat completion, each event by itself.
final class ChatStream implements AnswerWriter {
    private static final String CHUNK = "chat.completion.chunk";

    private final Caller caller;
    private final ChatJson json;
    private final Script script;
    private final boolean usageAsked;
    private final Outlet outlet;
    private boolean opened;
    private boolean began;

    ChatStream(Caller caller, ChatJson json, Script script, boolean usageAsked) {
        this.caller = caller;
        this.json = json;
        this.script = script;
        this.usageAsked = usageAsked;
        this.outlet =
                script.delivery() == Delivery.SPLIT ? new SplitOutlet(caller) : new Outlet(caller);
    }

    @Override
    public void open() throws IOException {
        settleHead();
        caller.flushHead();
        greet();
    }

    /// The head, once; it leaves with the first bytes.
    private void settleHead() {
        if (!opened) {
            opened = true;
            var headers = new HashMap<>(json.manner().headers(json.id()));
            headers.put("Cache-Control", "no-cache");
            caller.head(
                    200,
                    headers,
                    script.delivery() == Delivery.MISLABELLED
                            ? "text/plain"
                            : "text/event-stream; charset=utf-8");
        }
    }

    /// What the provider sends before it has anything to say.
    private void greet() throws IOException {
        if (json.manner() == Manner.OPENROUTER) {
            comment("OPENROUTER PROCESSING");
        }
    }

    /// The role, which OpenAI sends in a chunk of its own.
    private void begin(Step.Content first) throws IOException {
        if (began) {
            return;
        }
        began = true;
        if (!opened) {
            settleHead();
            greet();
        }
        if (json.manner() != Manner.OPENROUTER) {
            var delta = Json.object().put("role", "assistant");
            if (first instanceof Step.ToolPiece) {
                delta.putNull("content");
            } else {
                delta.put("content", "");
            }
            event(chunk(delta.putNull("refusal"), "", ""));
        }
    }

    @Override
    public void content(Step.Content step) throws IOException {
        begin(step);
        json.count(step);
        event(chunk(delta(step), "", ""));
    }

    private ObjectNode delta(Step.Content step) {
        var delta = emptyDelta();
        switch (step) {
            case Step.Text(var piece) -> delta.put("content", piece);
            case Step.Reasoning(var piece) -> {
                delta.put("reasoning", piece);
                delta.putArray("reasoning_details").add(ChatJson.reasoningDetail(piece));
            }
            case Step.Signature(var value) ->
                    delta.putArray("reasoning_details").add(ChatJson.signatureDetail(value));
            case Step.ToolPiece piece -> {
                if (json.manner() == Manner.OPENROUTER) {
                    delta.putNull("content");
                }
                delta.putArray("tool_calls").add(ChatJson.toolPiece(piece));
            }
            case Step.Refusal(var piece) -> delta.put("refusal", piece);
            case Step.Image(var url) -> delta.putArray("images").add(ChatJson.image(url));
            case Step.Citation citation ->
                    delta.putArray("annotations").add(ChatJson.citation(citation));
        }
        return delta;
    }

    private ObjectNode emptyDelta() {
        return switch (json.manner()) {
            case OPENROUTER -> Json.object().put("content", "").put("role", "assistant");
            case OPENAI, ANTHROPIC -> Json.object();
        };
    }

    /// A chunk with one choice; blank reasons stand for null.
    private ObjectNode chunk(ObjectNode delta, String finishReason, String nativeReason) {
        var chunk = json.envelope(CHUNK);
        var choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        if (json.manner() != Manner.OPENROUTER) {
            choice.putNull("logprobs");
        }
        putOrNull(choice, "finish_reason", finishReason);
        switch (json.manner()) {
            case OPENROUTER -> putOrNull(choice, "native_finish_reason", nativeReason);
            case OPENAI, ANTHROPIC -> {
                if (usageAsked) {
                    chunk.putNull("usage");
                }
            }
        }
        return chunk;
    }

    private static void putOrNull(ObjectNode node, String field, String value) {
        if (value.isEmpty()) {
            node.putNull(field);
        } else {
            node.put(field, value);
        }
    }

    @Override
    public void comment(String text) throws IOException {
        settleHead();
        outlet.write(SseText.comment(text));
    }

    @Override
    public void malformed() throws IOException {
        settleHead();
        outlet.write(
                SseText.message(
                        "", "{\"id\":\"" + json.id() + "\",\"choices\":[{\"delta\":{\"con"));
    }

    @Override
    public void finish(Step.Finish finish) throws IOException {
        begin(new Step.Text(""));
        event(chunk(emptyDelta(), finish.reason(), finish.nativeReason()));
        usage(finish);
        if (script.delivery() != Delivery.NO_DONE) {
            outlet.write(SseText.message("", "[DONE]"));
        }
        outlet.end();
    }

    private void usage(Step.Finish finish) throws IOException {
        UsageShape shape = script.usage();
        if (shape == UsageShape.CURRENT) {
            shape =
                    switch (json.manner()) {
                        case OPENROUTER -> UsageShape.REPEATED_CHOICE;
                        case OPENAI, ANTHROPIC ->
                                usageAsked ? UsageShape.NO_CHOICES : UsageShape.NONE;
                    };
        }
        switch (shape) {
            case NONE, CURRENT -> {
                // nothing is told
            }
            case EMPTY_DELTA -> event(withUsage(chunk(emptyDelta(), "", "")));
            case NO_CHOICES -> {
                var chunk = json.envelope(CHUNK);
                chunk.putArray("choices");
                event(withUsage(chunk));
            }
            case REPEATED_CHOICE -> {
                var chunk = chunk(emptyDelta(), finish.reason(), finish.nativeReason());
                event(withUsage(chunk.putNull("service_tier")));
            }
        }
    }

    private ObjectNode withUsage(ObjectNode chunk) {
        chunk.set("usage", json.usage());
        return chunk;
    }

    @Override
    public void fail(Fault fault) throws IOException {
        if (opened) {
            failInside(new Step.FailInside(fault, "error"));
        } else {
            ErrorReply.send(caller, json.manner(), fault);
        }
    }

    @Override
    public void failInside(Step.FailInside failure) throws IOException {
        if (!opened) {
            settleHead();
            greet();
        }
        var error = failure.fault().error(json.manner());
        switch (json.manner()) {
            case OPENROUTER -> {
                var chunk = chunk(Json.object().put("content", ""), failure.finishReason(), "");
                chunk.set("error", error);
                event(chunk);
                if (!began) {
                    outlet.write(SseText.message("", "[DONE]"));
                }
            }
            case OPENAI, ANTHROPIC -> {
                var event = Json.object();
                event.set("error", error);
                event(event);
            }
        }
        outlet.end();
    }

    @Override
    public void stall() {
        // what there was to say has been sent
    }

    @Override
    public void tear() {
        // what there was to say has been sent
    }

    private void event(ObjectNode data) throws IOException {
        outlet.write(SseText.message("", Json.text(data)));
    }
}
