package dev.understudy.app;

import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.vault.FakeKeychain;
import dev.understudy.vault.Given;
import dev.understudy.vault.Vault;
import java.io.IOException;
import java.util.List;

/// Gateways that stand on no keychain of the machine.
final class GivenGateway {
    private GivenGateway() {}

    /// A gateway that is prepared, and whose vault nobody opens.
    static Gateway in(Home home) throws IOException {
        return with(home, Given.vault(home.vaultFile(), new FakeKeychain()));
    }

    /// A gateway that finds no passphrase by itself.
    static Gateway with(Home home, Vault vault) throws IOException {
        return Gateway.prepare(home, vault, new VaultDoor(vault, List.of()));
    }

    /// Puts in force what the settings' file says now.
    static void takeUp(Gateway gateway, Home home) {
        try {
            gateway.use(gateway.here(gateway.settings(home.gatewayFile()).settings()));
        } catch (InvalidSettingsException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
