package dev.understudy.console.ui;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;

/// Keys that work anywhere in the window while their owner is in it.
public final class Shortcuts {
    private final Map<KeyCombination, Runnable> actions = new LinkedHashMap<>();

    /// @param owner the panel whose keys these are
    public Shortcuts(Node owner) {
        owner.sceneProperty().subscribe(this::move);
    }

    /// Adds a key; to be called before the owner is shown.
    public Shortcuts on(KeyCombination keys, Runnable action) {
        actions.put(keys, action);
        return this;
    }

    private void move(@Nullable Scene from, @Nullable Scene to) {
        if (from != null) {
            actions.forEach((keys, action) -> from.getAccelerators().remove(keys, action));
        }
        if (to != null) {
            to.getAccelerators().putAll(actions);
        }
    }
}
