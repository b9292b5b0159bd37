package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The program as people start it: a process of its own, with a home of the test's and no keychain.
final class GivenProgram {
    private static final int MOST_SECONDS = 60;

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();

    GivenProgram(Path home) {
        this.home = home;
    }

    /// What a command left.
    record Result(int exit, String out, String err) {
        String lastLine() {
            return out.lines().toList().getLast();
        }
    }

    GivenProgram with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /// Starts a command.
    Process start(String... arguments) throws IOException {
        return start(command(arguments));
    }

    private Process start(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(name ->
                        name.startsWith("DBUS_")
                                || name.startsWith("XDG_")
                                || name.startsWith("UNDERSTUDY_")
                                || name.endsWith("_API_KEY"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private List<String> command(String... arguments) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "--home",
                                home.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /// Runs a command whose standard input holds `in`, and ends.
    Result run(String in, String... arguments) throws Exception {
        Process child = start(arguments);
        try (OutputStream to = child.getOutputStream()) {
            to.write(in.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // it ended without reading all
        }
        return result(child);
    }

    /// Runs a command whose standard input says nothing, and does not end.
    Result runUnasked(String... arguments) throws Exception {
        Process child = start(arguments);
        try (OutputStream _ = child.getOutputStream()) {
            return result(child);
        }
    }

    private static Result result(Process child) throws Exception {
        try {
            CompletableFuture<String> err =
                    CompletableFuture.supplyAsync(() -> text(child.getErrorStream()));
            CompletableFuture<String> out =
                    CompletableFuture.supplyAsync(() -> text(child.getInputStream()));
            assertTrue(child.waitFor(MOST_SECONDS, TimeUnit.SECONDS), "it does not end");
            return new Result(child.exitValue(), out.get(), err.get());
        } finally {
            child.destroyForcibly();
        }
    }

    private static String text(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// Starts a command in a terminal; skips the test where none can be had.
    Terminal inTerminal(String... arguments) throws IOException {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/script"))
                        && System.getProperty("os.name").equals("Linux"),
                "script(1) of util-linux is missing, so this is not tested");
        String line =
                command(arguments).stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "));
        return new Terminal(start(List.of("/usr/bin/script", "-qefc", line, "/dev/null")));
    }

    /// A terminal and who sits at it.
    static final class Terminal implements AutoCloseable {
        private static final char END = 4;

        private final Process child;
        private final StringBuilder shown = new StringBuilder();
        private int seen;

        Terminal(Process child) {
            this.child = child;
        }

        /// Waits until it is asked for something, and types a line.
        Terminal answer(String question, String line) throws IOException {
            return type(question, line + "\n");
        }

        /// Waits until it is asked for something, and ends the input.
        Terminal endAt(String question) throws IOException {
            return type(question, String.valueOf(END));
        }

        private Terminal type(String question, String keys) throws IOException {
            while (shown.indexOf(question, seen) < 0) {
                int c = child.getInputStream().read();
                if (c < 0) {
                    throw new IOException("it ended without: " + question + "\n" + shown);
                }
                shown.append((char) c);
            }
            seen = shown.length();
            child.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
            child.getOutputStream().flush();
            return this;
        }

        /// Waits for the end; all that was shown is its output.
        Result end() throws Exception {
            shown.append(text(child.getInputStream()));
            assertTrue(child.waitFor(MOST_SECONDS, TimeUnit.SECONDS), "it does not end");
            return new Result(child.exitValue(), shown.toString(), "");
        }

        @Override
        public void close() {
            child.descendants().forEach(ProcessHandle::destroyForcibly);
            child.destroyForcibly();
        }
    }
}
