package dev.understudy.app;

import dev.understudy.console.ui.Undo;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.SettingsEditException;
import dev.understudy.settings.SettingsEditor;
import dev.understudy.settings.SettingsFile;
import dev.understudy.settings.SettingsReader;
import dev.understudy.settings.WrittenSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Changes of the settings' file that leave it right, and are in force at once. Thread-safe.
final class SettingsChange {
    private final SettingsFile file;
    private final SettingsReader reader;
    private final Runnable takeUp;

    /// @param takeUp puts in force what the file says
    SettingsChange(SettingsFile file, SettingsReader reader, Runnable takeUp) {
        this.file = file;
        this.reader = reader;
        this.takeUp = takeUp;
    }

    /// What is done with the text.
    interface Edit {
        /// Changes the text.
        ///
        /// @param root where the settings stand in the file
        void make(SettingsEditor editor, List<Object> root) throws SettingsEditException;
    }

    /// Makes a change and writes it.
    ///
    /// @throws SettingsEditException if the file cannot be changed like that
    /// @throws IOException if it would not be right, has changed meanwhile, or cannot be written
    synchronized Undo make(Edit edit) throws SettingsEditException, IOException {
        String before = file.read();
        var editor = new SettingsEditor(before);
        edit.make(editor, WrittenSettings.read(before, List.of()).path());
        String after = editor.text();
        check(before, after);
        file.save(before, after);
        takeUp.run();
        return () -> {
            file.save(/* before= */ after, /* after= */ before);
            takeUp.run();
        };
    }

    private void check(String before, String after) throws IOException {
        Optional<InvalidSettingsException> wrong = wrong(after);
        if (wrong.isPresent()) {
            String first = String.valueOf(wrong.get().problems().getFirst());
            throw new IOException(
                    wrong(before).isPresent()
                            ? "The file cannot be used as it stands: " + first
                            : wrong.get().problems().getFirst().message(),
                    wrong.get());
        }
    }

    private Optional<InvalidSettingsException> wrong(String text) {
        try {
            reader.read(text);
            return Optional.empty();
        } catch (InvalidSettingsException e) {
            return Optional.of(e);
        }
    }

    /// A path in the file.
    static Object[] path(List<Object> root, Object... rest) {
        List<Object> path = new ArrayList<>(root);
        path.addAll(Arrays.asList(rest));
        return path.toArray();
    }
}
