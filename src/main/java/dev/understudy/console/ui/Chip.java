package dev.understudy.console.ui;

import java.util.Arrays;
import java.util.Locale;
import javafx.scene.control.Label;

/// A status in one or two words; its colour repeats what the words say.
public final class Chip extends Label {
    /// What a status means to the user.
    public enum Tone {
        NEUTRAL,
        ACTIVE,
        GOOD,
        CAUTION,
        BAD;

        private String style() {
            return "tone-" + name().toLowerCase(Locale.ROOT);
        }
    }

    /// A chip that says nothing yet.
    public Chip() {
        getStyleClass().add("chip");
        setMinWidth(USE_PREF_SIZE);
    }

    public Chip(String words, Tone tone) {
        this();
        say(words, tone);
    }

    /// Says something else.
    public void say(String words, Tone tone) {
        setText(words);
        Arrays.stream(Tone.values()).map(Tone::style).forEach(getStyleClass()::remove);
        getStyleClass().add(tone.style());
    }
}
