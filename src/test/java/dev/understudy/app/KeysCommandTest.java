package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `understudy keys` prints where nobody can be asked, and its exit codes.
@Timeout(60)
final class KeysCommandTest {
    private static final String GOOD = "sk-sandbox-0123456789abcdef";

    @TempDir Path home;

    private record Result(int exit, String out, String err) {}

    private void write(String keys) throws IOException {
        Files.writeString(
                home.resolve("gateway.yaml"),
                "providers: [{ id: sandbox, api_keys: [%s] }]\n".formatted(keys));
    }

    private Result run(String... arguments) {
        var all = new ArrayList<>(List.of("--home", home.toString(), "keys"));
        all.addAll(List.of(arguments));
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Main.run(all.toArray(new String[0]), new PrintWriter(out), new PrintWriter(err));
        return new Result(exit, out.toString(), err.toString());
    }

    @Test
    void listsKeysAndShowsNone() throws IOException {
        write("{ id: a, value: %s }, { id: b, value: %s, enabled: false }".formatted(GOOD, GOOD));

        Result result = run("list");

        assertEquals(0, result.exit, result.err);
        assertEquals(
                List.of(
                        "sandbox/a  sk-sandbox-…cdef  ready  settings",
                        "sandbox/b  sk-sandbox-…cdef  off  settings"),
                result.out.lines().filter(line -> line.startsWith("sandbox/")).toList());
        assertFalse(result.out.contains(GOOD));
    }

    @Test
    void checksAllThatAreOnAndFailsIfOneDoes() throws IOException {
        write("{ id: a, value: %s }".formatted(GOOD));
        Result fine = run("check", "sandbox/a");
        assertEquals(0, fine.exit, fine.out + fine.err);
        assertTrue(fine.out.startsWith("sandbox/a  works ("), fine.out);

        write("{ id: a, value: %s }, { id: b, value: sk-wrong-0123456789 }".formatted(GOOD));
        Result wrong = run("check", "sandbox/b");
        assertEquals(1, wrong.exit);
        assertTrue(wrong.out.startsWith("sandbox/b  fails (wrong key): "), wrong.out);
        assertFalse(wrong.out.contains("sk-wrong-0123456789"));
    }

    @Test
    void showsWhatAnImportWouldSealAndSealsNothing() throws IOException {
        Path file = home.resolve("some.env");
        Files.writeString(file, "A=" + GOOD + "\nMY_TOKEN=whatever-it-is\n");

        Result result = run("import", file.toString());

        assertEquals(0, result.exit, result.err);
        assertEquals(
                List.of(
                        "A  sk-sandbox-…cdef  the sandbox",
                        "MY_TOKEN  …  not recognised",
                        "1 to seal: say --yes to do it"),
                result.out.lines().toList());
        assertTrue(Files.notExists(home.resolve("secrets.vault")));
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        write("");
        assertEquals(2, run().exit);
        assertEquals(2, run("import").exit);
        assertEquals(2, run("rotate", "main").exit);
        Result result = run("remove", "sandbox/none");
        assertEquals(1, result.exit);
        assertTrue(result.err.contains("there is no key sandbox/none"), result.err);
        Result stranger = run("add", "nobody");
        assertEquals(1, stranger.exit);
        assertTrue(stranger.err.contains("there is no provider \"nobody\""), stranger.err);
        Result file = run("import", home.resolve("none").toString());
        assertEquals(1, file.exit);
        assertTrue(file.err.contains("cannot read " + home.resolve("none")), file.err);
    }
}
