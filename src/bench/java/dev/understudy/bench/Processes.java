package dev.understudy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The processes of one run, and the folder that their homes lie in; both end with it.
final class Processes implements AutoCloseable {
    private final Path folder;
    private final List<Child> children = new ArrayList<>();

    Processes() throws IOException {
        folder = Files.createTempDirectory("understudy-bench");
    }

    Path folder() {
        return folder;
    }

    /// Starts a command of `understudy` and waits until it listens.
    ///
    /// @param program how `understudy` is started
    /// @param home the name of its home
    Child understudy(List<String> program, String command, String home, List<String> arguments)
            throws IOException {
        var line = new ArrayList<>(program);
        line.addAll(List.of(command, "--home", folder.resolve(home).toString()));
        line.addAll(arguments);
        return add(Child.start(line, "listening on "));
    }

    /// Starts another program, whose output goes to a file of the folder.
    Child other(String log, List<String> command) throws IOException {
        return add(Child.start(folder.resolve(log), command));
    }

    private Child add(Child child) {
        children.add(child);
        return child;
    }

    @Override
    public void close() {
        children.reversed().forEach(Child::close);
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("left behind: " + folder);
        }
    }
}
