package dev.understudy.translate;

import dev.understudy.model.Part;
import dev.understudy.model.Turn;
import dev.understudy.model.UntranslatableException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The messages of a request on Anthropic's wire: the roles alternate, and the user begins.
final class MessagesTurns {
    private final ModelKind kind;
    private final ArrayNode messages = Json.array();
    private String role = "";
    private MessagesBlocks blocks;

    MessagesTurns(ModelKind kind) {
        this.kind = kind;
        this.blocks = new MessagesBlocks(kind);
    }

    void add(Turn turn) throws UntranslatableException {
        String next = turn.role() == Turn.Role.ASSISTANT ? "assistant" : "user";
        if (!next.equals(role)) {
            flush();
            role = next;
        }
        for (Part part : turn.parts()) {
            blocks.add(part);
        }
    }

    ArrayNode written() {
        flush();
        if (messages.isEmpty() || messages.path(0).path("role").asString().equals("assistant")) {
            ObjectNode first = Json.object().put("role", "user");
            first.put("content", "Begin.");
            messages.insert(0, first);
        }
        return messages;
    }

    private void flush() {
        if (!blocks.isEmpty()) {
            messages.addObject().put("role", role).set("content", blocks.content());
            blocks = new MessagesBlocks(kind);
        }
    }
}
