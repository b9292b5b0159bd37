package dev.understudy.vault;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// 256 bits that seal with AES-256-GCM (NIST SP 800-38D): a nonce of 96 random bits, fresh each
/// time, the ciphertext, and a tag of 128 bits. Closing it wipes it.
final class MasterKey implements AutoCloseable {
    static final int BYTES = 32;

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final byte[] bits;

    /// @param bits taken over, not copied
    MasterKey(byte[] bits) {
        if (bits.length != BYTES) {
            throw new IllegalArgumentException("a key has %d bytes".formatted(BYTES));
        }
        this.bits = bits;
    }

    static MasterKey random(SecureRandom random) {
        var bits = new byte[BYTES];
        random.nextBytes(bits);
        return new MasterKey(bits);
    }

    /// A copy that is wiped on its own.
    MasterKey copy() {
        return new MasterKey(bits.clone());
    }

    /// The key itself; for whoever keeps it, who wipes it.
    byte[] bytes() {
        return bits.clone();
    }

    /// Seals.
    ///
    /// @param context what is bound to it in clear
    byte[] seal(byte[] clear, byte[] context, SecureRandom random) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, 0);
            cipher.updateAAD(context);
            byte[] sealed = Arrays.copyOf(nonce, NONCE + cipher.getOutputSize(clear.length));
            cipher.doFinal(clear, 0, clear.length, sealed, NONCE);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    /// Opens what was sealed; the caller wipes it.
    ///
    /// @throws AEADBadTagException if the key is another, or the sealed bytes or the context are
    ///   not what was sealed
    byte[] open(byte[] sealed, byte[] context) throws AEADBadTagException {
        if (sealed.length < NONCE + TAG_BITS / Byte.SIZE) {
            throw new AEADBadTagException("too short");
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, sealed, 0);
            cipher.updateAAD(context);
            return cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
        } catch (AEADBadTagException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, int offset) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(bits, "AES"),
                new GCMParameterSpec(TAG_BITS, nonce, offset, NONCE));
        return cipher;
    }

    @Override
    public void close() {
        Arrays.fill(bits, (byte) 0);
    }

    @Override
    public String toString() {
        return "MasterKey[…]";
    }
}
