package dev.understudy.translate;

import dev.understudy.model.Conversation;
import dev.understudy.model.Conversation.AnswerFormat;
import dev.understudy.model.Conversation.Reasoning;
import dev.understudy.model.Conversation.Tool;
import dev.understudy.model.Target;
import dev.understudy.model.Turn;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Wire;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes requests of the chat-completions wire.
final class ChatRequestWriter {
    private static final int MOST_STOPS = 4;

    private final Conversation conversation;
    private final ModelKind kind;
    private final ObjectNode root = Json.object();

    private ChatRequestWriter(Conversation conversation, Target target) {
        this.conversation = conversation;
        this.kind = new ModelKind(target);
        root.put("model", target.model());
    }

    static ObjectNode write(Conversation conversation, Target target)
            throws UntranslatableException {
        return new ChatRequestWriter(conversation, target).write();
    }

    private ObjectNode write() throws UntranslatableException {
        var messages = new ChatMessages(kind);
        for (Turn turn : conversation.turns()) {
            messages.add(turn);
        }
        root.set("messages", messages.written());
        tools();
        length();
        Fields.write(conversation, Wire.CHAT_COMPLETIONS, kind, root);
        stops();
        format();
        reasoning();
        Options.write(conversation, Wire.CHAT_COMPLETIONS, kind, root);
        if (!conversation.user().isEmpty()) {
            root.put("user", conversation.user());
        }
        if (conversation.streaming()) {
            root.put("stream", true);
            if (!kind.refusesStreamOptions()) {
                root.putObject("stream_options").put("include_usage", true);
            }
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
            ObjectNode function = node.putObject("function");
            Functions.describe(tool, function);
            if (tool.strict()) {
                function.put("strict", true);
            }
            if (kind.openRouter() && kind.claude()) {
                CachePoints.write(tool.caching(), node);
            }
        }
        Functions.choose(conversation, root, choice -> choice.putObject("function"));
    }

    private void length() {
        conversation
                .maxTokens()
                .ifPresent(most ->
                        root.put(
                                kind.openaiReasoning() ? "max_completion_tokens" : "max_tokens",
                                most));
    }

    private void stops() {
        if (!conversation.stops().isEmpty()) {
            ArrayNode stops = root.putArray("stop");
            conversation.stops().stream().limit(MOST_STOPS).forEach(stops::add);
        }
    }

    private void format() throws UntranslatableException {
        switch (conversation.format()) {
            case AnswerFormat.Prose _ -> {}
            case AnswerFormat.JsonObject _ ->
                    root.putObject("response_format").put("type", "json_object");
            case AnswerFormat.Schema schema ->
                    Schemas.write(
                            schema,
                            root.putObject("response_format")
                                    .put("type", "json_schema")
                                    .putObject("json_schema"));
        }
    }

    private void reasoning() {
        if (kind.openai() && !kind.openaiReasoning()) {
            return; // it would refuse the field
        }
        if (!kind.openRouter()) {
            Efforts.level(conversation.reasoning(), kind)
                    .ifPresent(level -> root.put("reasoning_effort", level));
            return;
        }
        switch (conversation.reasoning()) {
            case Reasoning.Usual _ -> {}
            case Reasoning.Off _ -> root.putObject("reasoning").put("effort", "none");
            case Reasoning.Effort(var level) -> root.putObject("reasoning").put("effort", level);
            case Reasoning.Budget(long tokens) ->
                    root.putObject("reasoning").put("max_tokens", tokens);
        }
    }
}
