package dev.understudy.app;

import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.Problem;
import dev.understudy.settings.SettingsReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `understudy check`: tells everything that is wrong in a settings file.
@Command(
        name = "check",
        description = "Validates a settings file and tells every problem in it.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @ParentCommand private @Nullable Understudy root;
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file, such as gateway.yaml.")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException, EnvironmentException {
        PrintWriter out = Commands.out(spec);
        Path path = Commands.filled(file);
        if (!Files.isReadable(path)) {
            throw new EnvironmentException("cannot read %s".formatted(path));
        }
        try {
            var reader =
                    Commands.reader(
                            URI.create("http://127.0.0.1:0/v1"),
                            new VaultNames(Commands.vault(root)));
            SettingsReader.Loaded loaded = reader.read(Files.readString(path));
            loaded.warnings().forEach(warning -> out.println("warning: " + warning));
            out.printf(
                    "%s is right: %d chains, %d providers with a key%n",
                    path.getFileName(),
                    loaded.settings().chains().size(),
                    loaded.settings().providers().stream()
                            .filter(p -> !p.keys().isEmpty())
                            .count());
            return 0;
        } catch (InvalidSettingsException e) {
            for (Problem problem : e.problems()) {
                Commands.err(spec).println("%s: %s".formatted(path.getFileName(), problem));
            }
            return Failures.INPUT;
        }
    }
}
