package dev.understudy.translate;

import dev.understudy.model.Conversation;
import dev.understudy.model.Conversation.Reasoning;
import dev.understudy.model.Part;
import dev.understudy.model.Turn;
import tools.jackson.databind.node.ObjectNode;

/// How Anthropic's models are told to think, and the most tokens that leaves room for.
///
/// @param budget tokens to think; 0 where the model decides, or does not think
/// @param effort the level of a model that decides itself; blank if it is not told one
record Thoughts(boolean on, boolean off, long budget, String effort, long maxTokens) {
    static Thoughts of(Conversation conversation, ModelKind kind) {
        long most = conversation.maxTokens().orElseGet(kind::mostTokens);
        if (!kind.thinks()) {
            return none(most);
        }
        return switch (conversation.reasoning()) {
            case Reasoning.Usual _ -> none(most);
            case Reasoning.Off _ -> new Thoughts(false, true, 0, "", most);
            case Reasoning.Effort(var level) ->
                    kind.adaptive()
                            ? new Thoughts(true, false, 0, effort(level, kind), most)
                            : budget(conversation, kind, Efforts.budget(level, most), most);
            case Reasoning.Budget(long tokens) ->
                    budget(conversation, kind, Math.max(1024, tokens), most);
        };
    }

    void write(ObjectNode root) {
        if (off) {
            root.putObject("thinking").put("type", "disabled");
        } else if (budget > 0) {
            root.putObject("thinking").put("type", "enabled").put("budget_tokens", budget);
        } else if (on) {
            root.putObject("thinking").put("type", "adaptive");
            root.withObject("/output_config").put("effort", effort);
        }
    }

    private static String effort(String level, ModelKind kind) {
        return switch (level) {
            case "minimal" -> "low";
            case "xhigh" -> kind.knowsExtraHigh() ? level : "high";
            default -> level;
        };
    }

    private static Thoughts budget(
            Conversation conversation, ModelKind kind, long budget, long most) {
        return interrupted(conversation, kind)
                ? none(most)
                : new Thoughts(true, false, budget, "", most > budget ? most : budget + most);
    }

    private static Thoughts none(long most) {
        return new Thoughts(false, false, 0, "", most);
    }

    /// Whether tools were called without signed thinking before them, and their results are to be
    /// answered now: thinking cannot begin there.
    private static boolean interrupted(Conversation conversation, ModelKind kind) {
        var turns = conversation.turns();
        if (turns.isEmpty()
                || turns.getLast().parts().stream().noneMatch(Part.ToolResult.class::isInstance)) {
            return false;
        }
        for (Turn turn : turns.reversed()) {
            if (turn.role() == Turn.Role.ASSISTANT) {
                return turn.parts().stream().noneMatch(part -> MessagesBlocks.signed(part, kind));
            }
        }
        return false;
    }
}
