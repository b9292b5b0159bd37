package dev.understudy.settings;

/// Something wrong in a settings file.
///
/// @param line from 1; 0 if it concerns the file as a whole
/// @param path the keys that lead there, such as `providers[0].base_url`
/// @param message what is wrong, and what to write instead
public record Problem(int line, int column, String path, String message) {
    /// One line for people: where, which key, what to do.
    @Override
    public String toString() {
        return line == 0
                ? message
                : "line %d, column %d: %s%s"
                        .formatted(line, column, path.isEmpty() ? "" : path + ": ", message);
    }
}
