package dev.understudy.vault;

import static dev.understudy.vault.Given.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A program that writes its vault is killed, again and again; or its disk is full.
@Timeout(300)
final class KilledTest {
    private static final char[] PASSPHRASE = "correct horse".toCharArray();
    private static final int WRITES = 200;
    private static final int LEAST_KILLS = 8;
    private static final int BETWEEN_MILLIS = 500;

    @TempDir Path folder;

    @Test
    void opensWithTheOldOrTheNewStateAfterEveryKill() throws Exception {
        Path file = folder.resolve("secrets.vault");
        seal(file);
        var random = new Random();
        int written = 0;
        int kills = 0;
        while (written < WRITES || kills < LEAST_KILLS) {
            int told = killAfter(file, random.nextInt(BETWEEN_MILLIS));
            kills++;

            int found = check(file);
            assertTrue(
                    found == told || found == told + 1,
                    "wrote %d, found %d".formatted(told, found));
            written = found;
        }
    }

    private static void seal(Path file) throws Exception {
        Given.vault(file, new FakeKeychain()).sealWithPassphrase(PASSPHRASE);
    }

    /// Opens what a killed program left, and looks at every secret in it.
    ///
    /// @return the last write in it
    private static int check(Path file) throws Exception {
        Vault vault = Given.vault(file, new FakeKeychain());
        vault.unlock(PASSPHRASE);
        int last = Child.last(vault);
        assertEquals(Math.min(last, Child.SLOTS), vault.list().size());
        for (int write = Math.max(1, last - Child.SLOTS + 1); write <= last; write++) {
            assertArrayEquals(Child.secret(write), vault.get(Child.slot(write)).orElseThrow());
        }
        return last;
    }

    /// Starts a program that writes, and kills it some time after its first write.
    ///
    /// @return the last write that it told of
    private static int killAfter(Path file, int millis) throws IOException {
        Process child = start(List.of(), file);
        try (BufferedReader out = child.inputReader()) {
            String last = out.readLine();
            assertNotNull(last);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
            child.toHandle().destroyForcibly(); // what it told can still be read
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = line;
            }
            return Integer.parseInt(last);
        } finally {
            child.destroyForcibly().onExit().join();
        }
    }

    private static Process start(List<String> before, Path file) throws IOException {
        var command = new ArrayList<>(before);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        Child.class.getName(),
                        file.toString()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /// What the program needs and no more, as it is started often.
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !path.endsWith(".jar") || path.contains("bcprov"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void losesNothingWhenTheDiskIsFull() throws Exception {
        Path file = folder.resolve("secrets.vault");
        seal(file);

        // A limit on what a program may write to a file does what a full disk does.
        Process child = start(List.of("sh", "-c", "ulimit -f 16 && exec \"$0\" \"$@\""), file);
        List<String> told;
        try (BufferedReader out = child.inputReader()) {
            told = out.readAllLines();
        }
        assertEquals(Child.FAILED, child.waitFor(), told.toString());

        int last = Integer.parseInt(told.getLast());
        assertTrue(last > 1, "it wrote until the limit");
        assertEquals(last, check(file));
        try (var files = Files.list(folder)) {
            assertEquals(
                    List.of("secrets.vault", "secrets.vault.lock", "secrets.vault.previous"),
                    files.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    /// The program that is killed: it writes secrets into slots, round and round, and tells of each
    /// write that is done.
    static final class Child {
        static final int SLOTS = 20;
        static final int FAILED = 17;

        private Child() {}

        static SecretName slot(int write) {
            return name("slot-" + write % SLOTS);
        }

        /// The number of the write, and what is told apart from every other.
        static byte[] secret(int write) {
            var random = new Random(write);
            var secret = new byte[Integer.BYTES + random.nextInt(2_000)];
            random.nextBytes(secret);
            ByteBuffer.wrap(secret).putInt(write);
            return secret;
        }

        /// The last write in a vault; 0 if there is none.
        static int last(Vault vault) throws VaultLockedException {
            int last = 0;
            for (StoredSecret stored : vault.list()) {
                byte[] secret = vault.get(stored.name()).orElseThrow();
                last = Math.max(last, ByteBuffer.wrap(secret).getInt());
            }
            return last;
        }

        public static void main(String[] args) throws Exception {
            var vault = Given.vault(Path.of(args[0]), new FakeKeychain());
            vault.unlock(PASSPHRASE);
            try {
                for (int write = last(vault) + 1; write < 100_000; write++) {
                    vault.put(slot(write), secret(write));
                    System.out.println(write);
                }
            } catch (IOException _) {
                Runtime.getRuntime().halt(FAILED);
            }
        }
    }
}
