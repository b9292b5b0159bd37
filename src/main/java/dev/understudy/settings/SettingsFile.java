package dev.understudy.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The settings file as the program edits it: what others write meanwhile is never lost.
public final class SettingsFile {
    private final Path path;

    public SettingsFile(Path path) {
        this.path = path;
    }

    /// The file's text; empty if there is no file.
    ///
    /// @throws IOException if it cannot be read, or is not UTF-8
    public String read() throws IOException {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException _) {
            return "";
        }
    }

    /// Writes a new text, all or nothing.
    ///
    /// @param before what the new text was made from
    /// @throws SettingsEditException if the file is no longer what it was
    public void save(String before, String after) throws IOException, SettingsEditException {
        if (!read().equals(before)) {
            throw new SettingsEditException(
                    "%s was changed by another program meanwhile: look at it, and make the change again"
                            .formatted(path.getFileName()));
        }
        Path target = Files.exists(path) ? path.toRealPath() : path;
        AtomicFile.write(target, after.getBytes(StandardCharsets.UTF_8));
    }
}
