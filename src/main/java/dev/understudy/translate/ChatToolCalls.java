package dev.understudy.translate;

import dev.understudy.model.Delta;
import dev.understudy.model.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Joins the pieces of tool calls on the chat-completions wire, with what vendors make of them:
/// indexes that are missing or begin at 1, ids that are missing or repeated, arguments in one
/// piece, calls whose pieces alternate.
///
/// The wire does not tell where a call ends. It has ended when its arguments are whole and
/// something else is said, at the latest with the answer.
final class ChatToolCalls {
    private static final class Call {
        private final int index;
        private String id = "";
        private boolean begun;
        private boolean ended;
        private final StringBuilder arguments = new StringBuilder();
        private int told;

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
            call.arguments.append(
                    arguments.isObject() ? Json.string(arguments) : arguments.asString(""));
            if (!call.begun && !name.isEmpty()) {
                begin(call, piece, name, out);
            }
            if (!call.begun) {
                out.add(new Delta.Beyond()); // more than text, though nobody can say yet what
            }
            tell(call, out);
        }
    }

    /// Ends the calls whose arguments are whole.
    void endWhole(List<Delta> out) {
        for (Call call : calls) {
            if (call.begun && !call.ended && isWhole(call)) {
                end(call, out);
            }
        }
    }

    /// Ends all calls.
    void end(List<Delta> out) {
        for (Call call : calls) {
            if (call.begun && !call.ended) {
                if (call.arguments.isEmpty()) {
                    call.arguments.append("{}");
                }
                tell(call, out);
                end(call, out);
            }
        }
    }

    private void begin(Call call, JsonNode piece, String name, List<Delta> out) {
        endWhole(out);
        call.begun = true;
        if (call.id.isEmpty()) {
            call.id = ids.next("call_");
        }
        ThoughtSignatures.in(piece)
                .ifPresent(seal -> out.add(new Delta.Redacted(seal, Part.GEMINI)));
        out.add(new Delta.ToolBegun(call.index, call.id, name));
    }

    /// Tells what of the arguments has not been told.
    private static void tell(Call call, List<Delta> out) {
        if (call.begun && !call.ended && call.told < call.arguments.length()) {
            out.add(new Delta.ToolArguments(call.index, call.arguments.substring(call.told)));
            call.told = call.arguments.length();
        }
    }

    private static void end(Call call, List<Delta> out) {
        call.ended = true;
        out.add(new Delta.ToolEnded(call.index));
    }

    private static boolean isWhole(Call call) {
        try {
            return !call.arguments.isEmpty() && Json.read(call.arguments.toString()).isObject();
        } catch (MalformedJsonException _) {
            return false;
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
