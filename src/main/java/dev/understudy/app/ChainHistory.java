package dev.understudy.app;

import dev.understudy.console.chains.ChainEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The texts a settings file had between the changes of its chains, the last 100 of them. What
/// others write is no part of it: where the file is not as the last step left it, nothing can be
/// taken back or made again. Not thread-safe.
final class ChainHistory {
    private static final int MOST = 100;

    /// One more than there are edits, once there is one.
    private final List<String> texts = new ArrayList<>();

    private final List<ChainEdit> edits = new ArrayList<>();
    private int at;

    /// A change to make in the file.
    record Step(ChainEdit edit, String to) {}

    /// Notes a change that was made.
    void made(ChainEdit edit, String before, String after) {
        if (!holds(before)) {
            texts.clear();
            edits.clear();
            texts.add(before);
            at = 0;
        }
        texts.subList(at + 1, texts.size()).clear();
        edits.subList(at, edits.size()).clear();
        texts.add(after);
        edits.add(edit);
        at++;
        if (edits.size() > MOST) {
            texts.removeFirst();
            edits.removeFirst();
            at--;
        }
    }

    /// What taking the last change back would do, if the file says this now.
    Optional<Step> undo(String now) {
        return holds(now) && at > 0
                ? Optional.of(new Step(edits.get(at - 1), texts.get(at - 1)))
                : Optional.empty();
    }

    /// What making a change again would do, if the file says this now.
    Optional<Step> redo(String now) {
        return holds(now) && at < edits.size()
                ? Optional.of(new Step(edits.get(at), texts.get(at + 1)))
                : Optional.empty();
    }

    /// The last change was taken back.
    void undone() {
        at--;
    }

    /// The change that was taken back last was made again.
    void redone() {
        at++;
    }

    private boolean holds(String now) {
        return !texts.isEmpty() && texts.get(at).equals(now);
    }
}
