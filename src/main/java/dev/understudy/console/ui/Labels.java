package dev.understudy.console.ui;

import java.util.function.Function;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// What the items of a choice are called; nothing is typed into it.
public final class Labels<T> extends StringConverter<T> {
    private final Function<T, String> label;

    public Labels(Function<T, String> label) {
        this.label = label;
    }

    @Override
    public String toString(@Nullable T item) {
        return item == null ? "" : label.apply(item);
    }

    @Override
    public @Nullable T fromString(String text) {
        return null;
    }
}
