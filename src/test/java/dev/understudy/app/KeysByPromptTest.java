package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.app.GivenProgram.Result;
import dev.understudy.app.GivenProgram.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `understudy keys` as a person runs it: in a terminal, which shows nothing of what is secret.
@Timeout(120)
final class KeysByPromptTest {
    private static final String PASSPHRASE = "correct horse battery";
    private static final String ASKED = "passphrase of the vault: ";
    private static final String KEY = "sk-sandbox-0123456789abcdef";
    private static final String OTHER = "sk-sandbox-fedcba9876543210";

    @TempDir Path home;

    private Terminal start(String... arguments) throws Exception {
        return new GivenProgram(home).inTerminal(arguments);
    }

    private void seal() throws Exception {
        try (Terminal terminal = start("keys", "add", "sandbox")) {
            Result result =
                    terminal.answer("key for sandbox: ", KEY)
                            .answer("a passphrase for a new vault: ", PASSPHRASE)
                            .answer("the same again: ", PASSPHRASE)
                            .end();
            assertEquals(0, result.exit(), result.out());
            assertTrue(result.out().contains("sealed sandbox/main"), result.out());
            assertSecret(result);
        }
    }

    private static void assertSecret(Result result) {
        for (String secret : new String[] {KEY, OTHER, PASSPHRASE, "a wrong guess"}) {
            assertFalse(result.out().contains(secret), result.out());
        }
    }

    @Test
    void sealsAKeyAndPutsAnotherInItsPlace() throws Exception {
        seal();

        try (Terminal terminal = start("keys", "rotate", "sandbox/main")) {
            Result rotated =
                    terminal.answer(ASKED, "a wrong guess")
                            .answer(ASKED, PASSPHRASE)
                            .answer("new value of sandbox/main: ", " " + OTHER + " ")
                            .end();
            assertEquals(0, rotated.exit(), rotated.out());
            assertTrue(rotated.out().contains("rotated sandbox/main"), rotated.out());
            assertSecret(rotated);
        }
        try (Terminal terminal = start("keys", "list")) {
            Result listed = terminal.answer(ASKED, PASSPHRASE).end();
            assertTrue(
                    listed.out().contains("sandbox/main  sk-sandbox-…3210  ready"), listed.out());
        }
    }

    @Test
    void asksThreeTimesForThePassphraseAndSaysThatNoneWasRight() throws Exception {
        seal();

        try (Terminal terminal = start("keys", "rotate", "sandbox/main")) {
            Result result =
                    terminal.answer(ASKED, "a wrong guess")
                            .answer(ASKED, "a wrong guess")
                            .answer(ASKED, "a wrong guess")
                            .end();

            assertEquals(1, result.exit(), result.out());
            String last = result.out().strip().lines().toList().getLast();
            assertEquals(
                    "the vault stays locked: none of 3 passphrases was its own: start again", last);
            assertSecret(result);
        }
    }

    @Test
    void asksNobodyAnyMoreWhoEndsTheInput() throws Exception {
        seal();

        try (Terminal terminal = start("keys", "rotate", "sandbox/main")) {
            Result locked = terminal.endAt(ASKED).end();
            assertEquals(1, locked.exit(), locked.out());
            assertTrue(locked.out().contains("the vault stays locked"), locked.out());
        }
        try (Terminal terminal = start("keys", "add", "sandbox", "night")) {
            Result none = terminal.answer(ASKED, PASSPHRASE).endAt("key for sandbox: ").end();
            assertEquals(1, none.exit(), none.out());
            assertTrue(none.out().contains("no key came"), none.out());
        }
    }

    @Test
    void makesNoVaultBehindAPassphraseThatIsMistyped() throws Exception {
        try (Terminal terminal = start("keys", "add", "sandbox")) {
            Result result =
                    terminal.answer("key for sandbox: ", KEY)
                            .answer("a passphrase for a new vault: ", PASSPHRASE)
                            .answer("the same again: ", PASSPHRASE + "x")
                            .end();

            assertEquals(1, result.exit(), result.out());
            assertTrue(result.out().contains("not the same passphrase"), result.out());
            assertSecret(result);
        }
        assertFalse(Files.exists(home.resolve("secrets.vault")));
        assertFalse(Files.exists(home.resolve("gateway.yaml")));
    }
}
