package dev.understudy.app;

import dev.understudy.vault.KeySource;
import dev.understudy.vault.Keychain.Patience;
import dev.understudy.vault.Vault;
import dev.understudy.vault.VaultException;
import dev.understudy.vault.VaultState;
import dev.understudy.vault.WrongPassphraseException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Opens the vault when the settings need it, without a dialog: with the keychain, in at most 3 s,
/// or with a passphrase that someone has provided.
final class VaultDoor {
    private static final System.Logger LOG = System.getLogger(VaultDoor.class.getName());

    private final Vault vault;
    private final List<Passphrases> passphrases;
    private volatile boolean barred;
    private volatile String obstacle =
            "set %s to a file that holds its passphrase, or start in a terminal"
                    .formatted(PassphraseFile.VARIABLE);

    /// Where passphrases come from.
    interface Passphrases {
        /// How many are tried to open the vault once.
        int tries();

        /// One to try, for the caller to wipe; empty if there is none.
        ///
        /// @throws IOException if it cannot be read; the message says which
        Optional<char[]> next() throws IOException;

        /// What to say of one that is wrong.
        String wrong();
    }

    /// @param passphrases tried in this order
    VaultDoor(Vault vault, List<Passphrases> passphrases) {
        this.vault = vault;
        this.passphrases = List.copyOf(passphrases);
    }

    /// Keeps it from being opened, until [#unbar].
    VaultDoor bar() {
        barred = true;
        return this;
    }

    void unbar() {
        barred = false;
    }

    /// Tries to open it; waits for the keychain, or for the passphrase.
    ///
    /// @return why it stays locked, and what to do; empty if it is open
    Optional<String> open() {
        try {
            return switch (vault.state()) {
                case VaultState.Open _, VaultState.Absent _ -> Optional.empty();
                case VaultState.Locked _ when barred -> Optional.of("it is about to be opened");
                case VaultState.Locked(KeySource source) when source == KeySource.KEYCHAIN -> {
                    vault.unlock(Patience.BRIEF);
                    yield Optional.empty();
                }
                case VaultState.Locked _ -> withPassphrase();
                case VaultState.Damaged _ -> {
                    vault.reload();
                    yield open();
                }
            };
        } catch (VaultException | IOException e) {
            LOG.log(Level.WARNING, "the vault stays locked", e);
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of("the program is ending");
        }
    }

    /// One that was wrong is told of when there is none to try any more, too.
    private Optional<String> withPassphrase()
            throws VaultException, IOException, InterruptedException {
        for (Passphrases source : passphrases) {
            for (int i = 0; i < source.tries(); i++) {
                Optional<char[]> passphrase = source.next();
                if (passphrase.isEmpty()) {
                    break;
                }
                try {
                    vault.unlock(passphrase.get());
                    return Optional.empty();
                } catch (WrongPassphraseException _) {
                    obstacle = source.wrong();
                } finally {
                    Arrays.fill(passphrase.get(), '\0');
                }
            }
        }
        return Optional.of(obstacle);
    }
}
