package dev.understudy.translate;

import dev.understudy.model.Conversation;
import dev.understudy.model.Conversation.AnswerFormat;
import dev.understudy.model.Conversation.ToolChoice;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.Parameter;
import dev.understudy.model.RequestOption;
import dev.understudy.model.StepParameters;
import dev.understudy.model.Target;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/// A request's body as its caller sent it; it is read as a conversation only for another wire.
final class RequestBody implements ModelRequest.Body {
    private static final byte[] LEFT_OUT = {};
    private static final int MOST_ANSWERS = 128;
    private static final String CARRY_ON =
            "Your answer was cut off by a technical fault. Carry on exactly where it stops, with the"
                    + " very next character: do not begin again, do not repeat anything, and say"
                    + " nothing about the interruption. If a new word comes next, begin with the"
                    + " space or the line break before it.";

    private final Wire wire;
    private final RawObject object;
    private final StepParameters step;

    RequestBody(Wire wire, RawObject object) {
        this(wire, object, StepParameters.NONE);
    }

    private RequestBody(Wire wire, RawObject object, StepParameters step) {
        this.wire = wire;
        this.object = object;
        this.step = step;
    }

    @Override
    public ModelRequest.Body asking(StepParameters parameters) {
        return parameters.isNothing() ? this : new RequestBody(wire, object, parameters);
    }

    @Override
    public byte[] towards(Wire target, Target asked) throws UntranslatableException {
        if (target == wire) {
            return onItsWire(asked);
        }
        Conversation conversation = conversation().asking(step);
        ObjectNode root =
                switch (target) {
                    case CHAT_COMPLETIONS -> ChatRequestWriter.write(conversation, asked);
                    case RESPONSES -> ResponsesRequestWriter.write(conversation, asked);
                    case MESSAGES -> MessagesRequestWriter.write(conversation, asked);
                };
        step.others()
                .forEach((name, json) -> {
                    if (!root.has(name)) {
                        root.putRawValue(name, new RawValue(json));
                    }
                });
        return Json.bytes(root);
    }

    @Override
    public List<String> removed(Wire target, Target asked) {
        if (target == wire) {
            return List.of();
        }
        try {
            Conversation conversation = conversation();
            var kind = new ModelKind(asked);
            var names = new ArrayList<>(conversation.unknown());
            for (Parameter parameter : Parameter.values()) {
                String name = Fields.of(wire).get(parameter);
                if (name != null
                        && conversation.parameters().containsKey(parameter)
                        && !Fields.takes(parameter, target, kind)) {
                    names.add(name);
                }
            }
            for (RequestOption option : RequestOption.values()) {
                String value = conversation.options().get(option);
                if (value != null && !Options.takes(option, value, target, kind)) {
                    names.add(Options.name(option, wire));
                }
            }
            if (target == Wire.RESPONSES && !conversation.stops().isEmpty()) {
                names.add(wire == Wire.MESSAGES ? "stop_sequences" : "stop");
            }
            return names;
        } catch (UntranslatableException _) {
            return List.of();
        }
    }

    @Override
    public Optional<ModelRequest.Body> carryingOn(String partial) {
        if (partial.isBlank()) {
            return Optional.of(this);
        }
        try {
            return divisible()
                    ? Optional.of(new RequestBody(wire, carriedOn(partial), step))
                    : Optional.empty();
        } catch (MalformedJsonException | UntranslatableException _) {
            return Optional.empty();
        }
    }

    @Override
    public boolean endsInModelsWords() {
        try {
            JsonNode turns = object.value(wire == Wire.RESPONSES ? "input" : "messages");
            return Json.string(turns.path(turns.size() - 1), "role").equals("assistant");
        } catch (MalformedJsonException _) {
            return false;
        }
    }

    @Override
    public boolean wantsUsage() {
        if (wire != Wire.CHAT_COMPLETIONS) {
            return true;
        }
        try {
            return object.value("stream_options").path("include_usage").asBoolean(false);
        } catch (MalformedJsonException _) {
            return false;
        }
    }

    @Override
    public int answers() {
        if (wire != Wire.CHAT_COMPLETIONS) {
            return 1;
        }
        try {
            return (int) Math.max(1, Math.min(MOST_ANSWERS, Json.number(object.value("n"))));
        } catch (MalformedJsonException _) {
            return 1;
        }
    }

    private Conversation conversation() throws UntranslatableException {
        JsonNode root = tree();
        return switch (wire) {
            case CHAT_COMPLETIONS -> ChatRequestReader.read(root);
            case RESPONSES -> ResponsesRequestReader.read(root);
            case MESSAGES -> MessagesRequestReader.read(root);
        };
    }

    /// The bytes as they came, but for the model's name and for what the target would refuse.
    private byte[] onItsWire(Target asked) {
        var changes = new HashMap<String, byte[]>();
        try {
            changes.putAll(Fitting.of(wire, object, new ModelKind(asked)));
        } catch (MalformedJsonException _) {
            // a number beyond all bounds is the target's to refuse
        }
        changes.putAll(Asked.of(wire, object, new ModelKind(asked), step));
        changes.put("model", Json.quoted(asked.model()));
        changes.put("models", LEFT_OUT);
        return object.with(changes);
    }

    /// Its syntax was checked before; a number may still be too large to be read.
    private JsonNode tree() throws UntranslatableException {
        try {
            return object.tree();
        } catch (MalformedJsonException _) {
            throw new UntranslatableException("a number beyond all bounds");
        }
    }

    /// Whether an answer in two parts is an answer: one text, in no form that has an end of its
    /// own.
    private boolean divisible() throws UntranslatableException {
        JsonNode root = tree();
        if (answers() > 1 || root.path("function_call").isObject()) {
            return false;
        }
        JsonNode format =
                switch (wire) {
                    case CHAT_COMPLETIONS -> root.path("response_format");
                    case RESPONSES -> root.path("text").path("format");
                    case MESSAGES -> root.path("output_config").path("format");
                };
        AnswerFormat form = RequestFields.format(Json.string(format, "type"), format, "schema");
        JsonNode choice = root.path("tool_choice");
        String word = choice.isObject() ? Json.string(choice, "type") : choice.asString("");
        return form instanceof AnswerFormat.Prose
                && !List.of("tool", "function").contains(word)
                && !(RequestFields.toolChoice(word) instanceof ToolChoice.Required);
    }

    private RawObject carriedOn(String partial) throws MalformedJsonException {
        String field = wire == Wire.RESPONSES ? "input" : "messages";
        var turns = new ArrayList<ObjectNode>();
        JsonNode input = object.value(field);
        if (input.isString()) {
            turns.add(Json.object().put("role", "user").put("content", input.stringValue()));
        }
        turns.add(Json.object().put("role", "assistant").put("content", partial));
        turns.add(Json.object().put("role", "user").put("content", CARRY_ON));
        var items = new java.io.ByteArrayOutputStream();
        for (ObjectNode turn : turns) {
            if (items.size() > 0) {
                items.write(',');
            }
            items.writeBytes(Json.bytes(turn));
        }
        return RawObject.parse(
                object.with(Map.of(field, object.appended(field, items.toByteArray()))));
    }
}
