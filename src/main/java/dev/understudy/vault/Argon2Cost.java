package dev.understudy.vault;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// What it costs to try a passphrase: Argon2id, version 1.3 (RFC 9106).
///
/// The bounds keep a file from asking for more than the program has: its heap is 256 MB.
///
/// @param memory in KiB, at most 128 MiB, and at least 8 for each lane
/// @param passes 1 to 16
/// @param lanes 1 to 16; they run one after the other
public record Argon2Cost(int memory, int passes, int lanes) {
    /// The second choice of RFC 9106: 64 MiB, 3 passes, 4 lanes. About half a second.
    public static final Argon2Cost STANDARD = new Argon2Cost(64 * 1024, 3, 4);

    static final int SALT = 16;

    private static final int MOST_MEMORY = 128 * 1024;
    private static final int MOST = 16;
    private static final int MOST_BYTES_OF_A_CHARACTER = 3;

    /// @throws IllegalArgumentException if a bound is passed
    public Argon2Cost {
        if (lanes < 1
                || lanes > MOST
                || passes < 1
                || passes > MOST
                || memory < 8 * lanes
                || memory > MOST_MEMORY) {
            throw new IllegalArgumentException(
                    "Argon2id with %d KiB, %d passes, %d lanes".formatted(memory, passes, lanes));
        }
    }

    /// The key that a passphrase and a salt make.
    ///
    /// @param passphrase read as UTF-8 in normal form C, so that every keyboard types the same one
    MasterKey key(char[] passphrase, byte[] salt) {
        byte[] text = utf8(passphrase);
        var key = new byte[MasterKey.BYTES];
        try {
            var generator = new Argon2BytesGenerator();
            generator.init(
                    new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                            .withMemoryAsKB(memory)
                            .withIterations(passes)
                            .withParallelism(lanes)
                            .withSalt(salt)
                            .build());
            generator.generateBytes(text, key);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
        return new MasterKey(key);
    }

    private static byte[] utf8(char[] passphrase) {
        CharBuffer chars = CharBuffer.wrap(passphrase);
        if (!Normalizer.isNormalized(chars, Normalizer.Form.NFC)) {
            chars = CharBuffer.wrap(Normalizer.normalize(chars, Normalizer.Form.NFC));
        }
        var buffer = ByteBuffer.allocate(MOST_BYTES_OF_A_CHARACTER * chars.remaining());
        CharsetEncoder encoder =
                StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE);
        encoder.encode(chars, buffer, true);
        encoder.flush(buffer);
        byte[] text = Arrays.copyOf(buffer.array(), buffer.position());
        Arrays.fill(buffer.array(), (byte) 0);
        return text;
    }
}
