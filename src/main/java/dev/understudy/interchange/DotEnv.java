package dev.understudy.interchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `.env` files: `NAME=value` lines with `export`, quotes and comments. Nothing in them is
/// evaluated: a `$` stands for itself. Not thread-safe.
public final class DotEnv {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int MOST_VARIABLES = 2_000;
    private static final Pattern NAME =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]{0,199})\\s*=[ \\t]*");

    private final String text;
    private final List<Variable> variables = new ArrayList<>();
    private int at;

    private DotEnv(String text) {
        this.text = text;
    }

    /// A variable and its value, which may be a secret.
    public record Variable(String name, String value) {
        @Override
        public String toString() {
            return "Variable[" + name + "]";
        }
    }

    /// The variables of a file in its order; of a name that stands twice, both.
    ///
    /// @throws IOException if it cannot be read, is larger than 1 MiB, or is no `.env` file; the
    ///   message holds none of its values
    public static List<Variable> read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw new IOException("cannot read " + file, e);
        }
        if (bytes.length > MOST_BYTES) {
            throw new IOException(file + " is larger than 1 MiB: that is no .env file");
        }
        try {
            return read(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8 text: that is no .env file", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s, %s".formatted(file, e.getMessage()), e);
        }
    }

    /// The variables of a text.
    ///
    /// @throws IllegalArgumentException with the line that is none of a `.env` file
    public static List<Variable> read(String text) {
        var reader = new DotEnv(text.startsWith("\ufeff") ? text.substring(1) : text);
        while (reader.at < reader.text.length()) {
            reader.line();
        }
        return List.copyOf(reader.variables);
    }

    private void line() {
        int end = endOfLine(at);
        String line = text.substring(at, end);
        if (line.isBlank() || line.strip().startsWith("#")) {
            at = end + 1;
            return;
        }
        Matcher name = NAME.matcher(line);
        if (!name.lookingAt()) {
            throw wrong("write NAME=value");
        }
        if (variables.size() == MOST_VARIABLES) {
            throw wrong("that is more than %d variables".formatted(MOST_VARIABLES));
        }
        int value = at + name.end();
        char first = value < text.length() ? text.charAt(value) : '\n';
        variables.add(
                new Variable(
                        name.group(1),
                        first == '"' || first == '\'' ? quoted(value, first) : plain(value, end)));
    }

    private String plain(int from, int end) {
        String value = text.substring(from, end);
        at = end + 1;
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) == '#' && (i == 0 || Character.isWhitespace(value.charAt(i - 1)))) {
                return value.substring(0, i).strip();
            }
        }
        return value.strip();
    }

    /// A value in quotes, which may go over several lines; in double ones `\` escapes.
    private String quoted(int from, char quote) {
        var value = new StringBuilder();
        int i = from + 1;
        while (i < text.length() && text.charAt(i) != quote) {
            char c = text.charAt(i++);
            if (c == '\\' && quote == '"' && i < text.length()) {
                value.append(escaped(text.charAt(i++)));
            } else {
                value.append(c);
            }
        }
        if (i >= text.length()) {
            throw wrong("its quote does not end");
        }
        int end = endOfLine(i);
        String rest = text.substring(i + 1, Math.max(i + 1, end)).strip();
        if (!rest.isEmpty() && !rest.startsWith("#")) {
            throw wrong("something follows its quote");
        }
        at = end + 1;
        return value.toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case '"', '\\', '$', '\'' -> String.valueOf(c);
            default -> "\\" + c;
        };
    }

    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private IllegalArgumentException wrong(String why) {
        long line = text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        return new IllegalArgumentException("line %d: %s".formatted(line, why));
    }
}
