package dev.understudy.vault;

import static dev.understudy.vault.Given.bytes;
import static dev.understudy.vault.Given.message;
import static dev.understudy.vault.Given.name;
import static dev.understudy.vault.Given.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.vault.Keychain.Patience;
import dev.understudy.vault.KeychainUnavailableException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A vault from its first secret on.
@Timeout(60)
final class VaultTest {
    private static final char[] PASSPHRASE = "correct horse".toCharArray();

    @TempDir Path folder;
    private final FakeKeychain keychain = new FakeKeychain();
    private Path file = Path.of("");

    @BeforeEach
    void setUp() {
        file = folder.resolve("home").resolve("secrets.vault");
    }

    private Vault vault() {
        return Given.vault(file, keychain);
    }

    private Vault open() throws Exception {
        Vault vault = vault();
        vault.sealWithPassphrase(PASSPHRASE);
        return vault;
    }

    private static List<SecretName> names(Vault vault) {
        return vault.list().stream().map(StoredSecret::name).toList();
    }

    private static Optional<String> value(Vault vault, String name) throws VaultLockedException {
        return vault.get(name(name)).map(Given::text);
    }

    @Test
    void isAbsentUntilItIsSealed() throws Exception {
        Vault vault = vault();

        assertEquals(new VaultState.Absent(), vault.state());
        assertEquals(List.of(), vault.list());
        var e = assertThrows(VaultLockedException.class, () -> vault.put(name("main"), bytes("k")));
        assertEquals(new VaultState.Absent(), e.state());
        assertFalse(Files.exists(file));
    }

    @Test
    void keepsSecretsInTheirOrder() throws Exception {
        Vault vault = open();
        vault.put(name("b"), bytes("2"));
        vault.put(name("a"), bytes("1"));
        vault.put(name("c"), bytes("3"));
        vault.put(name("b"), bytes("two"));
        vault.rename(name("a"), name("z"));
        vault.remove(name("c"));

        Vault again = vault();
        again.unlock(PASSPHRASE);

        assertEquals(List.of(name("b"), name("z")), names(again));
        assertEquals(Optional.of("two"), value(again, "b"));
        assertEquals(Optional.of("1"), value(again, "z"));
        assertEquals(Optional.empty(), value(again, "a"));
        assertEquals(Optional.empty(), value(again, "c"));
    }

    @Test
    void listsNamesWhileLockedAndGivesNoSecret() throws Exception {
        Vault vault = open();
        vault.put(name("main"), bytes("k"));
        vault.lock();

        for (Vault locked : List.of(vault, vault())) {
            assertEquals(new VaultState.Locked(KeySource.PASSPHRASE), locked.state());
            assertEquals(List.of(new StoredSecret(name("main"), Given.NOW)), locked.list());
            assertThrows(VaultLockedException.class, () -> locked.get(name("main")));
            assertThrows(VaultLockedException.class, () -> locked.put(name("x"), bytes("y")));
            assertThrows(VaultLockedException.class, () -> locked.sealWithPassphrase(PASSPHRASE));
        }
    }

    @Test
    void opensWithItsPassphraseOnly() throws Exception {
        open().put(name("main"), bytes("k"));
        Vault vault = vault();

        assertThrows(
                WrongPassphraseException.class, () -> vault.unlock("Correct horse".toCharArray()));
        assertThrows(VaultLockedException.class, () -> vault.unlock(Patience.BRIEF));
        assertEquals(new VaultState.Locked(KeySource.PASSPHRASE), vault.state());

        vault.unlock(PASSPHRASE);
        assertEquals(Optional.of("k"), value(vault, "main"));
    }

    @Test
    void opensWithTheKeychain() throws Exception {
        Vault vault = vault();
        vault.sealWithKeychain(Patience.BRIEF);
        vault.put(name("main"), bytes("k"));

        Vault again = vault();
        assertEquals(new VaultState.Locked(KeySource.KEYCHAIN), again.state());
        again.unlock(Patience.BRIEF);

        assertEquals(new VaultState.Open(KeySource.KEYCHAIN), again.state());
        assertEquals(Optional.of("k"), value(again, "main"));
    }

    @Test
    void tellsWhyTheKeychainDoesNotOpenIt() throws Exception {
        Vault vault = vault();
        vault.sealWithKeychain(Patience.BRIEF);
        vault.lock();

        keychain.failWith(Reason.SLOW);
        var slow =
                assertThrows(
                        KeychainUnavailableException.class, () -> vault.unlock(Patience.BRIEF));
        keychain.failWith(null);
        keychain.clear();
        var forgotten =
                assertThrows(
                        KeychainUnavailableException.class, () -> vault.unlock(Patience.BRIEF));

        assertEquals(Reason.SLOW, slow.reason());
        assertEquals(Reason.FORGOTTEN, forgotten.reason());
        assertEquals(new VaultState.Locked(KeySource.KEYCHAIN), vault.state());
    }

    @Test
    void goesFromOneSourceToTheOtherAndBack() throws Exception {
        Vault vault = open();
        vault.put(name("main"), bytes("k"));
        vault.put(name("spare"), bytes("l"));

        vault.sealWithKeychain(Patience.BRIEF);
        assertEquals(1, keychain.size());
        Vault byKeychain = vault();
        byKeychain.unlock(Patience.BRIEF);
        assertEquals(Optional.of("k"), value(byKeychain, "main"));

        byKeychain.sealWithPassphrase("another".toCharArray());
        assertEquals(0, keychain.size());
        Vault byPassphrase = vault();
        assertThrows(WrongPassphraseException.class, () -> byPassphrase.unlock(PASSPHRASE));
        byPassphrase.unlock("another".toCharArray());
        assertEquals(Optional.of("l"), value(byPassphrase, "spare"));
    }

    @Test
    void keepsNothingThatAnOldPassphraseOpens() throws Exception {
        Vault vault = open();
        vault.put(name("main"), bytes("k"));
        vault.sealWithPassphrase("another".toCharArray());

        Files.move(
                file.resolveSibling("secrets.vault.previous"),
                file,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Vault previous = vault();
        assertThrows(WrongPassphraseException.class, () -> previous.unlock(PASSPHRASE));
        previous.unlock("another".toCharArray());
        assertEquals(Optional.of("k"), value(previous, "main"));
    }

    @Test
    void leavesAllAsItWasIfTheKeychainFailsASwitch() throws Exception {
        Vault vault = open();
        vault.put(name("main"), bytes("k"));
        byte[] before = Files.readAllBytes(file);
        keychain.failWith(Reason.LOCKED);

        assertThrows(
                KeychainUnavailableException.class, () -> vault.sealWithKeychain(Patience.BRIEF));

        assertArrayEquals(before, Files.readAllBytes(file));
        assertEquals(new VaultState.Open(KeySource.PASSPHRASE), vault.state());
    }

    @Test
    void refusesWhatDoesNotFit() throws Exception {
        Vault vault = open();
        vault.put(name("a"), bytes("1"));
        vault.put(name("b"), bytes("2"));

        assertThrows(VaultConflictException.class, () -> vault.rename(name("a"), name("b")));
        assertThrows(VaultConflictException.class, () -> vault.rename(name("c"), name("d")));
        assertThrows(VaultConflictException.class, () -> vault.remove(name("c")));
        assertThrows(IllegalArgumentException.class, () -> vault.put(name("c"), new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> vault.put(name("c"), new byte[16_385]));
        assertThrows(IllegalArgumentException.class, () -> name("it's"));
        assertEquals(List.of(name("a"), name("b")), names(vault));
    }

    @Test
    void isForTheOwnerOnly() throws Exception {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        Vault vault = open();
        vault.put(name("a"), bytes("1"));

        try (var files = Files.list(folder.resolve("home"))) {
            List<Path> all = files.toList();
            assertEquals(3, all.size(), all.toString()); // the file, the one before, the lock
            for (Path path : all) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
                        path.toString());
            }
        }
    }

    @Test
    void takesUpWhatAnotherProgramWrites() throws Exception {
        Vault mine = open();
        Vault other = vault();
        other.unlock(PASSPHRASE);

        other.put(name("main"), bytes("theirs"));
        assertEquals(Optional.empty(), value(mine, "main"));
        mine.reload();

        assertEquals(Optional.of("theirs"), value(mine, "main"));
    }

    @Test
    void knowsAVersionByMoreThanItsNumber() throws Exception {
        Vault mine = open();
        byte[] backup = Files.readAllBytes(file);
        mine.put(name("a"), bytes("mine"));

        Files.write(file, backup); // someone brings a backup back, and writes as often as I did
        Vault other = vault();
        other.unlock(PASSPHRASE);
        other.put(name("b"), bytes("theirs"));
        mine.put(name("c"), bytes("mine"));

        assertEquals(List.of(name("b"), name("c")), names(mine));
        assertEquals(Optional.of("theirs"), value(mine, "b"));
    }

    @Test
    void locksItselfIfAnotherProgramChangesTheKey() throws Exception {
        Vault mine = open();
        Vault other = vault();
        other.unlock(PASSPHRASE);

        other.sealWithPassphrase("another".toCharArray());

        var e = assertThrows(VaultLockedException.class, () -> mine.put(name("a"), bytes("1")));
        assertEquals(new VaultState.Locked(KeySource.PASSPHRASE), e.state());
        mine.unlock("another".toCharArray());
        mine.put(name("a"), bytes("1"));
    }

    @Test
    void losesNoChangeOfTwoWriters() throws Exception {
        Vault first = open();
        Vault second = vault();
        second.unlock(PASSPHRASE);
        int each = 40;

        var done = new ArrayList<CompletableFuture<Void>>();
        for (Vault vault : List.of(first, second, first, second)) {
            int writer = done.size();
            done.add(
                    CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < each; i++) {
                            unchecked(
                                    vault, "%d-%02d".formatted(writer, vault == first ? 1 : 2), i);
                        }
                    }));
        }
        done.forEach(CompletableFuture::join);

        first.reload();
        second.reload();
        assertEquals(4 * each, first.list().size());
        assertEquals(first.list(), second.list());
        for (StoredSecret secret : first.list()) {
            assertEquals(secret.name().name(), text(first.get(secret.name()).orElseThrow()));
        }
    }

    private static void unchecked(Vault vault, String writer, int i) {
        String name = writer + "-" + i;
        try {
            vault.put(name(name), bytes(name));
        } catch (VaultException | IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void givesWholeSecretsOrNoneWhileItIsLockedAndChanged() throws Exception {
        Vault vault = open();
        String one = "1".repeat(4_000);
        String two = "2".repeat(4_000);
        vault.put(name("a"), bytes(one));
        var over = new AtomicBoolean();
        var readers = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 3; i++) {
            readers.add(
                    CompletableFuture.runAsync(() -> {
                        while (!over.get()) {
                            try {
                                String found = value(vault, "a").orElseThrow();
                                assertTrue(found.equals(one) || found.equals(two));
                            } catch (VaultLockedException _) {
                                Thread.onSpinWait();
                            }
                        }
                    }));
        }
        for (int i = 0; i < 60; i++) {
            vault.put(name("a"), bytes(i % 2 == 0 ? two : one));
            vault.lock();
            vault.unlock(PASSPHRASE);
        }
        over.set(true);
        readers.forEach(CompletableFuture::join);
    }

    @Test
    void tellsDamageAndRestoresTheVersionBefore() throws Exception {
        Vault writer = open();
        writer.put(name("a"), bytes("1"));
        writer.put(name("b"), bytes("2"));
        flip(file);

        Vault vault = vault();
        var damaged = assertInstanceOf(VaultState.Damaged.class, vault.state());
        assertEquals(Optional.of(new VaultState.Version(Given.NOW, 1)), damaged.restorable());
        var e = assertThrows(VaultDamagedException.class, () -> vault.unlock(PASSPHRASE));
        assertTrue(
                message(e).contains("version of 2026-03-01T10:00:00Z with 1 secrets"), message(e));

        vault.restore();
        assertEquals(new VaultState.Locked(KeySource.PASSPHRASE), vault.state());
        vault.unlock(PASSPHRASE);
        assertEquals(Optional.of("1"), value(vault, "a"));
        assertTrue(Files.exists(file.resolveSibling("secrets.vault.damaged")));
    }

    @Test
    void restoresAllThatIsOpen() throws Exception {
        Vault vault = open();
        vault.put(name("a"), bytes("1"));
        vault.put(name("b"), bytes("2"));
        flip(file);

        var e = assertThrows(VaultDamagedException.class, vault::reload);
        assertEquals(Optional.of(new VaultState.Version(Given.NOW, 2)), e.state().restorable());
        assertEquals(Optional.of("2"), value(vault, "b")); // a gateway goes on
        assertThrows(VaultDamagedException.class, () -> vault.put(name("c"), bytes("3")));

        vault.restore();
        assertEquals(new VaultState.Open(KeySource.PASSPHRASE), vault.state());
        Vault again = vault();
        again.unlock(PASSPHRASE);
        assertEquals(List.of(name("a"), name("b")), names(again));
    }

    @Test
    void tellsWhatCanBeRestoredOnceItIsLocked() throws Exception {
        Vault vault = open();
        vault.put(name("a"), bytes("1"));
        flip(file);
        assertThrows(VaultDamagedException.class, vault::reload);

        vault.lock();

        var damaged = assertInstanceOf(VaultState.Damaged.class, vault.state());
        assertEquals(Optional.of(new VaultState.Version(Given.NOW, 0)), damaged.restorable());
    }

    @Test
    void tellsAFileThatIsGone() throws Exception {
        Vault writer = open();
        writer.put(name("a"), bytes("1"));
        writer.put(name("b"), bytes("2"));
        Files.delete(file);

        Vault vault = vault();
        var damaged = assertInstanceOf(VaultState.Damaged.class, vault.state());
        assertEquals("is gone", damaged.what());

        vault.restore();
        vault.unlock(PASSPHRASE);
        assertEquals(List.of(name("a")), names(vault));
    }

    @Test
    void tellsThatNothingCanBeRestored() throws Exception {
        open();
        flip(file);

        Vault vault = vault();
        var e = assertThrows(VaultDamagedException.class, vault::restore);
        assertEquals(Optional.empty(), e.state().restorable());
        assertTrue(message(e).contains("set it aside"), message(e));
    }

    @Test
    void restoresNothingThatIsWhole() throws Exception {
        Vault vault = open();
        vault.put(name("a"), bytes("1"));
        vault.restore();

        assertEquals(Optional.of("1"), value(vault, "a"));
    }

    @Test
    void isSetAsideAndBeginsAnew() throws Exception {
        Vault forgotten = open();
        forgotten.put(name("a"), bytes("1"));
        forgotten.put(name("b"), bytes("2"));
        Vault vault = vault();

        vault.setAside();
        assertEquals(new VaultState.Absent(), vault.state());
        vault.sealWithPassphrase("new".toCharArray());
        vault.put(name("a"), bytes("9"));

        assertTrue(Files.exists(file.resolveSibling("secrets.vault.aside-2026-03-01T100000Z")));
        assertEquals(List.of(name("a")), names(vault()));
    }

    @Test
    void tellsOfEachChangeOnce() throws Exception {
        Vault vault = vault();
        var told = new ArrayList<VaultState>();
        Runnable end = vault.onChange(told::add);

        vault.sealWithPassphrase(PASSPHRASE);
        vault.put(name("a"), bytes("1"));
        vault.reload();
        vault.lock();
        vault.lock();
        end.run();
        vault.unlock(PASSPHRASE);

        assertEquals(
                List.of(
                        new VaultState.Open(KeySource.PASSPHRASE),
                        new VaultState.Open(KeySource.PASSPHRASE),
                        new VaultState.Locked(KeySource.PASSPHRASE)),
                told);
    }

    @Test
    void leavesAsideWhatAKilledWriterLeft() throws Exception {
        Vault vault = open();
        Files.write(file.resolveSibling("secrets.vault.new"), new byte[100]);
        Files.write(file.resolveSibling("secrets.vault.kept"), new byte[100]);

        vault.put(name("a"), bytes("1"));

        Vault again = vault();
        again.unlock(PASSPHRASE);
        assertEquals(Optional.of("1"), value(again, "a"));
        assertFalse(Files.exists(file.resolveSibling("secrets.vault.new")));
        assertFalse(Files.exists(file.resolveSibling("secrets.vault.kept")));
    }

    @Test
    void keepsTheLinkToItsFile() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere")).resolve("v");
        open().put(name("a"), bytes("1"));
        Files.move(file, elsewhere);
        Files.delete(file.resolveSibling("secrets.vault.previous"));
        Files.createSymbolicLink(file, elsewhere);

        Vault vault = vault();
        vault.unlock(PASSPHRASE);
        vault.put(name("b"), bytes("2"));

        assertTrue(Files.isSymbolicLink(file));
        Vault again = vault();
        again.unlock(PASSPHRASE);
        assertEquals(List.of(name("a"), name("b")), names(again));
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }
}
