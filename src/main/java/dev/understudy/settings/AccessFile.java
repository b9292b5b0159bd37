package dev.understudy.settings;

import dev.understudy.model.AccessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The file of access keys, `access.json`: their names and digests, never the keys.
public final class AccessFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path path;

    public AccessFile(Path path) {
        this.path = path;
    }

    /// The keys in the file; none if there is no file yet.
    ///
    /// @throws IOException if it cannot be read, or is not what was written
    public List<AccessKey> load() throws IOException {
        try {
            JsonNode root = JSON.readTree(Files.readString(path));
            var keys = new ArrayList<AccessKey>();
            for (JsonNode key : root.path("keys")) {
                keys.add(
                        new AccessKey(
                                key.path("id").asString(),
                                key.path("name").asString(),
                                key.path("sha256").asString(),
                                Instant.parse(key.path("created").asString())));
            }
            return keys;
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (JacksonException | DateTimeException e) {
            throw new IOException(
                    "%s is damaged: restore it, or remove it and make new access keys"
                            .formatted(path),
                    e);
        }
    }

    /// Writes the keys, all or nothing.
    public void save(List<AccessKey> keys) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode list = root.putArray("keys");
        for (AccessKey key : keys) {
            list.addObject()
                    .put("id", key.id())
                    .put("name", key.name())
                    .put("sha256", key.sha256())
                    .put("created", key.created().toString());
        }
        AtomicFile.write(path, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
    }
}
