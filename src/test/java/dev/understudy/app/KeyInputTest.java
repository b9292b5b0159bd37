package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.console.keys.KeyBookException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys out of pipes.
final class KeyInputTest {
    private static final String KEY = "sk-sandbox-0123456789abcdef";

    private static InputStream pipe(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KEY,
                KEY + "\n",
                KEY + "\r\n",
                "\n\n  " + KEY + "\t\r\nanother line",
                "\ufeff" + KEY + "\r\n",
                "\"" + KEY + "\"",
                "Bearer " + KEY,
                "export SANDBOX_API_KEY='" + KEY + "'\n"
            })
    void takesAKeyOutOfWhatStandsAroundIt(String text) throws Exception {
        assertEquals(KEY, KeyInput.from(pipe(text)).reveal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \t \r\n\n"})
    void saysThatNoKeyCame(String text) {
        var e = assertThrows(KeyBookException.class, () -> KeyInput.from(pipe(text)));

        assertTrue(String.valueOf(e.getMessage()).startsWith("no key came"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-caf\u00e9-1", "sk-a\tb", "sk-a\u0000b"})
    void repeatsNothingOfWhatIsNoKey(String text) {
        var e = assertThrows(KeyBookException.class, () -> KeyInput.from(pipe(text)));

        assertEquals("that is no key: a key is one line of printable ASCII", e.getMessage());
    }

    @Test
    void cutsNoKeyThatIsTooLong() throws Exception {
        String longest = "k".repeat(KeyShapes.LONGEST);

        assertEquals(longest, KeyInput.from(pipe(longest)).reveal());
        for (String text : new String[] {longest + "k", "k".repeat(100_000)}) {
            var e = assertThrows(KeyBookException.class, () -> KeyInput.from(pipe(text)));
            assertTrue(String.valueOf(e.getMessage()).contains("4,096"), e.getMessage());
            assertFalse(String.valueOf(e.getMessage()).contains("kkk"));
        }
    }

    @Test
    void leavesUnreadWhatFollows() throws Exception {
        InputStream in = pipe(KEY + "\nthe rest");

        KeyInput.from(in);

        assertEquals("the rest", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
}
