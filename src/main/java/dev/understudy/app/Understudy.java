package dev.understudy.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The command line's root: without a subcommand it opens the console.
@Command(
        name = "understudy",
        description = "A desktop console and local gateway for AI models.",
        mixinStandardHelpOptions = true,
        version = "understudy 0.1.0",
        subcommands = {
            ServeCommand.class,
            SandboxCommand.class,
            CheckCommand.class,
            ExplainCommand.class,
            AccessCommand.class,
            KeysCommand.class,
            ReachCommand.class,
            RehearseCommand.class,
            TrainCommand.class
        })
final class Understudy implements Callable<Integer> {
    @Option(
            names = "--home",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "Keep everything under this folder.")
    private @Nullable Path home;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The gateway's port; 0 picks a free one.")
    private @Nullable Integer port;

    /// Where things are kept.
    Home home() {
        return Home.of(Optional.ofNullable(home), System.getenv());
    }

    @Override
    public Integer call() throws Exception {
        return Desktop.open(home(), Optional.ofNullable(port));
    }
}
