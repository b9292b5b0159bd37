package dev.understudy.translate;

import dev.understudy.model.BodyEdit;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Changes a request's body as the settings say, just before it goes to a provider.
public final class BodyEdits {
    private static final byte[] LEFT_OUT = {};

    /// What makes a request one: it stays, whatever is allowed.
    private static final Set<String> ALWAYS = Set.of("model", "messages", "input", "stream");

    private static final List<String> LIMITS =
            List.of("max_tokens", "max_completion_tokens", "max_output_tokens");

    private BodyEdits() {}

    /// A changed body.
    ///
    /// @param removed the caller's fields that were left out, in their order
    @SuppressWarnings("ArrayRecordComponent") // sent, never compared
    public record Edited(byte[] body, List<String> removed) {
        public Edited {
            removed = List.copyOf(removed);
        }
    }

    /// Puts the settings' values in, caps the answer's length, and leaves out what the provider
    /// would refuse, in this order. Other fields keep their bytes.
    ///
    /// @param body a JSON object
    public static Edited apply(BodyEdit edit, byte[] body) {
        if (edit.isNothing()) {
            return new Edited(body, List.of());
        }
        try {
            RawObject object = RawObject.parse(body);
            var changes = new LinkedHashMap<String, byte[]>();
            edit.replaced()
                    .forEach((name, json) ->
                            changes.put(name, json.getBytes(StandardCharsets.UTF_8)));
            if (edit.cap().isPresent()) {
                cap(edit.cap().get(), object, changes);
            }
            changes.keySet().removeIf(name -> !keeps(edit, name));
            var removed = new ArrayList<String>();
            for (String name : object.names()) {
                if (!keeps(edit, name)) {
                    removed.add(name);
                    changes.put(name, LEFT_OUT);
                }
            }
            return new Edited(object.with(changes), removed);
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException("the body to send is not a JSON object", e);
        }
    }

    private static boolean keeps(BodyEdit edit, String name) {
        return edit.keeps(name) || (ALWAYS.contains(name) && !edit.removed().contains(name));
    }

    private static void cap(BodyEdit.Cap cap, RawObject object, Map<String, byte[]> changes) {
        byte[] most = Integer.toString(cap.most()).getBytes(StandardCharsets.UTF_8);
        boolean limited = false;
        for (String name : LIMITS) {
            byte[] ours = changes.get(name);
            try {
                JsonNode value =
                        ours == null ? object.value(name) : Json.read(ours, 0, ours.length);
                if (value.isNumber()) {
                    limited = true;
                    if (value.decimalValue().compareTo(BigDecimal.valueOf(cap.most())) > 0) {
                        changes.put(name, most);
                    }
                }
            } catch (MalformedJsonException _) { // a number beyond all bounds
                limited = true;
                changes.put(name, most);
            }
        }
        if (!limited) {
            changes.put(cap.field(), most);
        }
    }
}
