package dev.understudy.translate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The blocks of a streamed answer on Anthropic's wire, which do not overlap: what is said while a
/// tool call is not whole waits until it is.
final class MessagesStream {
    enum Kind {
        TEXT,
        THINKING,
        TOOL,
        /// Reasoning that comes whole, or a block of another sort that went by.
        OTHER
    }

    private static final int NO_TOOL = -1;

    private static final class Block {
        private final Kind kind;
        private final int tool;
        private final ObjectNode start;
        private final List<ObjectNode> deltas = new ArrayList<>();
        private boolean whole;

        Block(Kind kind, int tool, ObjectNode start) {
            this.kind = kind;
            this.tool = tool;
            this.start = start;
        }

        boolean isOpenTool() {
            return kind == Kind.TOOL && !whole;
        }
    }

    private final Deque<Block> waiting = new ArrayDeque<>();
    private @Nullable Block open;
    private int next;

    /// Takes note of a block that went by and is open.
    void passing(Kind kind, int index) {
        next = index + 1;
        open = new Block(kind, NO_TOOL, Json.object());
    }

    /// Takes note that the block that went by has ended.
    void passed() {
        open = null;
    }

    boolean isOpen(Kind kind) {
        Block current = waiting.isEmpty() ? open : waiting.peekLast();
        return current != null && current.kind == kind && !current.whole;
    }

    /// Adds a piece to the block of its kind, which is begun if another is open.
    ///
    /// @param start how such a block begins
    void add(Kind kind, ObjectNode start, ObjectNode delta, List<WireEvent> out) {
        if (!isOpen(kind)) {
            begin(new Block(kind, NO_TOOL, start), out);
        }
        if (waiting.isEmpty()) {
            out.add(piece(delta));
        } else {
            waiting.getLast().deltas.add(delta);
        }
    }

    /// Ends the block that was added to.
    void endLast(List<WireEvent> out) {
        if (waiting.isEmpty()) {
            close(out);
        } else {
            waiting.getLast().whole = true;
        }
    }

    /// A block that is whole as it begins.
    void whole(ObjectNode start, List<WireEvent> out) {
        var block = new Block(Kind.OTHER, NO_TOOL, start);
        block.whole = true;
        begin(block, out);
        if (waiting.isEmpty()) {
            close(out);
        }
    }

    void toolBegun(int tool, ObjectNode start, List<WireEvent> out) {
        begin(new Block(Kind.TOOL, tool, start), out);
    }

    void toolArguments(int tool, ObjectNode delta, List<WireEvent> out) {
        if (open != null && open.tool == tool) {
            out.add(piece(delta));
            return;
        }
        for (Block block : waiting) {
            if (block.tool == tool) {
                block.deltas.add(delta);
            }
        }
    }

    void toolEnded(int tool, List<WireEvent> out) {
        if (open != null && open.tool == tool) {
            close(out);
            unblock(out);
            return;
        }
        for (Block block : waiting) {
            block.whole |= block.tool == tool;
        }
    }

    /// Ends all blocks, whole or not.
    void closeAll(List<WireEvent> out) {
        close(out);
        while (!waiting.isEmpty()) {
            tell(waiting.remove(), out);
            close(out);
        }
    }

    private void begin(Block block, List<WireEvent> out) {
        if (!waiting.isEmpty() || (open != null && open.isOpenTool())) {
            waiting.add(block);
        } else {
            close(out);
            tell(block, out);
        }
    }

    /// Tells what waited, up to a tool call that is not whole.
    private void unblock(List<WireEvent> out) {
        while (!waiting.isEmpty() && (open == null || !open.isOpenTool())) {
            close(out);
            Block block = waiting.remove();
            tell(block, out);
            if (block.whole) {
                close(out);
            }
        }
    }

    private void tell(Block block, List<WireEvent> out) {
        open = block;
        ObjectNode event = Json.object().put("type", "content_block_start").put("index", next++);
        event.set("content_block", block.start);
        out.add(MessagesAnswerWriter.message(event));
        block.deltas.forEach(delta -> out.add(piece(delta)));
    }

    private void close(List<WireEvent> out) {
        if (open != null) {
            open = null;
            ObjectNode event = Json.object().put("type", "content_block_stop");
            out.add(MessagesAnswerWriter.message(event.put("index", next - 1)));
        }
    }

    private WireEvent piece(ObjectNode delta) {
        ObjectNode event = Json.object().put("type", "content_block_delta").put("index", next - 1);
        event.set("delta", delta);
        return MessagesAnswerWriter.message(event);
    }
}
