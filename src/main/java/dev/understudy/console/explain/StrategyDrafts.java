package dev.understudy.console.explain;

import dev.understudy.console.explain.ExplainBook.Kind;
import dev.understudy.console.ui.Keepsakes;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The strategies that are being written, beside those in force. Drafts stay from one start to the
/// next, until they are in force. Owned by the UI thread.
final class StrategyDrafts {
    private static final String KEPT = "strategy.drafts";
    private static final Pattern LINES = Pattern.compile("\\s*\\R\\s*");

    private final Keepsakes keepsakes;
    private final Map<Kind, String> drafts = new EnumMap<>(Kind.class);
    private final Map<Kind, String> written = new EnumMap<>(Kind.class);

    StrategyDrafts(Keepsakes keepsakes) {
        this.keepsakes = keepsakes;
        Map<String, String> kept = keepsakes.texts(KEPT);
        for (Kind kind : Kind.values()) {
            String draft = kept.get(kind.name());
            if (draft != null) {
                drafts.put(kind, draft);
            }
        }
    }

    /// A line for each expression; empty lines are nothing.
    static List<String> expressions(String text) {
        return Arrays.stream(text.split("\n", -1))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /// The draft; where there is none, what is in force, as far as that was read.
    String text(Kind kind) {
        return drafts.getOrDefault(kind, written.getOrDefault(kind, ""));
    }

    /// Takes a draft; it is kept with the next [#keep()].
    void edited(Kind kind, String text) {
        drafts.put(kind, text);
    }

    /// Forgets the draft.
    void drop(Kind kind) {
        drafts.remove(kind);
        keep();
    }

    /// Takes what is in force; an expression of several lines is shown in one.
    void inForce(Kind kind, List<String> expressions) {
        written.put(
                kind,
                expressions.stream()
                        .map(one -> LINES.matcher(one.strip()).replaceAll(" "))
                        .collect(Collectors.joining("\n")));
        keep();
    }

    /// Whether a draft differs from what is in force.
    boolean isChanged(Kind kind) {
        return !expressions(text(kind)).equals(expressions(written.getOrDefault(kind, "")));
    }

    /// Keeps the drafts that differ from what is in force.
    void keep() {
        var kept = new HashMap<String, String>();
        drafts.keySet().removeIf(kind -> written.containsKey(kind) && !isChanged(kind));
        drafts.forEach((kind, draft) -> kept.put(kind.name(), draft));
        if (!kept.equals(keepsakes.texts(KEPT))) {
            keepsakes.put(KEPT, kept);
        }
    }
}
