package dev.understudy.app;

import dev.understudy.console.keys.KeyBookException;
import dev.understudy.model.ApiKey;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Takes in one key, with what often stands around it. What is no key is not repeated.
final class KeyInput {
    /// Blank lines before a key are not counted for it, but not read for ever either.
    private static final int MOST_BYTES = 4 * KeyShapes.LONGEST;

    private KeyInput() {}

    /// The first line that is not blank; what follows stays unread.
    static ApiKey from(InputStream in) throws KeyBookException, IOException {
        var line = new byte[MOST_BYTES];
        int length = 0;
        boolean begun = false;
        int c;
        while (length < MOST_BYTES && (c = in.read()) >= 0 && !(begun && c == '\n')) {
            line[length++] = (byte) c;
            begun |= c > ' ';
        }
        String text = new String(line, 0, length, StandardCharsets.UTF_8);
        Arrays.fill(line, (byte) 0);
        return key(text.startsWith("\ufeff") ? text.substring(1) : text);
    }

    /// What a person types, who sees nothing of it.
    static ApiKey from(Console terminal, String prompt) throws KeyBookException {
        char[] typed = terminal.readPassword(prompt);
        if (typed == null) {
            return key("");
        }
        String text = new String(typed);
        Arrays.fill(typed, '\0');
        return key(text);
    }

    private static ApiKey key(String text) throws KeyBookException {
        if (text.isBlank()) {
            throw new KeyBookException(
                    "no key came: type it when it is asked for, or send it to the standard input");
        }
        if (text.strip().length() > KeyShapes.LONGEST) {
            throw new KeyBookException(
                    "that is no key: it has more than %,d characters".formatted(KeyShapes.LONGEST));
        }
        try {
            return new ApiKey(KeyShapes.clean(text));
        } catch (IllegalArgumentException e) {
            throw new KeyBookException("that is no key: " + e.getMessage(), e);
        }
    }
}
