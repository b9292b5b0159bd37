package dev.understudy.translate;

import dev.understudy.model.Delta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Joins the pieces of tool calls on the chat-completions wire, with what vendors make of them:
/// indexes that are missing or begin at 1, ids that are missing or repeated, arguments in one
/// piece.
final class ChatToolCalls {
    private static final class Call {
        private final int index;
        private String id = "";
        private boolean begun;
        private boolean spoke;
        private final StringBuilder waiting = new StringBuilder();

        Call(int index) {
            this.index = index;
        }
    }

    private final Ids ids;
    private final List<Call> calls = new ArrayList<>();
    private final Map<Integer, Call> byIndex = new HashMap<>();

    ChatToolCalls(Ids ids) {
        this.ids = ids;
    }

    boolean any() {
        return calls.stream().anyMatch(call -> call.begun);
    }

    void read(JsonNode pieces, List<Delta> out) {
        for (JsonNode piece : pieces) {
            JsonNode function = piece.path("function");
            String name = Json.string(function, "name");
            String id = Json.string(piece, "id");
            Call call = call(piece, id, name);
            if (call.id.isEmpty()) {
                call.id = id;
            }
            JsonNode arguments = function.path("arguments");
            call.waiting.append(
                    arguments.isObject() ? Json.string(arguments) : arguments.asString(""));
            if (!call.begun && !name.isEmpty()) {
                call.begun = true;
                if (call.id.isEmpty()) {
                    call.id = ids.next("call_");
                }
                out.add(new Delta.ToolBegun(call.index, call.id, name));
            }
            if (!call.begun) {
                out.add(new Delta.Beyond()); // more than text, though nobody can say yet what
            }
            if (call.begun && !call.waiting.isEmpty()) {
                out.add(new Delta.ToolArguments(call.index, call.waiting.toString()));
                call.waiting.setLength(0);
                call.spoke = true;
            }
        }
    }

    void end(List<Delta> out) {
        for (Call call : calls) {
            if (call.begun) {
                if (!call.spoke) {
                    out.add(new Delta.ToolArguments(call.index, "{}"));
                }
                out.add(new Delta.ToolEnded(call.index));
            }
        }
    }

    private Call call(JsonNode piece, String id, String name) {
        JsonNode index = piece.path("index");
        if (index.isInt()) {
            Call known = byIndex.get(index.intValue());
            if (known == null || another(known, id, name)) {
                known = begin();
                byIndex.put(index.intValue(), known);
            }
            return known;
        }
        Call last = calls.isEmpty() ? null : calls.getLast();
        boolean other = id.isEmpty() ? !name.isEmpty() : last != null && !id.equals(last.id);
        return last == null || other ? begin() : last;
    }

    private static boolean another(@Nullable Call known, String id, String name) {
        return known != null
                && !id.isEmpty()
                && !known.id.isEmpty()
                && !id.equals(known.id)
                && !name.isEmpty();
    }

    private Call begin() {
        var call = new Call(calls.size());
        calls.add(call);
        return call;
    }
}
