package dev.understudy.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;

/// A vault as its file holds it: magic and version, the header's length, the header, the sealed
/// secrets, and the SHA-256 of all that.
///
/// The digest tells damage from a wrong passphrase, and tells it while the vault is locked. What an
/// attacker changes, and gives the right digest, fails at the seal: all before it is bound to it.
///
/// @param clear all before the sealed secrets
/// @param sealed nonce, ciphertext, tag
@SuppressWarnings("ArrayRecordComponent") // never compared
record Envelope(Header header, byte[] clear, byte[] sealed) {
    private static final byte[] MAGIC = "UNDSVLT".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final int FIXED = MAGIC.length + 1 + Integer.BYTES;
    private static final int DIGEST = 32;

    /// Seals contents, whose entries the header names.
    static Envelope seal(Header header, Contents contents, MasterKey key, SecureRandom random) {
        byte[] described = header.bytes();
        byte[] clear =
                ByteBuffer.allocate(FIXED + described.length)
                        .put(MAGIC)
                        .put(VERSION)
                        .putInt(described.length)
                        .put(described)
                        .array();
        byte[] secrets = contents.bytes();
        try {
            return new Envelope(header, clear, key.seal(secrets, clear, random));
        } finally {
            Arrays.fill(secrets, (byte) 0);
        }
    }

    /// Opens what is sealed.
    ///
    /// @throws MalformedVaultException if this is not what was sealed with the key
    Contents open(MasterKey key) throws MalformedVaultException {
        byte[] secrets = new byte[0];
        try {
            secrets = key.open(sealed, clear);
            return Contents.read(secrets, header.entries());
        } catch (AEADBadTagException e) {
            throw new MalformedVaultException("was changed by someone without its key", e);
        } finally {
            Arrays.fill(secrets, (byte) 0);
        }
    }

    /// Whether another is the same version: each has a nonce of its own.
    boolean isSame(Envelope other) {
        return Arrays.equals(clear, other.clear) && Arrays.equals(sealed, other.sealed);
    }

    /// The file's bytes.
    byte[] bytes() {
        return ByteBuffer.allocate(clear.length + sealed.length + DIGEST)
                .put(clear)
                .put(sealed)
                .put(digest(clear, sealed))
                .array();
    }

    /// Reads a file's bytes.
    ///
    /// @throws MalformedVaultException if they are not what was written
    static Envelope read(byte[] file) throws MalformedVaultException {
        if (file.length < FIXED + DIGEST) {
            throw new MalformedVaultException("is cut off");
        }
        var in = ByteBuffer.wrap(file, 0, file.length - DIGEST);
        var magic = new byte[MAGIC.length];
        in.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new MalformedVaultException("is no vault");
        }
        byte version = in.get();
        byte[] digest = digest(Arrays.copyOf(file, file.length - DIGEST), new byte[0]);
        if (!Arrays.equals(digest, 0, DIGEST, file, file.length - DIGEST, file.length)) {
            throw new MalformedVaultException("is damaged or cut off");
        }
        if (version != VERSION) {
            throw new MalformedVaultException("was written by a newer version of the program");
        }
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new MalformedVaultException("has a header that makes no sense");
        }
        var described = new byte[length];
        in.get(described);
        var sealed = new byte[in.remaining()];
        in.get(sealed);
        return new Envelope(Header.read(described), Arrays.copyOf(file, FIXED + length), sealed);
    }

    private static byte[] digest(byte[] first, byte[] second) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(first);
            return sha256.digest(second);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
