package dev.understudy.app;

import dev.understudy.console.keys.KeyBookException;
import dev.understudy.vault.KeySource;
import dev.understudy.vault.Keychain.Patience;
import dev.understudy.vault.Vault;
import dev.understudy.vault.VaultException;
import dev.understudy.vault.VaultState;
import java.io.IOException;
import java.util.Arrays;

/// Makes, opens and mends the vault for people, who may be asked by the keychain.
final class VaultCare {
    private final Vault vault;

    VaultCare(Vault vault) {
        this.vault = vault;
    }

    private interface Call {
        void run() throws VaultException, IOException, InterruptedException;
    }

    void useKeychain() throws KeyBookException, InterruptedException {
        run(() -> {
            if (lockedBy(KeySource.KEYCHAIN)) {
                vault.unlock(Patience.DIALOG);
            } else {
                vault.sealWithKeychain(Patience.DIALOG);
            }
        });
    }

    void usePassphrase(char[] passphrase) throws KeyBookException, InterruptedException {
        try {
            run(() -> {
                if (lockedBy(KeySource.PASSPHRASE)) {
                    vault.unlock(passphrase);
                } else {
                    vault.sealWithPassphrase(passphrase);
                }
            });
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    void restore() throws KeyBookException, InterruptedException {
        run(vault::restore);
    }

    void setAside() throws KeyBookException, InterruptedException {
        run(vault::setAside);
    }

    private boolean lockedBy(KeySource source) {
        return vault.state().equals(new VaultState.Locked(source));
    }

    private static void run(Call call) throws KeyBookException, InterruptedException {
        try {
            call.run();
        } catch (VaultException | IOException e) {
            throw SealedKeys.told(e);
        }
    }
}
