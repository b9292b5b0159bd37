package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.app.GivenProgram.Result;
import dev.understudy.vault.FakeKeychain;
import dev.understudy.vault.Given;
import dev.understudy.vault.SecretName;
import dev.understudy.vault.StoredSecret;
import dev.understudy.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `understudy keys` as scripts run it: keys on the standard input, the passphrase in a file, a
/// vault on the disk.
@Timeout(120)
final class KeysByPipeTest {
    private static final String PASSPHRASE = "correct horse battery";
    private static final String GOOD = "sk-sandbox-0123456789abcdef";
    private static final String OTHER = "sk-sandbox-fedcba9876543210";

    @TempDir Path folder;
    private Path home;
    private Path passphrase;
    private GivenProgram program;

    @BeforeEach
    void passphraseInAFile() throws Exception {
        home = folder.resolve("home");
        passphrase = Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n");
        program = new GivenProgram(home).with(PassphraseFile.VARIABLE, passphrase.toString());
    }

    /// A home with a key in its vault.
    private void seal() throws Exception {
        Files.createDirectories(home);
        Files.writeString(
                home.resolve("gateway.yaml"),
                """
                providers:
                  - id: sandbox
                    api_keys:
                      - { id: main, value: "${secrets.get('sandbox', 'main')}" }
                """);
        Vault vault = Given.vault(home.resolve("secrets.vault"), new FakeKeychain());
        vault.sealWithPassphrase(PASSPHRASE.toCharArray());
        vault.put(new SecretName("sandbox", "main"), Given.bytes(GOOD));
    }

    /// The keys in the vault, which is opened with the passphrase.
    private List<String> inVault() throws Exception {
        var vault = new Vault(home.resolve("secrets.vault"), new FakeKeychain());
        vault.unlock(PASSPHRASE.toCharArray());
        var values = new ArrayList<String>();
        for (StoredSecret secret : vault.list()) {
            values.add(new String(vault.get(secret.name()).orElseThrow(), StandardCharsets.UTF_8));
        }
        return values;
    }

    private String settings() throws Exception {
        return Files.readString(home.resolve("gateway.yaml"));
    }

    @Test
    void sealsListsRotatesChecksAndRemovesAKey() throws Exception {
        Result added = program.run("\n  " + GOOD + " \r\n", "keys", "add", "sandbox", "night");

        assertEquals(0, added.exit(), added.err());
        assertEquals("sealed sandbox/night", added.lastLine());
        assertEquals(List.of(GOOD), inVault());
        assertFalse(settings().contains(GOOD));

        Result listed = program.run("", "keys", "list");
        assertEquals(
                List.of(
                        "sandbox/night  sk-sandbox-…cdef  ready  vault",
                        "vault: open, its key is kept by a passphrase"),
                listed.out().lines().toList(),
                listed.err());

        Result rotated = program.run(OTHER, "keys", "rotate", "sandbox/night");
        assertEquals("rotated sandbox/night", rotated.lastLine(), rotated.err());
        assertEquals(List.of(OTHER), inVault());

        Result checked = program.run("", "keys", "check");
        assertEquals(0, checked.exit(), checked.out() + checked.err());
        assertTrue(checked.out().startsWith("sandbox/night  works ("), checked.out());

        Result removed = program.run("", "keys", "remove", "sandbox/night");
        assertEquals("removed sandbox/night", removed.lastLine(), removed.err());
        assertEquals(List.of(), inVault());
        assertFalse(settings().contains("night"), settings());
    }

    @Test
    void makesNoVaultIfNoKeyComes() throws Exception {
        Result result = program.run("\n", "keys", "add", "sandbox");

        assertEquals(1, result.exit(), result.err());
        assertTrue(result.err().startsWith("no key came"), result.err());
        assertFalse(Files.exists(home.resolve("secrets.vault")));
        assertFalse(Files.exists(home.resolve("gateway.yaml")));
    }

    @Test
    void asksForNoKeyThatHasNoPlace() throws Exception {
        seal();

        Result taken = program.runUnasked("keys", "add", "sandbox");
        Result missing = program.runUnasked("keys", "rotate", "sandbox/none");

        assertEquals(1, taken.exit());
        assertTrue(taken.err().contains("there is a key sandbox/main already"), taken.err());
        assertEquals(1, missing.exit());
        assertTrue(missing.err().contains("no key sandbox/none"), missing.err());
    }

    @Test
    void changesNothingBehindAWrongPassphrase() throws Exception {
        seal();
        String before = settings();
        Files.writeString(passphrase, "a wrong guess\n");

        for (Result result :
                List.of(
                        program.run(OTHER, "keys", "add", "sandbox", "night"),
                        program.run(OTHER, "keys", "rotate", "sandbox/main"),
                        program.run("", "keys", "remove", "sandbox/main"))) {
            assertEquals(1, result.exit(), result.err());
            assertTrue(
                    result.err()
                            .contains(
                                    "the vault stays locked: what UNDERSTUDY_PASSPHRASE_FILE names is not its passphrase"),
                    result.err());
            assertFalse(result.err().contains("a wrong guess"), result.err());
        }
        Result checked = program.run("", "keys", "check");
        assertEquals(1, checked.exit());
        assertTrue(checked.out().startsWith("sandbox/main  fails ("), checked.out());
        Result listed = program.run("", "keys", "list");
        assertEquals(
                List.of(
                        "sandbox/main  …  missing: the vault is locked  vault",
                        "vault: locked, its key is kept by a passphrase"),
                listed.out().lines().toList());

        Files.writeString(passphrase, PASSPHRASE);
        assertEquals(List.of(GOOD), inVault());
        assertEquals(before, settings());
    }

    @Test
    void saysHowToOpenAVaultWhereNobodyCanBeAsked() throws Exception {
        seal();

        Result result = new GivenProgram(home).run(OTHER, "keys", "rotate", "sandbox/main");

        assertEquals(1, result.exit());
        assertTrue(
                result.err()
                        .contains(
                                "set UNDERSTUDY_PASSPHRASE_FILE to a file that holds its passphrase, or start in a terminal"),
                result.err());
        assertEquals(List.of(GOOD), inVault());
    }

    @Test
    void saysWhatIsWrongWithThePassphraseFile() throws Exception {
        seal();
        Files.writeString(passphrase, "\n");
        Result empty = program.run(OTHER, "keys", "rotate", "sandbox/main");
        assertEquals(1, empty.exit());
        assertTrue(empty.err().contains("is empty"), empty.err());

        Files.delete(passphrase);
        Result gone = program.run(OTHER, "keys", "rotate", "sandbox/main");
        assertEquals(1, gone.exit());
        assertTrue(gone.err().contains("cannot read " + passphrase), gone.err());
    }

    @Test
    void removesAKeyThatIsNotInTheVaultWhileThatIsLocked() throws Exception {
        seal();
        Files.writeString(
                home.resolve("gateway.yaml"),
                settings()
                        .replace("api_keys:\n", "api_keys:\n      - { id: clear, value: sk-x }\n"));
        Files.writeString(passphrase, "a wrong guess\n");

        Result removed = program.run("", "keys", "remove", "sandbox/clear");

        assertEquals("removed sandbox/clear", removed.lastLine(), removed.err());
        assertFalse(settings().contains("clear"), settings());
    }

    @Test
    void importsOnceWhatAFileHolds() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("some.env"),
                        "export SANDBOX=\"%s\"\r\nOTHER_TOKEN=whatever\n".formatted(GOOD));

        Result first = program.run("", "keys", "import", file.toString(), "--yes");
        Result second = program.run("", "keys", "import", file.toString(), "--yes");

        assertEquals("sealed 1", first.lastLine(), first.err());
        assertEquals("sealed 0", second.lastLine(), second.err());
        assertTrue(second.out().contains("the sandbox, sealed already"), second.out());
        assertEquals(List.of(GOOD), inVault());
    }

    @Test
    void importsNothingIntoNoVault() throws Exception {
        Path file = Files.writeString(folder.resolve("some.env"), "EDITOR=vi\n");

        Result result = program.run("", "keys", "import", file.toString(), "--yes");

        assertEquals("sealed 0", result.lastLine(), result.err());
        assertFalse(Files.exists(home.resolve("secrets.vault")));
    }

    @Test
    void makesAnAccessKeyForAScriptToTake() throws Exception {
        Result made = program.run("", "access", "create", "my editor");
        String key = made.lastLine();
        assertTrue(key.matches("us-[A-Za-z0-9_-]{43}"), made.out());
        assertEquals("", made.err());

        assertFalse(Files.readString(home.resolve("access.json")).contains(key));
    }
}
