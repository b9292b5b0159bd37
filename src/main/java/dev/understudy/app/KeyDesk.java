package dev.understudy.app;

import dev.understudy.console.keys.KeyBookException;
import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyCheck;
import dev.understudy.model.KeyId;
import dev.understudy.model.KeySlot;
import dev.understudy.model.KeySlot.Condition;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.KeyOrigin;
import dev.understudy.vault.Vault;
import dev.understudy.vault.VaultState;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the command line works on keys: a key ring over the files, and a person, or a pipe, to
/// ask.
///
/// What it writes a running gateway takes up by itself.
final class KeyDesk implements AutoCloseable {
    private final Gateway gateway;
    private final KeyRing ring;
    private final Path settings;
    private final Vault vault;
    private final VaultDoor door;
    private final @Nullable Console console;
    private final PrintWriter err;

    private KeyDesk(
            Gateway gateway,
            Path settings,
            VaultDoor door,
            @Nullable Console console,
            PrintWriter err) {
        this.gateway = gateway;
        this.settings = settings;
        this.vault = gateway.vault();
        this.door = door;
        this.console = console;
        this.err = err;
        this.ring = GatewayKeys.ring(gateway, settings, this::reload);
    }

    /// Opens the files, and the vault if the settings need it.
    ///
    /// @param console nobody is asked if there is none
    static KeyDesk open(Home home, Vault vault, @Nullable Console console, PrintWriter err)
            throws IOException, InvalidSettingsException {
        Logs.to(home.logFile());
        var door =
                new VaultDoor(
                        vault,
                        List.of(
                                new PassphraseFile(System.getenv()),
                                new PassphrasePrompt(console)));
        var desk =
                new KeyDesk(
                        Gateway.uncounted(home, vault, door),
                        home.gatewayFile(),
                        door,
                        console,
                        err);
        desk.gateway.use(desk.gateway.settings(desk.settings).settings());
        desk.gateway
                .vaultObstacle()
                .ifPresent(why -> err.println("warning: the vault stays locked: " + why));
        desk.ring.refresh();
        return desk;
    }

    KeyRing ring() {
        return ring;
    }

    private void reload() {
        try {
            gateway.use(gateway.settings(settings).settings());
        } catch (IOException | InvalidSettingsException e) {
            err.println(e.getMessage());
        }
    }

    /// Opens the vault, if there is one.
    void openVault() throws KeyBookException {
        Optional<String> obstacle = door.open();
        if (obstacle.isPresent()) {
            throw new KeyBookException("the vault stays locked: " + obstacle.get());
        }
    }

    /// Opens the vault, if the settings have a key from it.
    ///
    /// @throws KeyBookException if there is no such key, or the vault stays locked
    void openVaultFor(KeyId key) throws KeyBookException {
        if (ring.written(key).origin() instanceof KeyOrigin.InVault) {
            openVault();
        }
    }

    /// The vault's state, and what keeps its own key.
    String vaultInWords() {
        return KeyWords.vault(vault.state(), ring.keeper());
    }

    /// Opens the vault, or makes it: with the passphrase that is provided, else with the system's
    /// keychain, else with a passphrase that is asked for.
    void prepareVault() throws KeyBookException, InterruptedException, IOException {
        openVault();
        if (!(vault.state() instanceof VaultState.Absent)) {
            return;
        }
        Optional<char[]> provided = new PassphraseFile(System.getenv()).next();
        if (provided.isPresent()) {
            ring.usePassphrase(provided.get());
            return;
        }
        try {
            ring.useKeychain();
            err.println("made a vault whose key is in the system's keychain");
        } catch (KeyBookException e) {
            ring.usePassphrase(newPassphrase(e));
            err.println("made a vault with that passphrase");
        }
    }

    private char[] newPassphrase(KeyBookException keychain) throws KeyBookException {
        Console terminal = terminal();
        if (terminal == null) {
            throw new KeyBookException(
                    "%s; or set %s to a file that holds a passphrase for the vault"
                            .formatted(keychain.getMessage(), PassphraseFile.VARIABLE),
                    keychain);
        }
        err.println(keychain.getMessage());
        char[] first = terminal.readPassword("a passphrase for a new vault: ");
        char[] again = terminal.readPassword("the same again: ");
        if (first == null || again == null || first.length == 0 || !Arrays.equals(first, again)) {
            throw new KeyBookException("the two are not the same passphrase: start again");
        }
        Arrays.fill(again, '\0');
        return first;
    }

    /// A key from the terminal, without an echo, or from the standard input.
    ApiKey askForKey(String prompt) throws KeyBookException, IOException {
        Console terminal = terminal();
        return terminal == null ? KeyInput.from(System.in) : KeyInput.from(terminal, prompt);
    }

    private @Nullable Console terminal() {
        Console found = console;
        return found != null && found.isTerminal() ? found : null;
    }

    /// The key of that name, or of a secret of that name, that waits for its value.
    Optional<KeyId> waiting(String provider, String name) {
        return ring.providers().stream()
                .filter(keys -> keys.id().equals(provider))
                .flatMap(keys -> keys.keys().stream())
                .filter(slot -> slot.condition() instanceof Condition.Missing)
                .map(KeySlot::id)
                .filter(id -> id.alias().equals(name) || isOf(id, name))
                .findFirst();
    }

    private boolean isOf(KeyId id, String secret) {
        try {
            return ring.written(id).origin() instanceof KeyOrigin.InVault(_, var name)
                    && name.equals(secret);
        } catch (KeyBookException _) {
            return false;
        }
    }

    List<KeyId> switchedOn() {
        return ring.providers().stream()
                .flatMap(keys -> keys.keys().stream())
                .filter(slot -> !(slot.condition() instanceof Condition.Off))
                .map(KeySlot::id)
                .toList();
    }

    /// Checks a key; one that cannot be read fails too.
    KeyCheck check(KeyId id) throws InterruptedException, KeyBookException {
        boolean missing =
                ring.providers().stream()
                        .flatMap(keys -> keys.keys().stream())
                        .anyMatch(slot ->
                                slot.id().equals(id)
                                        && slot.condition() instanceof Condition.Missing);
        try {
            return ring.check(id);
        } catch (KeyBookException e) {
            if (!missing) {
                throw e;
            }
            return new KeyCheck.Fails(
                    KeyCheck.Cause.WRONG_KEY, String.valueOf(e.getMessage()), Optional.empty());
        }
    }

    @Override
    public void close() {
        ring.close();
        gateway.close(Duration.ZERO);
    }
}
