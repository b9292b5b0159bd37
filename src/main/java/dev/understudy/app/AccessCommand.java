package dev.understudy.app;

import dev.understudy.access.AccessKeys;
import dev.understudy.model.AccessTerms;
import dev.understudy.settings.AccessFile;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `understudy access`: the keys of the programs that use the gateway.
@Command(
        name = "access",
        description = "Makes access keys for programs that use the gateway.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class AccessCommand implements Runnable {
    @ParentCommand private @Nullable Understudy root;
    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(
                Commands.filled(spec).commandLine(), "say what to do: create NAME, or list");
    }

    /// Makes a key and prints it, alone on the last line.
    @Command(
            description = "Makes an access key and prints it, this once.",
            mixinStandardHelpOptions = true)
    int create(@Parameters(paramLabel = "NAME", description = "The program it is for.") String name)
            throws IOException {
        var file = new AccessFile(Commands.home(root).accessFile());
        AccessKeys.Created created =
                new AccessKeys(List.of()).make(name, AccessTerms.UNBOUNDED, Instant.now());
        file.change(keys -> Stream.concat(keys.stream(), Stream.of(created.key())).toList());
        Commands.out(spec).println(created.secret());
        return 0;
    }

    /// Prints the keys' names, never the keys.
    @Command(description = "Lists the access keys.", mixinStandardHelpOptions = true)
    int list() throws IOException {
        for (var key : new AccessFile(Commands.home(root).accessFile()).load()) {
            Commands.out(spec).printf("%s  %s  %s%n", key.id(), key.created(), key.name());
        }
        return 0;
    }
}
