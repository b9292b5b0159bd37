package dev.understudy.vault;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.Variant;

/// A session with a Secret Service in which nothing secret crosses the bus in clear, where it could
/// be recorded: `dh-ietf1024-sha256-aes128-cbc-pkcs7`, the one algorithm of the specification.
///
/// It is no defence against who may ask the service itself: all programs of the same user.
final class SecretSession {
    private static final String ALGORITHM = "dh-ietf1024-sha256-aes128-cbc-pkcs7";
    private static final int GROUP_BYTES = 128;
    private static final int IV_BYTES = 16;

    /// The second Oakley group, RFC 2409, 6.2.
    private static final BigInteger PRIME =
            new BigInteger(
                    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"
                            + "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
                            + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
                            + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF",
                    16);

    private final DBusPath path;
    private final SecretKey key;
    private final SecureRandom random;

    private SecretSession(DBusPath path, SecretKey key, SecureRandom random) {
        this.path = path;
        this.key = key;
        this.random = random;
    }

    /// Agrees on a key with the service.
    static SecretSession open(SessionBus bus) throws BusException {
        var random = new SecureRandom();
        BigInteger mine = new BigInteger(GROUP_BYTES * Byte.SIZE - 1, random);
        byte[] offer = fixed(BigInteger.TWO.modPow(mine, PRIME));
        Object[] answer =
                bus.call(
                        SecretService.NAME,
                        SecretService.PATH,
                        SecretService.SERVICE,
                        "OpenSession",
                        "sv",
                        ALGORITHM,
                        new Variant<>(offer, "ay"));
        var theirs = new BigInteger(1, bytes(((Variant<?>) answer[0]).getValue()));
        if (theirs.compareTo(BigInteger.ONE) <= 0
                || theirs.compareTo(PRIME.subtract(BigInteger.ONE)) >= 0) {
            throw new BusException("", "the keychain's part of the key is none");
        }
        byte[] shared = fixed(theirs.modPow(mine, PRIME));
        try {
            SecretKey key =
                    KDF.getInstance("HKDF-SHA256")
                            .deriveKey(
                                    "AES",
                                    HKDFParameterSpec.ofExtract()
                                            .addIKM(shared)
                                            .thenExpand(new byte[0], IV_BYTES));
            return new SecretSession((DBusPath) answer[1], key, random);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 25 has HKDF", e);
        } finally {
            Arrays.fill(shared, (byte) 0);
        }
    }

    DBusPath path() {
        return path;
    }

    /// A secret as the service takes it: session, initialization vector, ciphertext, type.
    Object sealed(byte[] secret) {
        var iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, iv).doFinal(secret);
            return new Object[] {path, iv, sealed, "text/plain"};
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-CBC", e);
        }
    }

    /// The secret in what the service gives.
    byte[] opened(Object given) throws BusException {
        var parts = (Object[]) given;
        try {
            return cipher(Cipher.DECRYPT_MODE, bytes(parts[1])).doFinal(bytes(parts[2]));
        } catch (GeneralSecurityException e) {
            throw new BusException("", "the keychain gives something else than it says");
        }
    }

    private Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, key, new IvParameterSpec(iv));
        return cipher;
    }

    /// A number of the group in as many bytes as the group has.
    private static byte[] fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        var fixed = new byte[GROUP_BYTES];
        int length = Math.min(bytes.length, GROUP_BYTES);
        System.arraycopy(bytes, bytes.length - length, fixed, GROUP_BYTES - length, length);
        return fixed;
    }

    /// The bus gives arrays of bytes as arrays or as lists.
    private static byte[] bytes(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        var list = (List<?>) value;
        var bytes = new byte[list.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (Byte) list.get(i);
        }
        return bytes;
    }
}
