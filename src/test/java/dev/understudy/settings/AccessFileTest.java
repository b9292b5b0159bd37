package dev.understudy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.access.AccessKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
final class AccessFileTest {
    private static final Instant NOW = Instant.parse("2026-08-21T12:00:00.123Z");

    private final Path folder;

    AccessFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void holdsNoKeysBeforeItIsWritten() throws IOException {
        assertEquals(List.of(), new AccessFile(folder.resolve("access.json")).load());
    }

    @Test
    void readsBackWhatWasSaved() throws IOException {
        var file = new AccessFile(folder.resolve("new/folder/access.json"));
        var keys = new AccessKeys(List.of());
        keys.create("Agent \"ü🙂\"", NOW);
        keys.create("", NOW);

        file.save(keys.list());
        assertEquals(keys.list(), file.load());

        file.save(List.of());
        assertEquals(List.of(), file.load());
    }

    @Test
    void holdsNoKeyInClear() throws IOException {
        Path path = folder.resolve("access.json");
        var keys = new AccessKeys(List.of());
        String secret = keys.create("agent", NOW).secret();

        new AccessFile(path).save(keys.list());

        assertFalse(Files.readString(path).contains(secret.substring(3)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "null",
                "{\"keys\":null}",
                "{\"keys\":{}}",
                "{\"keys\":[5]}",
                "{\"keys\":[{}]}",
                "{\"keys\":[{\"id\":\"a\",\"name\":\"n\",\"sha256\":\"xyz\",\"created\":\"2026-08-21T12:00:00Z\"}]}",
                "{\"keys\":[{\"id\":\"a\",\"name\":\"n\",\"sha256\":\"00\",\"created\":\"2026-08-21T12:00:00Z\"}]}",
                "{\"keys\":[{\"id\":\"a\",\"name\":5,\"sha256\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"created\":\"2026-08-21T12:00:00Z\"}]}",
                "{\"keys\":[{\"id\":\"a\",\"name\":\"n\",\"sha256\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"created\":\"today\"}]}",
                "\u00ff\u00fe"
            })
    void refusesAFileThatIsDamaged(String content) throws IOException {
        Path path = folder.resolve("access.json");
        Files.write(path, content.getBytes(StandardCharsets.ISO_8859_1));

        var damaged = assertThrows(IOException.class, () -> new AccessFile(path).load());

        assertEquals(
                path + " is damaged: restore it, or remove it and make new access keys",
                damaged.getMessage());
    }

    @Test
    void letsOnlyItsOwnerReadIt() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path path = folder.resolve("access.json");
        Files.writeString(path, "old");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));

        AtomicFile.write(path, new byte[] {1});

        assertEquals(
                PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(path));
    }

    @Test
    void leavesNothingBesideIt() throws IOException {
        AtomicFile.write(folder.resolve("f"), new byte[] {1});
        AtomicFile.write(folder.resolve("f"), new byte[] {2});

        try (var files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("f")), files.toList());
        }
    }

    @Test
    void keepsTheOldFileWhereTheNewOneCannotStand() throws IOException {
        Path path = folder.resolve("taken");
        Files.createDirectories(path.resolve("by/a/folder"));

        assertThrows(IOException.class, () -> AtomicFile.write(path, new byte[] {1}));

        assertTrue(Files.isDirectory(path.resolve("by/a/folder")));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(path), files.toList());
        }
    }

    @Test
    void holdsTheOldOrTheNewContentWheneverItIsRead() throws Exception {
        Path path = folder.resolve("f");
        byte[] old = filled((byte) 'o', 20_000);
        byte[] fresh = filled((byte) 'n', 30_000);
        AtomicFile.write(path, old);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Path> writing =
                    executor.submit(() -> {
                        for (int i = 0; i < 50; i++) {
                            AtomicFile.write(path, i % 2 == 0 ? fresh : old);
                        }
                        return path;
                    });
            while (!writing.isDone()) {
                byte[] found = Files.readAllBytes(path);
                assertTrue(Arrays.equals(found, old) || Arrays.equals(found, fresh));
            }
            writing.get();
        }
    }

    private static byte[] filled(byte with, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, with);
        return bytes;
    }
}
