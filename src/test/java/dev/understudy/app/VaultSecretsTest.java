package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.settings.SecretUnavailableException;
import dev.understudy.settings.Secrets;
import dev.understudy.vault.FakeKeychain;
import dev.understudy.vault.Given;
import dev.understudy.vault.Keychain.Patience;
import dev.understudy.vault.KeychainUnavailableException.Reason;
import dev.understudy.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The secrets of the settings, from a vault that is open, locked, damaged or not there.
@Timeout(60)
final class VaultSecretsTest {
    private static final char[] PASSPHRASE = "correct horse".toCharArray();

    @TempDir Path folder;
    private final FakeKeychain keychain = new FakeKeychain();

    private Vault vault() {
        return Given.vault(folder.resolve("secrets.vault"), keychain);
    }

    private static VaultSecrets secrets(Vault vault, VaultDoor.Passphrases... passphrases) {
        return new VaultSecrets(vault, new VaultDoor(vault, List.of(passphrases)));
    }

    private static String refused(Secrets secrets, String name) {
        return String.valueOf(
                assertThrows(
                                SecretUnavailableException.class,
                                () -> secrets.get("openrouter", name))
                        .getMessage());
    }

    @Test
    void namesTheCommandThatAddsASecret() throws Exception {
        Vault vault = vault();
        String expected =
                "the secret openrouter/main is not in the vault: add it with \"understudy keys add openrouter main\"";

        assertEquals(expected, refused(secrets(vault), "main"));
        assertEquals(expected, refused(new VaultNames(vault), "main"));
        vault.sealWithPassphrase(PASSPHRASE);
        assertEquals(expected, refused(secrets(vault), "main"));
        vault.lock();
        VaultSecrets locked = secrets(vault);
        assertEquals(expected, refused(locked, "main"));
        assertFalse(locked.openIfWanted(), "nothing that an open vault would give");
    }

    @Test
    void opensTheVaultWithTheKeychainOnceASecretIsWanted() throws Exception {
        Vault vault = vault();
        vault.sealWithKeychain(Patience.BRIEF);
        vault.put(Given.name("main"), Given.bytes("k"));
        vault.lock();
        int asked = keychain.asked();
        VaultSecrets secrets = secrets(vault);

        assertFalse(secrets.openIfWanted());
        assertEquals(asked, keychain.asked());
        assertTrue(refused(secrets, "main").contains("is locked"));
        assertTrue(secrets.openIfWanted());
        assertEquals("k", secrets.get("openrouter", "main"));
        assertEquals(Optional.empty(), secrets.obstacle());
    }

    @Test
    void saysWhyTheVaultStaysLocked() throws Exception {
        Vault vault = vault();
        vault.sealWithKeychain(Patience.BRIEF);
        vault.put(Given.name("main"), Given.bytes("k"));
        vault.lock();
        keychain.failWith(Reason.SLOW);
        VaultSecrets secrets = secrets(vault);

        refused(secrets, "main");

        assertFalse(secrets.openIfWanted());
        assertTrue(
                secrets.obstacle().orElse("").contains("does not answer"),
                secrets.obstacle().toString());
    }

    @Test
    void givesASecretThatIsInUseWhileTheVaultIsLocked() throws Exception {
        Vault vault = vault();
        vault.sealWithPassphrase(PASSPHRASE);
        vault.put(Given.name("main"), Given.bytes("k"));
        vault.put(Given.name("spare"), Given.bytes("l"));
        VaultSecrets secrets = secrets(vault);
        secrets.get("openrouter", "main");
        vault.lock();

        assertEquals("k", secrets.get("openrouter", "main"));
        assertTrue(refused(secrets, "spare").contains("is locked"));

        vault.unlock(PASSPHRASE);
        vault.remove(Given.name("main"));
        assertTrue(refused(secrets, "main").contains("is not in the vault"));
    }

    @Test
    void goesOnWithADamagedVaultAndSaysWhatCanBeRestored() throws Exception {
        Vault vault = vault();
        vault.sealWithPassphrase(PASSPHRASE);
        vault.put(Given.name("main"), Given.bytes("k"));
        VaultSecrets secrets = secrets(vault);
        secrets.get("openrouter", "main");
        Files.write(folder.resolve("secrets.vault"), new byte[100]);

        assertEquals("k", secrets.get("openrouter", "main"));
        VaultSecrets restarted = secrets(vault());
        assertTrue(refused(restarted, "main").contains("is no vault"));
        assertFalse(restarted.openIfWanted());
        assertTrue(
                restarted.obstacle().orElse("").contains("can be restored"),
                restarted.obstacle().toString());
    }

    @Test
    void opensTheVaultWithAPassphraseFromAFile() throws Exception {
        Vault vault = vault();
        vault.sealWithPassphrase(PASSPHRASE);
        vault.put(Given.name("main"), Given.bytes("k"));

        assertEquals("", opened(vault, "correct horse\n"));
        assertEquals("", opened(vault, "correct horse\r\nand a comment"));
        assertTrue(opened(vault, "wrong").contains("UNDERSTUDY_PASSPHRASE_FILE"));
        assertTrue(opened(vault, "\n").contains("is empty"));
        Files.delete(folder.resolve("passphrase"));
        vault.lock();
        assertTrue(why(vault).contains("cannot read"));
    }

    private String opened(Vault vault, String content) throws IOException {
        Files.writeString(folder.resolve("passphrase"), content);
        vault.lock();
        return why(vault);
    }

    private String why(Vault vault) {
        var environment = Map.of(PassphraseFile.VARIABLE, folder.resolve("passphrase").toString());
        VaultSecrets secrets = secrets(vault, new PassphraseFile(environment));
        refused(secrets, "main");
        secrets.openIfWanted();
        return secrets.obstacle().orElse("");
    }

    @Test
    void triesThePassphrasesOfEachSource() throws Exception {
        Vault vault = vault();
        vault.sealWithPassphrase(PASSPHRASE);
        vault.lock();
        var prompt = new Answers("wrong", "correct horse");

        assertEquals(
                Optional.empty(),
                new VaultDoor(
                                vault,
                                List.of(
                                        new PassphraseFile(Map.of()),
                                        new PassphrasePrompt(null),
                                        prompt))
                        .open());

        vault.lock();
        assertEquals(
                Optional.of("not it"), new VaultDoor(vault, List.of(new Answers("a", "b"))).open());
        assertTrue(
                new VaultDoor(vault, List.of(new PassphraseFile(Map.of())))
                        .open()
                        .orElse("")
                        .contains("set UNDERSTUDY_PASSPHRASE_FILE"));
    }

    /// A person who answers.
    private static final class Answers implements VaultDoor.Passphrases {
        private final List<String> answers;
        private int given;

        Answers(String... answers) {
            this.answers = List.of(answers);
        }

        @Override
        public int tries() {
            return answers.size();
        }

        @Override
        public Optional<char[]> next() {
            return Optional.of(answers.get(given++).toCharArray());
        }

        @Override
        public String wrong() {
            return "not it";
        }
    }
}
