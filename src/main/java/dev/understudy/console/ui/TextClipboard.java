package dev.understudy.console.ui;

import java.time.Duration;
import java.util.Optional;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/// The clipboard, as far as text goes. Used on the UI thread.
public interface TextClipboard {
    /// How long a secret stays on it.
    Duration SECRETS = Duration.ofSeconds(30);

    void put(String text);

    /// What is on it now; empty if it is no text.
    Optional<String> text();

    void clear();

    /// Puts a secret on it, and takes it away again unless something else has come meanwhile.
    default void putSecret(String secret, Later later) {
        put(secret);
        later.run(
                SECRETS,
                () -> {
                    if (text().filter(secret::equals).isPresent()) {
                        clear();
                    }
                });
    }

    /// The system's.
    static TextClipboard ofSystem() {
        return new TextClipboard() {
            @Override
            public void put(String text) {
                var content = new ClipboardContent();
                content.putString(text);
                Clipboard.getSystemClipboard().setContent(content);
            }

            @Override
            public Optional<String> text() {
                return Optional.ofNullable(Clipboard.getSystemClipboard().getString());
            }

            @Override
            public void clear() {
                Clipboard.getSystemClipboard().clear();
            }
        };
    }
}
