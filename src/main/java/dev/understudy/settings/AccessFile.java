package dev.understudy.settings;

import dev.understudy.model.AccessKey;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The file of access keys, `access.json`: their names and digests, never the keys.
public final class AccessFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Path path;

    public AccessFile(Path path) {
        this.path = path;
    }

    /// The keys in the file; none if there is no file yet.
    ///
    /// @throws IOException if it cannot be read, or is not what was written
    public List<AccessKey> load() throws IOException {
        try {
            JsonNode list = JSON.readTree(Files.readString(path)).path("keys");
            if (!list.isArray()) {
                throw damaged(null);
            }
            var keys = new ArrayList<AccessKey>();
            for (JsonNode key : list) {
                String sha256 = key.path("sha256").stringValue("");
                if (!SHA256.matcher(sha256).matches()) {
                    throw damaged(null);
                }
                keys.add(
                        new AccessKey(
                                key.path("id").stringValue(),
                                key.path("name").stringValue(),
                                sha256,
                                Instant.parse(key.path("created").stringValue())));
            }
            return keys;
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (JacksonException | DateTimeException | CharacterCodingException e) {
            throw damaged(e);
        }
    }

    private IOException damaged(@Nullable Exception cause) {
        return new IOException(
                "%s is damaged: restore it, or remove it and make new access keys".formatted(path),
                cause);
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
