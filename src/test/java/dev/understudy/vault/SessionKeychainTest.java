package dev.understudy.vault;

import static dev.understudy.vault.Given.bytes;
import static dev.understudy.vault.Given.message;
import static dev.understudy.vault.Given.name;
import static dev.understudy.vault.Given.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.vault.Keychain.Patience;
import dev.understudy.vault.KeychainUnavailableException.Reason;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A real GNOME Keyring in a session of its own: at work, locked, killed, frozen, and not there.
@Timeout(60)
@EnabledOnOs(OS.LINUX)
final class SessionKeychainTest {
    private static final Duration AMPLE = Duration.ofSeconds(30);

    @TempDir Path folder;
    private KeyringSession session;

    @BeforeEach
    void start() throws Exception {
        session = KeyringSession.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        if (session != null) {
            session.close();
        }
    }

    private Keychain keychain() {
        return new SessionKeychain(session.environment());
    }

    /// As the program uses it, but with time enough for a busy machine.
    private Keychain patient() {
        return new TimedKeychain(keychain(), AMPLE, AMPLE);
    }

    private static Reason reason(Keychain keychain, Patience patience) {
        return assertThrows(
                        KeychainUnavailableException.class,
                        () -> keychain.read("vault-1", patience))
                .reason();
    }

    @Test
    void keepsGivesBackAndForgets() throws Exception {
        session.startUnlocked();
        Keychain keychain = patient();

        assertEquals(Optional.empty(), keychain.read("vault-1", Patience.BRIEF));
        keychain.write("vault-1", bytes("one"), Patience.BRIEF);
        keychain.write("vault-2", bytes("two"), Patience.BRIEF);
        keychain.write("vault-1", bytes("another"), Patience.BRIEF);

        assertEquals("another", read(keychain, "vault-1"));
        assertEquals("two", read(keychain, "vault-2"));
        keychain.remove("vault-1");
        keychain.remove("vault-1");
        assertEquals(Optional.empty(), keychain.read("vault-1", Patience.BRIEF));
        assertEquals("two", read(keychain, "vault-2"));
    }

    private static String read(Keychain keychain, String name) throws Exception {
        return text(keychain.read(name, Patience.BRIEF).orElseThrow());
    }

    @Test
    void isSeenByOtherProgramsAsASecretLikeAnyOther() throws Exception {
        session.startUnlocked();
        patient().write("vault-1", bytes("one"), Patience.BRIEF);

        Optional<String> seen =
                session.run(
                        "secret-tool", "lookup", "application", "understudy", "name", "vault-1");

        assertEquals("one", seen.orElse("one"));
    }

    @Test
    void isCalledByTheProgramThatAnswers() throws Exception {
        assertEquals(Optional.empty(), patient().name());

        session.startLocked();
        assertEquals(Optional.of("GNOME Keyring"), patient().name());

        session.freeze(); // the bus tells, not the keyring
        assertEquals(Optional.of("GNOME Keyring"), patient().name());
        session.kill();
    }

    @Test
    void hasNoNameWhereThereIsNoBus() throws Exception {
        assertEquals(Optional.empty(), new SessionKeychain(Map.of()).name());
        assertEquals(
                Optional.empty(),
                new SessionKeychain(
                                Map.of(
                                        "DBUS_SESSION_BUS_ADDRESS",
                                        "unix:path=" + folder.resolve("nothing")))
                        .name());
    }

    @Test
    void opensAVault() throws Exception {
        session.startUnlocked();
        Path file = folder.resolve("secrets.vault");
        Vault vault = Given.vault(file, patient());
        vault.sealWithKeychain(Patience.BRIEF);
        vault.put(name("main"), bytes("sk-or-1"));

        Vault again = Given.vault(file, patient());
        again.unlock(Patience.BRIEF);
        assertEquals("sk-or-1", text(again.get(name("main")).orElseThrow()));

        again.sealWithPassphrase("correct horse".toCharArray());
        assertEquals(
                "", session.run("secret-tool", "search", "application", "understudy").orElse(""));
    }

    @Test
    void tellsALockedKeyringAndAsksOnlyIfItMay() throws Exception {
        session.startUnlocked();
        patient().write("vault-1", bytes("one"), Patience.BRIEF);
        session.kill();
        session.startLocked();

        assertEquals(Reason.LOCKED, reason(patient(), Patience.BRIEF));
        var write =
                assertThrows(
                        KeychainUnavailableException.class,
                        () -> patient().write("vault-2", bytes("two"), Patience.BRIEF));
        assertEquals(Reason.LOCKED, write.reason());
        // There is no display for the dialog, which GNOME Keyring takes for a person who closes it.
        assertEquals(Reason.REFUSED, reason(patient(), Patience.DIALOG));
    }

    @Test
    void tellsAKeyringThatNobodyHasSetUp() throws Exception {
        session.startLocked();

        var e =
                assertThrows(
                        KeychainUnavailableException.class,
                        () -> patient().write("vault-1", bytes("one"), Patience.BRIEF));

        assertEquals(Reason.LOCKED, e.reason());
        assertTrue(message(e).contains("no keyring yet"), message(e));
    }

    @Test
    void givesUpAFrozenKeyringAndFindsItAgain() throws Exception {
        session.startUnlocked();
        patient().write("vault-1", bytes("one"), Patience.BRIEF);
        session.freeze();

        assertEquals(
                Reason.SLOW,
                reason(
                        new TimedKeychain(keychain(), Duration.ofMillis(500), AMPLE),
                        Patience.BRIEF));

        session.thaw();
        assertEquals("one", read(patient(), "vault-1"));
    }

    @Test
    void tellsAKeyringThatIsKilledMidway() throws Exception {
        session.startUnlocked();
        patient().write("vault-1", bytes("one"), Patience.BRIEF);
        session.freeze();
        var asked = new CompletableFuture<Thread>();
        CompletableFuture<Optional<byte[]>> answer =
                CompletableFuture.supplyAsync(() -> {
                    asked.complete(Thread.currentThread());
                    return unchecked(keychain());
                });
        awaitRead(asked.join());
        session.kill();

        var e = assertThrows(ExecutionException.class, () -> answer.get(10, TimeUnit.SECONDS));
        var wrapped = assertInstanceOf(IllegalStateException.class, e.getCause());
        var killed = assertInstanceOf(KeychainUnavailableException.class, wrapped.getCause());
        assertEquals(Reason.DEAD, killed.reason());
    }

    /// Waits until a thread waits for an answer to `SearchItems`.
    private static void awaitRead(Thread thread) {
        while (true) {
            for (StackTraceElement frame : thread.getStackTrace()) {
                if (frame.getClassName().equals(SecretService.class.getName())
                        && frame.getMethodName().equals("find")) {
                    return;
                }
            }
            Thread.onSpinWait();
        }
    }

    private static Optional<byte[]> unchecked(Keychain keychain) {
        try {
            return keychain.read("vault-1", Patience.BRIEF);
        } catch (KeychainUnavailableException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tellsABusWithoutAKeyring() {
        assertEquals(Reason.MISSING, reason(patient(), Patience.BRIEF));
    }

    @Test
    void tellsASessionWithoutABus() {
        var none =
                new SessionKeychain(Map.of("XDG_RUNTIME_DIR", folder.resolve("none").toString()));

        assertEquals(Reason.MISSING, reason(none, Patience.BRIEF));
        assertEquals(Reason.MISSING, reason(new SessionKeychain(Map.of()), Patience.BRIEF));
    }

    @Test
    void tellsABusThatIsGone() {
        var gone =
                new SessionKeychain(
                        Map.of(
                                "DBUS_SESSION_BUS_ADDRESS",
                                "unix:path=" + folder.resolve("nothing")));

        assertEquals(Reason.DEAD, reason(gone, Patience.BRIEF));
    }

    @Test
    void findsTheBusWhereSystemdPutsIt() throws Exception {
        session.startUnlocked();
        Path run = Files.createDirectory(folder.resolve("r"));
        Files.createSymbolicLink(run.resolve("bus"), folder.resolve("bus"));

        var keychain = new SessionKeychain(Map.of("XDG_RUNTIME_DIR", run.toString()));
        assertEquals(Optional.empty(), keychain.read("vault-1", Patience.BRIEF));
    }

    @Test
    void givesUpABusThatNeverAnswersAfterThreeSeconds() throws Exception {
        Path socket = folder.resolve("dead");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Keychain keychain =
                    new TimedKeychain(
                            new SessionKeychain(
                                    Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + socket)),
                            TimedKeychain.BRIEF,
                            TimedKeychain.DIALOG);
            long start = System.nanoTime();

            assertEquals(Reason.SLOW, reason(keychain, Patience.BRIEF));

            var took = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(took.compareTo(Duration.ofSeconds(3)) >= 0, took.toString());
            assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, took.toString());
            awaitNoThread("keychain");
        }
    }

    /// The thread that was given up ends: the interrupt closes its socket.
    private static void awaitNoThread(String name) throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals(name)) {
                thread.join(10_000);
                assertFalse(thread.isAlive());
            }
        }
    }
}
