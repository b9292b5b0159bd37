package dev.understudy.interchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.interchange.DotEnv.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
final class DotEnvTest {
    @Test
    void readsWhatEnvFilesAreMadeOf() {
        assertEquals(
                List.of(
                        new Variable("A", "plain"),
                        new Variable("B", "with # inside"),
                        new Variable("C", "a#b"),
                        new Variable("D", "two\nlines \"$x\""),
                        new Variable("E", "lit\\n\nB=no"),
                        new Variable("F", ""),
                        new Variable("G", "x y")),
                DotEnv.read(
                        "\ufeff# first\r\nexport A=plain # c\r\n\nB='with # inside' # c\nC=a#b\n"
                                + "D=\"two\\nlines \\\"\\$x\\\"\"\nE='lit\\n\nB=no'\nF=\n  G = x y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "=x", "A='open", "A=\"x\" y", "1A=x", "A B=x", "A=\"open\\"})
    void tellsTheLineThatIsNone(String line) {
        String message =
                String.valueOf(
                        assertThrows(
                                        IllegalArgumentException.class,
                                        () -> DotEnv.read("OK=1\n" + line + "\n"))
                                .getMessage());
        assertTrue(message.startsWith("line 2: "), message);
    }

    @Test
    void refusesWhatIsTooLargeOrNoText(@TempDir Path folder) throws IOException {
        Path file = folder.resolve(".env");
        Files.write(file, new byte[1024 * 1024 + 1]);
        assertThrows(IOException.class, () -> DotEnv.read(file));
        Files.write(file, new byte[] {'A', '=', (byte) 0xff});
        assertThrows(IOException.class, () -> DotEnv.read(file));
        Files.writeString(file, "A=1\n".repeat(2001));
        assertThrows(IOException.class, () -> DotEnv.read(file));
    }
}
