package dev.understudy.translate;

import dev.understudy.model.Conversation;
import dev.understudy.model.Conversation.AnswerFormat;
import dev.understudy.model.Conversation.Tool;
import dev.understudy.model.Target;
import dev.understudy.model.Turn;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes requests of OpenAI's Responses wire, which keep nothing at the provider.
final class ResponsesRequestWriter {
    private final Conversation conversation;
    private final ModelKind kind;
    private final ObjectNode root = Json.object();

    private ResponsesRequestWriter(Conversation conversation, Target target) {
        this.conversation = conversation;
        this.kind = new ModelKind(target);
        root.put("model", target.model());
    }

    static ObjectNode write(Conversation conversation, Target target)
            throws UntranslatableException {
        return new ResponsesRequestWriter(conversation, target).write();
    }

    private ObjectNode write() throws UntranslatableException {
        List<Turn> turns = conversation.turns();
        int first = MessagesRequestWriter.leadingSystem(turns);
        var input = new ResponsesInput(kind);
        for (Turn turn : turns.subList(first, turns.size())) {
            input.add(turn);
        }
        root.set("input", input.written());
        var instructions = new ArrayList<String>();
        for (Turn turn : turns.subList(0, first)) {
            instructions.add(ChatMessages.texts(turn.parts(), "\n\n"));
        }
        instructions.removeIf(String::isEmpty);
        if (!instructions.isEmpty()) {
            root.put("instructions", String.join("\n\n", instructions));
        }
        tools();
        conversation.maxTokens().ifPresent(most -> root.put("max_output_tokens", most));
        Fields.write(conversation, Wire.RESPONSES, kind, root);
        format();
        reasoning();
        Options.write(conversation, Wire.RESPONSES, kind, root);
        if (!conversation.user().isEmpty()) {
            root.put("user", conversation.user());
        }
        root.put("store", false);
        if (conversation.streaming()) {
            root.put("stream", true);
        }
        return root;
    }

    private void tools() throws UntranslatableException {
        if (conversation.tools().isEmpty()) {
            return;
        }
        ArrayNode tools = root.putArray("tools");
        for (Tool tool : conversation.tools()) {
            ObjectNode node = tools.addObject().put("type", "function");
            Functions.describe(tool, node);
            node.put("strict", tool.strict());
        }
        Functions.choose(conversation, root, UnaryOperator.identity());
    }

    private void format() throws UntranslatableException {
        switch (conversation.format()) {
            case AnswerFormat.Prose _ -> {}
            case AnswerFormat.JsonObject _ ->
                    root.putObject("text").putObject("format").put("type", "json_object");
            case AnswerFormat.Schema schema ->
                    Schemas.write(
                            schema,
                            root.putObject("text").putObject("format").put("type", "json_schema"));
        }
    }

    /// Sets the level; a model that thinks seals its thoughts, and they come back with the next
    /// request.
    private void reasoning() {
        if (kind.openai() && !kind.openaiReasoning()) {
            return; // it would refuse the field
        }
        Optional<String> level = Efforts.level(conversation.reasoning(), kind);
        level.ifPresent(word -> root.putObject("reasoning").put("effort", word));
        if (level.isPresent() || kind.openaiReasoning()) {
            root.putArray("include").add("reasoning.encrypted_content");
        }
    }
}
