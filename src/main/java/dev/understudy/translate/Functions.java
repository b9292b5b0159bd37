package dev.understudy.translate;

import dev.understudy.model.Conversation;
import dev.understudy.model.Conversation.Tool;
import dev.understudy.model.Conversation.ToolChoice;
import dev.understudy.model.UntranslatableException;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// The functions a model may call, as both of OpenAI's wires tell them.
final class Functions {
    private Functions() {}

    static void describe(Tool tool, ObjectNode function) throws UntranslatableException {
        function.put("name", tool.name());
        if (!tool.description().isEmpty()) {
            function.put("description", tool.description());
        }
        function.set("parameters", Json.objectIn(tool.schema(), "a tool's schema"));
    }

    /// Tells which of them an answer calls, and how many.
    ///
    /// @param named where in the choice a chosen one's name stands
    static void choose(
            Conversation conversation, ObjectNode root, UnaryOperator<ObjectNode> named) {
        switch (conversation.toolChoice()) {
            case ToolChoice.Free _ -> {}
            case ToolChoice.Required _ -> root.put("tool_choice", "required");
            case ToolChoice.None _ -> root.put("tool_choice", "none");
            case ToolChoice.Named(var name) ->
                    named.apply(root.putObject("tool_choice").put("type", "function"))
                            .put("name", name);
        }
        if (conversation.oneToolAtATime()) {
            root.put("parallel_tool_calls", false);
        }
    }
}
