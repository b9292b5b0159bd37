package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogsTest {
    private static final String FORGED =
            "model \"a\r\n2026-11-25T12:00:00.000Z ERROR Vault - opened\u001b[2J\u0007\u0085\u2028\" is unknown";

    @TempDir Path folder;

    @Test
    void nothingThatIsLoggedCanFakeALine() throws IOException {
        Path file = folder.resolve("understudy.log");
        Logs.to(file);
        System.Logger log = System.getLogger(LogsTest.class.getName());

        log.log(Level.WARNING, FORGED);
        log.log(
                Level.ERROR,
                "it failed",
                new IllegalStateException(FORGED, new IOException(FORGED)));
        log.log(Level.WARNING, "the last");

        List<String> lines = Files.readAllLines(file);
        List<String> records = lines.stream().filter(line -> line.startsWith("20")).toList();
        assertEquals(3, records.size(), lines.toString());
        assertTrue(records.getLast().endsWith("LogsTest - the last"), lines.toString());
        assertEquals(1, lines.stream().filter(line -> line.startsWith("Caused by: ")).count());
        assertTrue(
                lines.stream()
                        .anyMatch(line -> line.startsWith("\tat dev.understudy.app.LogsTest")));
        assertFalse(
                Files.readString(file)
                        .chars()
                        .anyMatch(c -> c != '\n' && c != '\t' && Character.isISOControl(c)));
    }
}
