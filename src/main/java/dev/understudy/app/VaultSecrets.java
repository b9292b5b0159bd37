package dev.understudy.app;

import dev.understudy.settings.SecretUnavailableException;
import dev.understudy.settings.Secrets;
import dev.understudy.vault.SecretName;
import dev.understudy.vault.Vault;
import dev.understudy.vault.VaultLockedException;
import dev.understudy.vault.VaultState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The secrets that the settings name, out of the vault.
///
/// While the vault is locked, a secret that was given before is given again: it is in use anyway,
/// and a change of the settings must not take a working key away.
final class VaultSecrets implements Secrets {
    private final Vault vault;
    private final VaultDoor door;
    private final Map<SecretName, String> given = new ConcurrentHashMap<>();
    private volatile boolean wanted;
    private volatile Optional<String> obstacle = Optional.empty();

    VaultSecrets(Vault vault, VaultDoor door) {
        this.vault = vault;
        this.door = door;
    }

    @Override
    public String get(String vaultName, String secret) throws SecretUnavailableException {
        SecretName name = VaultNames.name(vaultName, secret);
        try {
            Optional<byte[]> value = vault.get(name);
            if (value.isEmpty()) {
                given.remove(name);
                throw VaultNames.missing(name);
            }
            String text = new String(value.get(), StandardCharsets.UTF_8);
            Arrays.fill(value.get(), (byte) 0);
            given.put(name, text);
            return text;
        } catch (VaultLockedException _) {
            return before(name);
        }
    }

    /// What was given before, while the vault is locked.
    private String before(SecretName name) throws SecretUnavailableException {
        if (!(vault.state() instanceof VaultState.Damaged)) {
            VaultNames.require(vault, name);
        }
        wanted = true;
        String before = given.get(name);
        if (before == null) {
            VaultNames.require(vault, name);
            throw new SecretUnavailableException(
                    "the secret %s is in the vault, which is locked".formatted(name));
        }
        return before;
    }

    /// Opens the vault, if a secret was asked for meanwhile that only an open one gives.
    ///
    /// @return whether it was opened: what is read again now finds its secrets
    boolean openIfWanted() {
        if (!wanted) {
            return false;
        }
        wanted = false;
        obstacle = door.open();
        return obstacle.isEmpty();
    }

    /// Why the vault is locked although it is needed, and what to do; empty if it is not.
    Optional<String> obstacle() {
        return obstacle;
    }
}
