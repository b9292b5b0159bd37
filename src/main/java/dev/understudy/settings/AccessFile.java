package dev.understudy.settings;

import dev.understudy.model.AccessKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The file of access keys, `access.json`: their names, terms and digests, never the keys.
///
/// Programs write it by turns (`access.json.lock`). What it does not know of a file stays in it.
public final class AccessFile {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(
                            tools.jackson.databind.DeserializationFeature
                                    .USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int MOST_REVOKED = 200;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int TRIES = 250;

    private final Path path;

    public AccessFile(Path path) {
        this.path = path;
    }

    /// The keys in the file, then those that were revoked; none if there is no file yet.
    ///
    /// @throws IOException if it cannot be read, or is not what was written
    public List<AccessKey> load() throws IOException {
        try {
            JsonNode root = JSON.readTree(Files.readString(path));
            if (!root.path("keys").isArray()) {
                throw damaged(null);
            }
            var keys = new ArrayList<AccessKey>();
            for (JsonNode key : root.path("keys")) {
                keys.add(key(key));
            }
            for (JsonNode key : root.path("revoked")) {
                keys.add(
                        key(key).revoked(
                                        Optional.of(
                                                Instant.parse(key.path("revoked").stringValue()))));
            }
            return keys;
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (JacksonException | DateTimeException | CharacterCodingException e) {
            throw damaged(e);
        }
    }

    private AccessKey key(JsonNode key) throws IOException {
        String sha256 = key.path("sha256").stringValue("");
        if (!SHA256.matcher(sha256).matches()) {
            throw damaged(null);
        }
        return new AccessKey(
                key.path("id").stringValue(),
                key.path("name").stringValue(),
                sha256,
                Instant.parse(key.path("created").stringValue()),
                TermsJson.read(key.path("terms")));
    }

    private IOException damaged(@Nullable Exception cause) {
        return new IOException(
                "%s is damaged: restore it, or remove it and make new access keys".formatted(path),
                cause);
    }

    /// Makes other keys of those in the file, and writes them, all or nothing, while no other
    /// program does.
    ///
    /// @return what the file holds now
    /// @throws IOException if it cannot be read or written, or another program keeps it for 5 s
    public List<AccessKey> change(UnaryOperator<List<AccessKey>> change) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try (var lock =
                FileChannel.open(
                        path.resolveSibling(path.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            await(lock);
            List<AccessKey> changed = List.copyOf(change.apply(load()));
            save(changed);
            return changed;
        }
    }

    private void await(FileChannel lock) throws IOException {
        try {
            for (int tries = 0; tries < TRIES; tries++) {
                if (locked(lock)) {
                    return;
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while another program writes " + path, e);
        }
        throw new IOException(
                "another program has been writing %s for 5 s: end it, and try again"
                        .formatted(path));
    }

    private static boolean locked(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false; // by another part of this program
        }
    }

    private void save(List<AccessKey> keys) throws IOException {
        ObjectNode root = before();
        Map<String, ObjectNode> known = new HashMap<>();
        Stream.of("keys", "revoked")
                .flatMap(list -> root.path(list).valueStream())
                .filter(ObjectNode.class::isInstance)
                .forEach(key -> known.put(key.path("id").stringValue(""), (ObjectNode) key));
        ArrayNode valid = root.putArray("keys");
        keys.stream()
                .filter(key -> key.revoked().isEmpty())
                .forEach(key -> {
                    ObjectNode written = written(key, known);
                    written.remove("revoked");
                    valid.add(written);
                });
        List<AccessKey> gone = keys.stream().filter(key -> key.revoked().isPresent()).toList();
        if (gone.isEmpty()) {
            root.remove("revoked");
        } else {
            ArrayNode revoked = root.putArray("revoked");
            gone.stream()
                    .skip(Math.max(0, gone.size() - MOST_REVOKED))
                    .forEach(key ->
                            revoked.add(
                                    written(key, known)
                                            .put(
                                                    "revoked",
                                                    key.revoked().orElseThrow().toString())));
        }
        AtomicFile.write(path, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
    }

    /// What the file held, which [#load()] has found to be sound.
    private ObjectNode before() throws IOException {
        return Files.exists(path) && JSON.readTree(Files.readString(path)) instanceof ObjectNode it
                ? it
                : JSON.createObjectNode();
    }

    private static ObjectNode written(AccessKey key, Map<String, ObjectNode> known) {
        ObjectNode object = known.getOrDefault(key.id(), JSON.createObjectNode());
        object.put("id", key.id())
                .put("name", key.name())
                .put("sha256", key.sha256())
                .put("created", key.created().toString());
        TermsJson.write(key.terms(), object.withObjectProperty("terms"));
        return object;
    }
}
