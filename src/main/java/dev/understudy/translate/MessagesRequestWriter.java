package dev.understudy.translate;

import dev.understudy.model.Conversation;
import dev.understudy.model.Conversation.AnswerFormat;
import dev.understudy.model.Conversation.Tool;
import dev.understudy.model.Conversation.ToolChoice;
import dev.understudy.model.Parameter;
import dev.understudy.model.Part;
import dev.understudy.model.Target;
import dev.understudy.model.Turn;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Wire;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes requests of Anthropic's Messages wire.
final class MessagesRequestWriter {
    /// The tool that stands for a JSON schema where a model cannot be held to one.
    static final String ANSWER_TOOL = "understudy_answer";

    private final Conversation conversation;
    private final ModelKind kind;
    private final Thoughts thoughts;
    private final ObjectNode root = Json.object();

    private MessagesRequestWriter(Conversation conversation, Target target) {
        this.conversation = conversation;
        this.kind = new ModelKind(target);
        this.thoughts = Thoughts.of(conversation, kind);
        root.put("model", target.model());
    }

    static ObjectNode write(Conversation conversation, Target target)
            throws UntranslatableException {
        return new MessagesRequestWriter(conversation, target).write();
    }

    /// How many turns at the beginning are the system's.
    static int leadingSystem(List<Turn> turns) {
        int first = 0;
        while (first < turns.size() && turns.get(first).role() == Turn.Role.SYSTEM) {
            first++;
        }
        return first;
    }

    private ObjectNode write() throws UntranslatableException {
        root.put("max_tokens", thoughts.maxTokens());
        List<Turn> turns = conversation.turns();
        int first = leadingSystem(turns);
        system(turns.subList(0, first));
        var messages = new MessagesTurns(kind);
        for (Turn turn : turns.subList(first, turns.size())) {
            messages.add(turn);
        }
        root.set("messages", messages.written());
        tools();
        format();
        numbers();
        thoughts.write(root);
        Options.write(conversation, Wire.MESSAGES, kind, root);
        if (!conversation.user().isEmpty()) {
            root.putObject("metadata").put("user_id", conversation.user());
        }
        if (conversation.streaming()) {
            root.put("stream", true);
        }
        return root;
    }

    private void system(List<Turn> turns) throws UntranslatableException {
        var blocks = new MessagesBlocks(kind);
        for (Turn turn : turns) {
            for (Part part : turn.parts()) {
                if (part instanceof Part.Text || part instanceof Part.CachePoint) {
                    blocks.add(part);
                }
            }
        }
        if (conversation.format() instanceof AnswerFormat.JsonObject) {
            blocks.add(new Part.Text("Answer with one JSON object and nothing else."));
        }
        if (!blocks.isEmpty()) {
            root.set("system", blocks.joined());
        }
    }

    private void tools() throws UntranslatableException {
        ArrayNode tools = Json.array();
        for (Tool tool : conversation.tools()) {
            ObjectNode node = tools.addObject().put("name", tool.name());
            if (!tool.description().isEmpty()) {
                node.put("description", tool.description());
            }
            node.set("input_schema", Schemas.ofObject(tool.schema()));
            if (tool.strict() && kind.schemas()) {
                node.put("strict", true);
            }
            CachePoints.write(tool.caching(), node);
        }
        boolean asTool = conversation.format() instanceof AnswerFormat.Schema && !kind.schemas();
        if (conversation.format() instanceof AnswerFormat.Schema schema && asTool) {
            tools.addObject()
                    .put("name", ANSWER_TOOL)
                    .put("description", "Gives the answer. Always answer by calling this tool.")
                    .set("input_schema", Schemas.ofObject(schema.schema()));
        }
        if (tools.isEmpty()) {
            return;
        }
        root.set("tools", tools);
        ToolChoice choice = conversation.toolChoice();
        if (asTool) {
            choice =
                    conversation.tools().isEmpty()
                            ? new ToolChoice.Named(ANSWER_TOOL)
                            : new ToolChoice.Required();
        }
        choice(choice);
    }

    private void choice(ToolChoice choice) {
        ObjectNode node = Json.object();
        switch (choice) {
            case ToolChoice.Free _ -> node.put("type", "auto");
            case ToolChoice.None _ -> node.put("type", "none");
            case ToolChoice.Required _ -> node.put("type", thoughts.on() ? "auto" : "any");
            case ToolChoice.Named(var name) -> {
                if (thoughts.on()) {
                    node.put("type", "auto"); // a model that thinks cannot be forced
                } else {
                    node.put("type", "tool").put("name", name);
                }
            }
        }
        boolean one = conversation.oneToolAtATime() && !(choice instanceof ToolChoice.None);
        if (one) {
            node.put("disable_parallel_tool_use", true);
        }
        if (one || !node.path("type").asString().equals("auto")) {
            root.set("tool_choice", node);
        }
    }

    private void format() throws UntranslatableException {
        if (conversation.format() instanceof AnswerFormat.Schema schema && kind.schemas()) {
            root.withObject("/output_config")
                    .putObject("format")
                    .put("type", "json_schema")
                    .set("schema", Schemas.closed(schema.schema()));
        }
    }

    private void numbers() {
        if (kind.takesSampling()) {
            sampling();
        }
        ArrayNode stops = Json.array();
        conversation.stops().stream().filter(stop -> !stop.isBlank()).forEach(stops::add);
        if (!stops.isEmpty()) {
            root.set("stop_sequences", stops);
        }
    }

    private void sampling() {
        BigDecimal temperature = conversation.parameters().get(Parameter.TEMPERATURE);
        BigDecimal topP = conversation.parameters().get(Parameter.TOP_P);
        BigDecimal topK = conversation.parameters().get(Parameter.TOP_K);
        if (temperature != null && !thoughts.on()) {
            root.put("temperature", temperature.min(BigDecimal.ONE).max(BigDecimal.ZERO));
        }
        if (topP != null && (temperature == null || thoughts.on() || kind.takesBothSamplings())) {
            root.put("top_p", topP);
        }
        if (topK != null && !thoughts.on()) {
            root.put("top_k", topK);
        }
    }
}
