package dev.understudy.vault;

import static dev.understudy.vault.Given.bytes;
import static dev.understudy.vault.Given.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.vault.Header.KeptBy;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a vault's file holds, and what becomes of it when it is not what was written.
final class EnvelopeTest {
    private static final int DIGEST = 32;

    private final SecureRandom random = new SecureRandom();
    private final MasterKey key = MasterKey.random(random);
    private final Contents contents = contents();

    private static Contents contents() {
        try {
            return Contents.none()
                    .with(name("main"), bytes("sk-or-0123456789"), Given.NOW)
                    .with(name("spare"), bytes("ключ"), Given.NOW.plusSeconds(5))
                    .with(new SecretName("lab", "main"), new byte[] {0, -1, 10, 13}, Given.NOW);
        } catch (VaultConflictException e) {
            throw new IllegalStateException(e);
        }
    }

    private Envelope sealed() {
        return Envelope.seal(
                header(new KeptBy.Passphrase(Given.CHEAP, new byte[16], new byte[60])),
                contents,
                key,
                random);
    }

    private Header header(KeptBy keptBy) {
        return new Header("0123456789abcdef", 7, Given.NOW, keptBy, contents.entries());
    }

    @Test
    void givesBackWhatWasSealed() throws Exception {
        Envelope read = Envelope.read(sealed().bytes());

        assertEquals(contents.entries(), read.header().entries());
        assertEquals(7, read.header().revision());
        assertEquals(Given.NOW, read.header().written());
        try (Contents opened = read.open(key)) {
            assertEquals(contents.entries(), opened.entries());
            for (StoredSecret secret : contents.entries()) {
                assertArrayEquals(
                        contents.value(secret.name()).orElseThrow(),
                        opened.value(secret.name()).orElseThrow());
            }
        }
    }

    @Test
    void neverSealsTheSameTwice() {
        byte[] first = sealed().sealed();
        byte[] second = sealed().sealed();

        assertFalse(Arrays.equals(first, 0, 12, second, 0, 12));
        assertFalse(Arrays.equals(first, 12, first.length, second, 12, second.length));
    }

    @Test
    void holdsNoSecretInClear() {
        String file = HexFormat.of().formatHex(sealed().bytes());

        assertFalse(file.contains(HexFormat.of().formatHex(bytes("sk-or-0123456789"))));
        assertTrue(file.contains(HexFormat.of().formatHex(bytes("openrouter"))));
    }

    @Test
    void noticesEveryBitThatIsFlipped() {
        byte[] file = sealed().bytes();
        for (int i = 0; i < file.length; i++) {
            for (int bit = 1; bit < 256; bit <<= 1) {
                byte[] damaged = file.clone();
                damaged[i] ^= (byte) bit;

                assertThrows(
                        MalformedVaultException.class, () -> Envelope.read(damaged), "byte " + i);
            }
        }
    }

    @Test
    void noticesEveryByteThatIsChangedByOneWhoMendsTheDigest() throws Exception {
        byte[] file = sealed().bytes();
        for (int i = 0; i < file.length - DIGEST; i++) {
            byte[] forged = file.clone();
            forged[i] ^= 1;
            digest(forged);

            assertThrows(
                    MalformedVaultException.class,
                    () -> Envelope.read(forged).open(key),
                    "byte " + i);
        }
    }

    @Test
    void noticesEveryLengthItIsCutOffAt() {
        byte[] file = sealed().bytes();
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);

            assertThrows(
                    MalformedVaultException.class, () -> Envelope.read(cut), "length " + length);
        }
    }

    @Test
    void noticesWhatIsAppended() {
        byte[] file = sealed().bytes();

        assertThrows(
                MalformedVaultException.class,
                () -> Envelope.read(Arrays.copyOf(file, file.length + 1)));
    }

    @Test
    void refusesSecretsUnderOtherNames() {
        Header lying =
                new Header(
                        "0123456789abcdef",
                        7,
                        Given.NOW,
                        new KeptBy.Keychain(),
                        List.copyOf(contents.entries().reversed()));
        Envelope envelope = Envelope.seal(lying, contents, key, random);

        assertThrows(MalformedVaultException.class, () -> envelope.open(key));
    }

    @Test
    void refusesAnotherKey() {
        assertThrows(MalformedVaultException.class, () -> sealed().open(MasterKey.random(random)));
    }

    @Test
    void tellsANewerVersion() throws Exception {
        byte[] file = sealed().bytes();
        file[7] = 2;
        digest(file);

        var e = assertThrows(MalformedVaultException.class, () -> Envelope.read(file));
        assertEquals("was written by a newer version of the program", e.what());
    }

    @Test
    void doesNotWorkForAHostileFile() throws Exception {
        byte[] file = sealed().bytes();
        byte[] cost = ByteBuffer.allocate(12).putInt(8).putInt(1).putInt(1).array();
        int at = indexOf(file, cost);
        ByteBuffer.wrap(file).putInt(at, 100 * 1024 * 1024); // 100 GiB
        digest(file);

        var e = assertThrows(MalformedVaultException.class, () -> Envelope.read(file));
        assertEquals("has a header that makes no sense", e.what());
    }

    @Test
    void doesNotBelieveCountsAndLengths() throws Exception {
        byte[] file = sealed().bytes();
        for (int i = 8; i < file.length - DIGEST - 4; i++) {
            byte[] forged = file.clone();
            ByteBuffer.wrap(forged).putInt(i, Integer.MAX_VALUE);
            digest(forged);

            assertEquals(Optional.empty(), opened(forged), "at " + i);
        }
    }

    private Optional<Contents> opened(byte[] file) {
        try {
            return Optional.of(Envelope.read(file).open(key));
        } catch (MalformedVaultException _) {
            return Optional.empty();
        }
    }

    private static void digest(byte[] file) throws Exception {
        byte[] body = Arrays.copyOf(file, file.length - DIGEST);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
        System.arraycopy(digest, 0, file, body.length, DIGEST);
    }

    private static int indexOf(byte[] file, byte[] part) {
        for (int i = 0; i + part.length <= file.length; i++) {
            if (Arrays.equals(file, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }
}
