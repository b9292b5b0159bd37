package dev.understudy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.access.AccessKeys;
import dev.understudy.model.AccessKey;
import dev.understudy.model.AccessTerms;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
final class AccessFileTest {
    private static final Instant NOW = Instant.parse("2026-08-21T12:00:00.123Z");
    private static final String OLD =
            "\"id\":\"ak_1\",\"name\":\"n\",\"sha256\":\"%s\",\"created\":\"2026-08-21T12:00:00Z\""
                    .formatted("0".repeat(64));

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
        keys.create("Agent \"ü🙂\"", AccessTerms.UNBOUNDED, NOW);
        keys.create("", AccessTerms.UNBOUNDED, NOW);

        file.change(_ -> keys.list());
        assertEquals(keys.list(), file.load());

        file.change(_ -> List.of());
        assertEquals(List.of(), file.load());
    }

    @Test
    void readsBackEveryTerm() throws IOException {
        var file = new AccessFile(folder.resolve("access.json"));
        var terms =
                new AccessTerms(
                        new AccessTerms.Scope(
                                List.of("openrouter:anthropic/*", "gpt-4o"),
                                List.of("support"),
                                List.of("openrouter"),
                                true),
                        Optional.of(NOW),
                        new AccessTerms.Rate(Optional.of(60), Optional.of(100_000)),
                        Optional.of(
                                new AccessTerms.Budget(
                                        new BigDecimal("0.10"),
                                        AccessTerms.Period.MONTH,
                                        AccessTerms.Spent.DEGRADE)));
        AccessKey all = new AccessKeys(List.of()).make("all", terms, NOW).key();
        AccessKey gone =
                new AccessKeys(List.of())
                        .make("gone", AccessTerms.UNBOUNDED, NOW)
                        .key()
                        .revoked(Optional.of(NOW));

        file.change(_ -> List.of(all, gone));
        assertEquals(List.of(all, gone), file.load());

        AccessKey bare = all.under("bare", AccessTerms.UNBOUNDED);
        file.change(_ -> List.of(bare, gone.revoked(Optional.empty())));
        assertEquals(List.of(bare, gone.revoked(Optional.empty())), file.load());
    }

    @Test
    void takesKeysWithoutTermsForUnbounded() throws IOException {
        Path path = folder.resolve("access.json");
        Files.writeString(path, "{\"keys\":[{%s}]}".formatted(OLD));

        assertEquals(AccessTerms.EVERYTHING, new AccessFile(path).load().getFirst().terms());
    }

    @Test
    void keepsWhatItDoesNotKnow() throws IOException {
        Path path = folder.resolve("access.json");
        Files.writeString(
                path,
                "{\"later\":[1],\"keys\":[{%s,\"colour\":\"red\",\"terms\":{\"hours\":\"9-17\"}}]}"
                        .formatted(OLD));
        var file = new AccessFile(path);

        file.change(keys -> List.of(keys.getFirst().under("renamed", AccessTerms.UNBOUNDED)));

        String written = Files.readString(path);
        assertTrue(written.contains("\"later\""), written);
        assertTrue(written.contains("\"colour\" : \"red\""), written);
        assertTrue(written.contains("\"hours\" : \"9-17\""), written);
        assertTrue(written.contains("\"renamed\""), written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "null",
                "{\"models\":\"a\"}",
                "{\"models\":[5]}",
                "{\"may_rehearse\":\"yes\"}",
                "{\"expires\":\"soon\"}",
                "{\"requests_per_minute\":0}",
                "{\"tokens_per_minute\":\"many\"}",
                "{\"requests_per_minute\":99999999999}",
                "{\"budget\":5}",
                "{\"budget\":{\"usd\":-1,\"period\":\"day\",\"spent\":\"stop\"}}",
                "{\"budget\":{\"usd\":1,\"period\":\"year\",\"spent\":\"stop\"}}",
                "{\"budget\":{\"usd\":1,\"period\":\"day\"}}"
            })
    void neverTakesABoundThatItCannotReadForNone(String terms) throws IOException {
        Path path = folder.resolve("access.json");
        Files.writeString(path, "{\"keys\":[{%s,\"terms\":%s}]}".formatted(OLD, terms));

        assertThrows(IOException.class, () -> new AccessFile(path).load());
    }

    @Test
    void losesNoKeyWhereSeveralAreMadeAtOnce() throws Exception {
        Path path = folder.resolve("access.json");
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<AccessKey>>> made =
                    IntStream.range(0, 8)
                            .mapToObj(i -> executor.submit(() -> added(path, "n" + i)))
                            .toList();
            for (Future<List<AccessKey>> one : made) {
                one.get();
            }
        }

        assertEquals(8, new AccessFile(path).load().size());
    }

    private static List<AccessKey> added(Path path, String name) throws IOException {
        AccessKey key = new AccessKeys(List.of()).make(name, AccessTerms.UNBOUNDED, NOW).key();
        return new AccessFile(path)
                .change(keys -> Stream.concat(keys.stream(), Stream.of(key)).toList());
    }

    @Test
    void holdsNoKeyInClear() throws IOException {
        Path path = folder.resolve("access.json");
        var keys = new AccessKeys(List.of());
        String secret = keys.create("agent", AccessTerms.UNBOUNDED, NOW).secret();

        new AccessFile(path).change(_ -> keys.list());

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
