package dev.understudy.app;

import dev.understudy.console.keys.KeyBook.Found;
import dev.understudy.console.keys.KeyBookException;
import dev.understudy.console.keys.ProviderKeys;
import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyCheck;
import dev.understudy.model.KeyId;
import dev.understudy.model.KeySlot;
import dev.understudy.settings.InvalidSettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `understudy keys`: the providers' keys, sealed in the vault. A key itself is asked for, or read
/// from the standard input: as an argument every program on the machine could see it.
@Command(
        name = "keys",
        description = "Manages the providers' keys, which are sealed in the vault.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class KeysCommand implements Runnable {
    @ParentCommand private @Nullable Understudy root;
    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw usage("say what to do: list, add, rotate, remove, check or import");
    }

    @Command(
            description =
                    "Lists the keys: name, how it looks, how it stands, where it comes from; and the vault.",
            mixinStandardHelpOptions = true)
    int list() throws IOException, InvalidSettingsException {
        try (KeyDesk desk = desk()) {
            for (ProviderKeys provider : desk.ring().providers()) {
                for (KeySlot key : provider.keys()) {
                    Commands.out(spec)
                            .printf(
                                    "%s  %s  %s  %s%n",
                                    key.id(),
                                    key.hint(),
                                    KeyWords.condition(key.condition()),
                                    key.source().name().toLowerCase(Locale.ROOT));
                }
            }
            Commands.out(spec).println(desk.vaultInWords());
        }
        return 0;
    }

    @Command(
            description = "Seals a key, which is asked for or read from the standard input.",
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "PROVIDER", description = "Such as openrouter.")
                    String provider,
            @Parameters(
                            paramLabel = "NAME",
                            defaultValue = "main",
                            description = "What to call it; \"main\" if nothing is said.")
                    String name)
            throws IOException, InvalidSettingsException, KeyBookException, InterruptedException {
        try (KeyDesk desk = desk()) {
            Optional<KeyId> waiting = desk.waiting(provider, name);
            if (waiting.isEmpty()) {
                desk.ring().requireNew(new KeyId(provider, name));
            }
            desk.openVault();
            ApiKey key = desk.askForKey("key for %s: ".formatted(provider));
            desk.prepareVault();
            if (waiting.isPresent()) {
                desk.ring().rotate(waiting.get(), key);
            } else {
                desk.ring().add(provider, name, key);
            }
            Commands.out(spec)
                    .println("sealed " + waiting.orElseGet(() -> new KeyId(provider, name)));
        }
        return 0;
    }

    @Command(description = "Puts a new value in a key's place.", mixinStandardHelpOptions = true)
    int rotate(@Parameters(paramLabel = "PROVIDER/NAME") String key)
            throws IOException, InvalidSettingsException, KeyBookException, InterruptedException {
        KeyId id = id(key);
        try (KeyDesk desk = desk()) {
            desk.ring().written(id);
            desk.openVault();
            ApiKey value = desk.askForKey("new value of %s: ".formatted(id));
            desk.prepareVault();
            desk.ring().rotate(id, value);
            Commands.out(spec).println("rotated " + id);
        }
        return 0;
    }

    @Command(
            description = "Takes a key out of the settings and the vault.",
            mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "PROVIDER/NAME") String key)
            throws IOException, InvalidSettingsException, KeyBookException, InterruptedException {
        KeyId id = id(key);
        try (KeyDesk desk = desk()) {
            desk.openVaultFor(id);
            desk.ring().remove(id);
            Commands.out(spec).println("removed " + id);
        }
        return 0;
    }

    @Command(
            description =
                    "Asks the providers whether they take the keys; exit code 1 if one does not.",
            mixinStandardHelpOptions = true)
    int check(
            @Parameters(
                            paramLabel = "PROVIDER/NAME",
                            arity = "0..1",
                            description = "One key; all that are switched on if none is named.")
                    @Nullable String key)
            throws IOException, InvalidSettingsException, KeyBookException, InterruptedException {
        Optional<KeyId> one = key == null ? Optional.empty() : Optional.of(id(key));
        PrintWriter out = Commands.out(spec);
        int exit = 0;
        try (KeyDesk desk = desk()) {
            for (KeyId id : one.map(List::of).orElseGet(desk::switchedOn)) {
                KeyCheck found = desk.check(id);
                out.println(id + "  " + KeyWords.check(found));
                exit = found instanceof KeyCheck.Works ? exit : Failures.INPUT;
            }
        }
        return exit;
    }

    @Command(
            name = "import",
            description =
                    "Seals the keys of a .env file or of the environment; without --yes it only shows them.",
            mixinStandardHelpOptions = true)
    int take(
            @Parameters(paramLabel = "FILE", arity = "0..1") @Nullable Path file,
            @Option(names = "--environment", description = "Look into the environment.")
                    boolean environment,
            @Option(names = "--yes", description = "Seal what was found.") boolean yes)
            throws IOException, InvalidSettingsException, KeyBookException, InterruptedException {
        if (environment == (file != null)) {
            throw usage("name a FILE or --environment");
        }
        PrintWriter out = Commands.out(spec);
        try (KeyDesk desk = desk()) {
            if (yes) {
                desk.openVault(); // what is sealed already is not sealed again
            }
            List<Found> found =
                    file == null ? desk.ring().inEnvironment() : desk.ring().inFile(file);
            var fresh = new ArrayList<Found>();
            for (Found key : found) {
                out.println(KeyWords.found(key));
                if (key.provider().isPresent() && !key.stored()) {
                    fresh.add(key);
                }
            }
            if (yes && !fresh.isEmpty()) {
                desk.prepareVault();
                desk.ring().take(fresh);
            }
            out.println(
                    yes
                            ? "sealed " + fresh.size()
                            : "%d to seal: say --yes to do it".formatted(fresh.size()));
        }
        return 0;
    }

    private KeyDesk desk() throws IOException, InvalidSettingsException {
        return KeyDesk.open(
                Commands.home(root), Commands.vault(root), System.console(), Commands.err(spec));
    }

    private KeyId id(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash == text.length() - 1) {
            throw usage("a key is named PROVIDER/NAME, such as openrouter/main");
        }
        return new KeyId(text.substring(0, slash), text.substring(slash + 1));
    }

    private ParameterException usage(String what) {
        return new ParameterException(Commands.filled(spec).commandLine(), what);
    }
}
