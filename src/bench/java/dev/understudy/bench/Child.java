package dev.understudy.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process under measurement; it ends with the benchmark, however that ends.
final class Child implements AutoCloseable {
    private final Process process;
    private final Thread hook = Thread.ofPlatform().unstarted(this::stop);
    private final List<String> said = new ArrayList<>();

    private Child(Process process) {
        this.process = process;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Starts a process whose output goes to `log`.
    static Child start(Path log, List<String> command) throws IOException {
        return new Child(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start());
    }

    /// Starts a process and reads what it says up to the first line that begins with `ready`.
    static Child start(List<String> command, String ready) throws IOException {
        var child =
                new Child(
                        new ProcessBuilder(command)
                                .redirectError(ProcessBuilder.Redirect.INHERIT)
                                .start());
        var lines =
                new BufferedReader(
                        new InputStreamReader(
                                child.process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); ; line = lines.readLine()) {
            if (line == null) {
                child.close();
                throw new IOException("ended before it was ready: " + command.getFirst());
            }
            child.said.add(line);
            if (line.startsWith(ready)) {
                return child;
            }
        }
    }

    /// What follows `beginning` on the line that begins so.
    String said(String beginning) {
        return said.stream()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    /// The port in the address on the line that begins so.
    int port(String beginning) {
        return java.net.URI.create(said(beginning)).getPort();
    }

    /// A value of the process's status such as `VmRSS`, in MB; 0 where there is none.
    long megabytes(String field) {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith(field + ":"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    / 1024;
        } catch (IOException | UncheckedIOException _) {
            return 0;
        }
    }

    /// The processor time the process has used so far, in microseconds.
    double micros() {
        return process.info().totalCpuDuration().map(time -> time.toNanos() / 1e3).orElse(0.0);
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
        }
    }
}
