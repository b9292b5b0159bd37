package dev.understudy.app;

import dev.understudy.console.keys.KeyBookException;
import dev.understudy.model.Provider;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.Problem;
import dev.understudy.settings.SettingsEditException;
import dev.understudy.settings.SettingsFile;
import dev.understudy.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The settings file as its keys are changed: one change is one write, which leaves no new problem
/// in the file.
final class KeysFile {
    private final SettingsFile file;
    private final String name;
    private final List<Provider> builtIn;
    private final Function<String, @Nullable String> environment;
    private final SettingsReader reader;

    /// @param reader checks what is to be written
    KeysFile(
            Path file,
            List<Provider> builtIn,
            Function<String, @Nullable String> environment,
            SettingsReader reader) {
        this.file = new SettingsFile(file);
        this.name = String.valueOf(file.getFileName());
        this.builtIn = builtIn;
        this.environment = environment;
        this.reader = reader;
    }

    /// What is done with the text.
    interface Edit {
        void make(KeysDocument document) throws SettingsEditException, KeyBookException;
    }

    /// A change that was written.
    record Change(String before, String after) {}

    /// The text as it is now.
    KeysDocument read() throws KeyBookException {
        try {
            return document(file.read());
        } catch (IOException e) {
            throw SealedKeys.told(e);
        }
    }

    /// Makes a change and writes it.
    Change change(Edit edit) throws KeyBookException {
        try {
            String before = file.read();
            KeysDocument document = document(before);
            edit.make(document);
            check(before, document.text());
            file.save(before, document.text());
            return new Change(before, document.text());
        } catch (SettingsEditException | IOException e) {
            throw SealedKeys.told(e);
        }
    }

    /// Takes a change back: all of it if nothing else has changed since, else by its inverse.
    void takeBack(Change change, Edit inverse) throws KeyBookException {
        try {
            if (file.read().equals(change.after())) {
                file.save(/* before= */ change.after(), /* after= */ change.before());
                return;
            }
        } catch (SettingsEditException | IOException e) {
            throw SealedKeys.told(e);
        }
        change(inverse);
    }

    private KeysDocument document(String text) throws KeyBookException {
        try {
            return new KeysDocument(text, builtIn, environment);
        } catch (SettingsEditException e) {
            throw new KeyBookException(name + ": " + e.getMessage(), e);
        }
    }

    private void check(String before, String after) throws KeyBookException {
        List<Problem> problems = problems(after);
        if (problems.size() > problems(before).size()) {
            throw new KeyBookException(problems.getLast().message());
        }
    }

    private List<Problem> problems(String text) {
        try {
            reader.read(text);
            return List.of();
        } catch (InvalidSettingsException e) {
            return e.problems();
        }
    }
}
