package dev.understudy.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// The vault's passphrase in the file that `UNDERSTUDY_PASSPHRASE_FILE` names: a secret that a
/// service manager mounts, or a pipe such as `/dev/fd/3` or `/dev/stdin`.
final class PassphraseFile implements VaultDoor.Passphrases {
    static final String VARIABLE = "UNDERSTUDY_PASSPHRASE_FILE";

    private static final int LONGEST = 4096;

    private final Optional<Path> file;

    /// @param environment which may name the file
    PassphraseFile(Map<String, String> environment) {
        this.file =
                Optional.ofNullable(environment.get(VARIABLE))
                        .filter(path -> !path.isBlank())
                        .map(Path::of);
    }

    @Override
    public int tries() {
        return 1;
    }

    /// The first line.
    @Override
    public Optional<char[]> next() throws IOException {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = bytes(file.get());
        try {
            char[] line = firstLine(bytes);
            if (line.length == 0) {
                throw new IOException(
                        "%s, which %s names, is empty".formatted(file.get(), VARIABLE));
            }
            return Optional.of(line);
        } catch (CharacterCodingException e) {
            throw new IOException(
                    "%s, which %s names, is not UTF-8".formatted(file.get(), VARIABLE), e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LONGEST);
        } catch (IOException e) {
            throw new IOException(
                    "cannot read %s, which %s names for its passphrase".formatted(file, VARIABLE),
                    e);
        }
    }

    @Override
    public String wrong() {
        return "what %s names is not its passphrase".formatted(VARIABLE);
    }

    private static char[] firstLine(byte[] bytes) throws CharacterCodingException {
        int length = 0;
        while (length < bytes.length && bytes[length] != '\n' && bytes[length] != '\r') {
            length++;
        }
        CharBuffer decoded =
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
        var line = new char[decoded.remaining()];
        decoded.get(line);
        if (decoded.hasArray()) {
            Arrays.fill(decoded.array(), '\0');
        }
        return line;
    }
}
