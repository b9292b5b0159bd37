package dev.understudy.catalog;

import dev.understudy.model.ListReply.Validators;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// The answers that were fetched last, a file each: a line of JSON about it, then the answer.
///
/// A file that was damaged counts as missing. Thread-safe, as long as one thread writes one name.
final class AnswerStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String ENDING = ".answer";

    private final Path folder;

    AnswerStore(Path folder) {
        this.folder = folder;
    }

    /// All there are, by name.
    Map<String, StoredAnswer> all() throws IOException {
        var all = new TreeMap<String, StoredAnswer>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (Path file : files) {
                read(file).ifPresent(named -> all.put(named.name(), named.answer()));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException _) {
            return Map.of();
        }
        return all;
    }

    /// @param name any text
    Optional<StoredAnswer> read(String name) throws IOException {
        return read(file(name)).filter(named -> named.name().equals(name)).map(Named::answer);
    }

    private record Named(String name, StoredAnswer answer) {}

    private static Optional<Named> read(Path file) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        int end = 0;
        while (end < content.length && content[end] != '\n') {
            end++;
        }
        return end == content.length ? Optional.empty() : answer(content, end);
    }

    private static Optional<Named> answer(byte[] content, int end) {
        try {
            JsonNode about = JSON.readTree(content, 0, end);
            byte[] body = Arrays.copyOfRange(content, end + 1, content.length);
            return about.path("sha256").asString("").equals(sha256(body))
                    ? Optional.of(
                            new Named(
                                    about.path("name").asString(""),
                                    new StoredAnswer(
                                            new Validators(
                                                    about.path("etag").asString(""),
                                                    about.path("last_modified").asString("")),
                                            Instant.parse(about.path("fetched").asString("")),
                                            Instant.parse(about.path("checked").asString("")),
                                            new String(body, StandardCharsets.UTF_8))))
                    : Optional.empty();
        } catch (JacksonException | DateTimeException _) {
            return Optional.empty();
        }
    }

    void write(String name, StoredAnswer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        var about =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("name", name)
                        .put("etag", answer.validators().etag())
                        .put("last_modified", answer.validators().lastModified())
                        .put("fetched", answer.fetched().toString())
                        .put("checked", answer.checked().toString())
                        .put("sha256", sha256(body));
        var content = new ByteArrayOutputStream(body.length + 512);
        content.writeBytes(JSON.writeValueAsBytes(about));
        content.write('\n');
        content.writeBytes(body);
        CopyFile.replace(file(name), content.toByteArray());
    }

    private Path file(String name) {
        String safe = name.replaceAll("[^a-z0-9-]", "_");
        boolean plain = safe.equals(name) && name.length() <= 64;
        return folder.resolve(
                (plain
                                ? name
                                : safe.substring(0, Math.min(40, safe.length()))
                                        + "-"
                                        + sha256(name.getBytes(StandardCharsets.UTF_8))
                                                .substring(0, 16))
                        + ENDING);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
