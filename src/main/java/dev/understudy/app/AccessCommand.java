package dev.understudy.app;

import dev.understudy.access.AccessKeys;
import dev.understudy.catalog.Catalogue;
import dev.understudy.journal.Journal;
import dev.understudy.journal.Retention;
import dev.understudy.model.AccessKey;
import dev.understudy.model.AccessTerms;
import dev.understudy.model.AccessUse;
import dev.understudy.model.GatewaySettings;
import dev.understudy.settings.AccessFile;
import dev.understudy.settings.InvalidSettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `understudy access`: the keys of the programs that use the gateway. A gateway that runs takes up
/// what changes.
@Command(
        name = "access",
        description = "Makes, lists and revokes access keys of programs that use the gateway.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class AccessCommand implements Runnable {
    private static final int LONGEST_NAME = 100;

    @ParentCommand private @Nullable Understudy root;
    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw wrong("say what to do: create NAME, list, or revoke ID");
    }

    /// Makes a key and prints it, alone on the last line.
    @Command(
            description = "Makes an access key and prints it, this once.",
            mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "NAME", description = "The program it is for.") String name,
            @Mixin AccessTermsOptions terms,
            @Option(
                            names = "--config",
                            paramLabel = "FILE",
                            description = "The settings that the gateway uses, if it has others.")
                    @Nullable Path config)
            throws IOException, InvalidSettingsException, EnvironmentException {
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw wrong(
                    "a name has %d letters at most, and no control characters"
                            .formatted(LONGEST_NAME));
        }
        Instant now = Instant.now();
        AccessTerms granted = terms.terms(now, ZoneId.systemDefault());
        if (!granted.scope().unbounded() && !leadSomewhere(granted.scope(), config)) {
            return Failures.INPUT;
        }
        AccessKeys.Created created = new AccessKeys(List.of()).make(name, granted, now);
        edits().add(created);
        Commands.out(spec).println(created.secret());
        return 0;
    }

    /// Tells of names in a scope that lead nowhere, or may.
    private boolean leadSomewhere(AccessTerms.Scope scope, @Nullable Path config)
            throws IOException, InvalidSettingsException, EnvironmentException {
        GatewaySettings settings = Commands.settings(root, config);
        var names = new ScopeNames(settings, Catalogue::shipped);
        ScopeNames.Findings found = names.of(scope);
        found.wrong().forEach(Commands.err(spec)::println);
        if (found.wrong().isEmpty()) {
            found.doubtful().forEach(what -> Commands.err(spec).println("warning: " + what));
        }
        return found.wrong().isEmpty();
    }

    /// Prints the keys' names, terms and use, never the keys.
    @Command(
            description = "Lists the access keys: id, name, terms, last use, what was spent.",
            mixinStandardHelpOptions = true)
    int list() throws IOException {
        List<AccessKey> keys = valid();
        Map<String, AccessUse> uses = uses(keys);
        for (AccessKey key : keys) {
            Commands.out(spec)
                    .println(AccessWords.of(key, Optional.ofNullable(uses.get(key.id()))));
        }
        return 0;
    }

    /// Revokes a key at once.
    @Command(description = "Revokes an access key, at once.", mixinStandardHelpOptions = true)
    int revoke(@Parameters(paramLabel = "ID", description = "Its id, or its name.") String asked)
            throws IOException {
        List<AccessKey> keys = valid();
        List<AccessKey> found = keys.stream().filter(key -> key.id().equals(asked)).toList();
        if (found.isEmpty()) {
            found = keys.stream().filter(key -> key.name().equals(asked)).toList();
        }
        if (found.size() != 1) {
            Commands.err(spec)
                    .println(
                            found.isEmpty()
                                    ? "no access key has the id or name \"%s\": understudy access list shows them"
                                            .formatted(asked)
                                    : "%d access keys are called \"%s\": say the id of one, %s"
                                            .formatted(
                                                    found.size(),
                                                    asked,
                                                    found.stream()
                                                            .map(AccessKey::id)
                                                            .collect(Collectors.joining(" or "))));
            return Failures.INPUT;
        }
        edits().revoke(found.getFirst().id());
        Commands.out(spec).println("revoked: " + found.getFirst().name());
        return 0;
    }

    private AccessEdits edits() {
        return new AccessEdits(
                new AccessFile(Commands.home(root).accessFile()), InstantSource.system());
    }

    private List<AccessKey> valid() throws IOException {
        return edits().load().stream().filter(key -> key.revoked().isEmpty()).toList();
    }

    /// How the keys were used, as the journal tells, if there is one.
    private Map<String, AccessUse> uses(List<AccessKey> keys) throws IOException {
        Path file = Commands.home(root).journalFile();
        if (!Files.exists(file)) {
            return Map.of();
        }
        try (var journal = new Journal(file, Retention.STANDARD, InstantSource.system())) {
            return journal
                    .accessUses(
                            keys.stream().map(AccessKey::id).toList(),
                            Instant.now(),
                            ZoneId.systemDefault())
                    .stream()
                    .collect(Collectors.toMap(AccessUse::key, Function.identity()));
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(Commands.filled(spec).commandLine(), what);
    }
}
