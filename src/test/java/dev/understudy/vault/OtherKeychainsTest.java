package dev.understudy.vault;

import static dev.understudy.vault.Given.bytes;
import static dev.understudy.vault.Given.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.understudy.vault.FakeSession.Locked;
import dev.understudy.vault.FakeSession.Wallet;
import dev.understudy.vault.Keychain.Patience;
import dev.understudy.vault.KeychainUnavailableException.Reason;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A session's keychains that are played on a real bus: KWallet, and dialogs that a person answers.
@Timeout(60)
@EnabledOnOs(OS.LINUX)
final class OtherKeychainsTest {
    @TempDir Path folder;
    private KeyringSession session;

    @BeforeEach
    void start() throws Exception {
        session = KeyringSession.start(folder);
    }

    @AfterEach
    void stop() {
        if (session != null) {
            session.close();
        }
    }

    private Keychain keychain() {
        return new SessionKeychain(session.environment());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kwalletd5", "kwalletd6"})
    void keepsSecretsInKWallet(String program) throws Exception {
        var wallet = new Wallet("/modules/" + program);
        try (var _ = FakeSession.play(session, "org.kde." + program, wallet)) {
            assertEquals(Optional.empty(), keychain().read("vault-1", Patience.BRIEF));
            keychain().write("vault-1", bytes("one"), Patience.BRIEF);

            assertEquals("one", text(keychain().read("vault-1", Patience.BRIEF).orElseThrow()));
            keychain().remove("vault-1");
            assertEquals(Optional.empty(), keychain().read("vault-1", Patience.BRIEF));
            assertEquals(0, wallet.handles);
            assertEquals(Optional.of("KWallet"), keychain().name());
        }
    }

    @Test
    void opensKWalletOnlyIfItMayAsk() throws Exception {
        var wallet = new Wallet("/modules/kwalletd5");
        wallet.open = false;
        try (var _ = FakeSession.play(session, "org.kde.kwalletd5", wallet)) {
            assertEquals(Reason.LOCKED, reason(Patience.BRIEF));

            wallet.willing = false;
            assertEquals(Reason.REFUSED, reason(Patience.DIALOG));

            wallet.willing = true;
            assertEquals(Optional.empty(), keychain().read("vault-1", Patience.DIALOG));
            assertEquals(Optional.empty(), keychain().read("vault-1", Patience.BRIEF));

            wallet.enabled = false;
            assertEquals(Reason.MISSING, reason(Patience.BRIEF));
        }
    }

    @Test
    void goesOnToTheNextKeychainIfTheFirstCannot() throws Exception {
        session.startLocked(); // and never set up
        try (var _ =
                FakeSession.play(session, "org.kde.kwalletd5", new Wallet("/modules/kwalletd5"))) {
            keychain().write("vault-1", bytes("one"), Patience.BRIEF);

            assertEquals("one", text(keychain().read("vault-1", Patience.BRIEF).orElseThrow()));
        }
    }

    @Test
    void asksAPersonToUnlockTheKeyring() throws Exception {
        var keyring = new Locked(true);
        try (var bus = FakeSession.play(session, SecretService.NAME, keyring)) {
            keyring.on(bus);
            assertEquals(Reason.LOCKED, reason(Patience.BRIEF));
            assertEquals(0, keyring.asked.get());
            assertEquals(1, keyring.dismissed.get());

            assertEquals(Optional.empty(), keychain().read("vault-1", Patience.DIALOG));
            assertEquals(1, keyring.asked.get());
            assertEquals(Optional.of("the Secret Service"), keychain().name()); // Java answers it
        }
    }

    @Test
    void takesANoForAnAnswer() throws Exception {
        var keyring = new Locked(false);
        try (var bus = FakeSession.play(session, SecretService.NAME, keyring)) {
            keyring.on(bus);
            assertEquals(Reason.REFUSED, reason(Patience.DIALOG));
        }
    }

    private Reason reason(Patience patience) {
        return assertThrows(
                        KeychainUnavailableException.class,
                        () -> keychain().read("vault-1", patience))
                .reason();
    }
}
