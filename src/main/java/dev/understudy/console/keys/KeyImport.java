package dev.understudy.console.keys;

import dev.understudy.console.keys.KeyBook.Found;
import dev.understudy.console.ui.Changes;
import dev.understudy.console.ui.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Keys that were found elsewhere, to be picked from. Owned by the UI thread.
final class KeyImport {
    private final KeyBook book;
    private final Changes changes;
    private final Texts texts;
    private final ReadOnlyObjectWrapper<Optional<Preview>> preview =
            new ReadOnlyObjectWrapper<>(Optional.empty());

    KeyImport(KeyBook book, Changes changes, Texts texts) {
        this.book = book;
        this.changes = changes;
        this.texts = texts;
    }

    /// What was found.
    ///
    /// @param source where, for people
    record Preview(String source, List<Found> found) {}

    ReadOnlyObjectProperty<Optional<Preview>> previewProperty() {
        return preview.getReadOnlyProperty();
    }

    void lookInEnvironment() {
        changes.make(
                book::inEnvironment, found -> show(texts.get("keys.importEnvironment"), found));
    }

    void lookIn(Path file) {
        changes.make(() -> book.inFile(file), found -> show(file.toString(), found));
    }

    private void show(String source, List<Found> found) {
        preview.set(Optional.of(new Preview(source, found)));
    }

    /// Seals those that were picked.
    void take(List<Found> picked) {
        changes.make(
                () -> book.take(picked),
                undo -> {
                    changes.made(texts.format("keys.imported", picked.size()), undo::undo);
                    discard();
                });
    }

    void discard() {
        preview.set(Optional.empty());
    }
}
