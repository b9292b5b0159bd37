package dev.understudy.sandbox;

import dev.understudy.sandbox.Script.UsageShape;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Collects a chat completion and sends it in one piece.
final class ChatBody implements AnswerWriter {
    private final Caller caller;
    private final ChatJson json;
    private final Script script;
    private final BodyOutlet outlet;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final ArrayNode images = Json.array();
    private final ArrayNode annotations = Json.array();
    private final Map<Integer, ToolCall> calls = new TreeMap<>();
    private String signature = "";
    private boolean said;
    private boolean garbled;

    ChatBody(Caller caller, ChatJson json, Script script) {
        this.caller = caller;
        this.json = json;
        this.script = script;
        this.outlet = new BodyOutlet(caller, json.manner().headers(json.id()), script);
    }

    @Override
    public void open() {
        // a body's head waits for the body
    }

    @Override
    public void comment(String text) {
        // a body has no place for it
    }

    @Override
    public void malformed() {
        garbled = true;
    }

    @Override
    public void content(Step.Content step) {
        said = true;
        json.count(step);
        switch (step) {
            case Step.Text(var piece) -> text.append(piece);
            case Step.Reasoning(var piece) -> reasoning.append(piece);
            case Step.Signature(var value) -> signature = value;
            case Step.Refusal(var piece) -> refusal.append(piece);
            case Step.Image(var url) -> images.add(ChatJson.image(url));
            case Step.Citation citation -> annotations.add(ChatJson.citation(citation));
            case Step.ToolPiece piece ->
                    calls.merge(
                            piece.index(),
                            new ToolCall(piece.id(), piece.name(), piece.arguments()),
                            (call, more) -> call.plus(more.arguments()));
        }
    }

    @Override
    public void finish(Step.Finish finish) throws IOException {
        byte[] body = Json.bytes(body(finish.reason(), finish.nativeReason()));
        outlet.send(garbled ? Arrays.copyOf(body, body.length / 2) : body);
    }

    @Override
    public void fail(Fault fault) throws IOException {
        if (said) {
            failInside(new Step.FailInside(fault, "error"));
        } else {
            ErrorReply.send(caller, json.manner(), fault);
        }
    }

    @Override
    public void failInside(Step.FailInside failure) throws IOException {
        JsonNode error = failure.fault().error(json.manner());
        ObjectNode body;
        if (said) {
            body = body(failure.finishReason(), "");
            if (body.path("choices").path(0) instanceof ObjectNode choice) {
                choice.set("error", error);
            }
        } else {
            body = Json.object();
            body.set("error", error);
        }
        caller.json(200, json.manner().headers(json.id()), body);
    }

    @Override
    public void stall() throws IOException {
        if (said) {
            outlet.announce(Json.bytes(body("stop", "stop")));
        }
    }

    @Override
    public void tear() throws IOException {
        if (said) {
            outlet.tear(Json.bytes(body("stop", "stop")));
        }
    }

    private ObjectNode body(String finishReason, String nativeReason) {
        var body = json.envelope("chat.completion");
        if (json.manner() == Manner.OPENROUTER) {
            body.putNull("system_fingerprint").putNull("service_tier");
        }
        var choice = body.putArray("choices").addObject().put("index", 0).putNull("logprobs");
        if (finishReason.isEmpty()) {
            choice.putNull("finish_reason");
        } else {
            choice.put("finish_reason", finishReason);
        }
        if (json.manner() == Manner.OPENROUTER) {
            choice.put("native_finish_reason", nativeReason);
        }
        choice.set("message", message());
        if (script.usage() != UsageShape.NONE) {
            body.set("usage", json.usage());
        }
        return body;
    }

    private ObjectNode message() {
        var message = Json.object().put("role", "assistant");
        if (text.isEmpty() && !calls.isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", text.toString());
        }
        if (refusal.isEmpty()) {
            message.putNull("refusal");
        } else {
            message.put("refusal", refusal.toString());
        }
        if (!reasoning.isEmpty()) {
            message.put("reasoning", reasoning.toString());
            message.putArray("reasoning_details")
                    .add(
                            ChatJson.reasoningDetail(reasoning.toString())
                                    .put("signature", signature));
        }
        if (!calls.isEmpty()) {
            var list = message.putArray("tool_calls");
            calls.forEach((index, call) ->
                    list.add(
                            ChatJson.toolPiece(
                                    new Step.ToolPiece(
                                            index, call.id(), call.name(), call.arguments()))));
        }
        if (!images.isEmpty()) {
            message.set("images", images);
        }
        if (!annotations.isEmpty() || json.manner() != Manner.OPENROUTER) {
            message.set("annotations", annotations);
        }
        return message;
    }

    /// A call as far as it has been pieced together.
    private record ToolCall(String id, String name, String arguments) {
        ToolCall plus(String more) {
            return new ToolCall(id, name, arguments + more);
        }
    }
}
