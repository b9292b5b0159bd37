package dev.understudy.console;

import dev.understudy.console.ui.TextClipboard;
import java.util.Optional;

/// A clipboard of the test's own.
public final class FakeClipboard implements TextClipboard {
    private volatile Optional<String> text = Optional.empty();

    @Override
    public void put(String text) {
        this.text = Optional.of(text);
    }

    @Override
    public Optional<String> text() {
        return text;
    }

    @Override
    public void clear() {
        text = Optional.empty();
    }
}
