package dev.understudy.vault;

import dev.understudy.vault.Header.KeptBy;
import dev.understudy.vault.Keychain.Patience;
import dev.understudy.vault.KeychainUnavailableException.Reason;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.AEADBadTagException;

/// Makes master keys and has them kept; gets them back. Waits for the keychain, or for Argon2id.
final class MasterKeys {
    private static final System.Logger LOG = System.getLogger(MasterKeys.class.getName());
    private static final int ID_BYTES = 16;

    private final Keychain keychain;
    private final Argon2Cost cost;
    private final SecureRandom random;

    MasterKeys(Keychain keychain, Argon2Cost cost, SecureRandom random) {
        this.keychain = keychain;
        this.cost = cost;
        this.random = random;
    }

    /// A new key, and how it is kept. Closing it wipes the key here.
    record Kept(String id, KeptBy keptBy, MasterKey key) implements AutoCloseable {
        @Override
        public void close() {
            key.close();
        }
    }

    /// A new key in the keychain, which has been seen to give it back.
    Kept inKeychain(Patience patience) throws KeychainUnavailableException, InterruptedException {
        String id = id();
        MasterKey key = MasterKey.random(random);
        byte[] text = text(key);
        try {
            keychain.write(name(id), text, patience);
            Optional<byte[]> back = keychain.read(name(id), patience);
            boolean same = back.isPresent() && Arrays.equals(text, back.get());
            back.ifPresent(MasterKeys::wipe);
            if (!same) {
                throw new KeychainUnavailableException(
                        Reason.DEAD, "it did not keep what it was given");
            }
            return new Kept(id, new KeptBy.Keychain(), key);
        } catch (KeychainUnavailableException | InterruptedException e) {
            key.close();
            throw e;
        } finally {
            wipe(text);
        }
    }

    /// A new key behind a passphrase.
    Kept behind(char[] passphrase) {
        String id = id();
        var salt = new byte[Argon2Cost.SALT];
        random.nextBytes(salt);
        MasterKey key = MasterKey.random(random);
        byte[] bits = key.bytes();
        try (MasterKey wrapping = cost.key(passphrase, salt)) {
            byte[] wrapped = wrapping.seal(bits, context(id), random);
            return new Kept(id, new KeptBy.Passphrase(cost, salt, wrapped), key);
        } finally {
            wipe(bits);
        }
    }

    /// The key that the keychain keeps.
    MasterKey fromKeychain(String id, Patience patience)
            throws KeychainUnavailableException, InterruptedException {
        byte[] text =
                keychain.read(name(id), patience)
                        .orElseThrow(() -> new KeychainUnavailableException(Reason.FORGOTTEN));
        try {
            return new MasterKey(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            throw new KeychainUnavailableException(
                    Reason.FORGOTTEN, "what it has under its name is no key");
        } finally {
            wipe(text);
        }
    }

    /// The key that a passphrase keeps.
    MasterKey from(String id, KeptBy.Passphrase kept, char[] passphrase)
            throws WrongPassphraseException {
        try (MasterKey wrapping = kept.cost().key(passphrase, kept.salt())) {
            return new MasterKey(wrapping.open(kept.wrapped(), context(id)));
        } catch (AEADBadTagException _) {
            throw new WrongPassphraseException();
        }
    }

    /// Takes a key out of the keychain that is no longer used. If that fails, it stays there and
    /// opens nothing.
    void forget(String id) throws InterruptedException {
        try {
            keychain.remove(name(id));
        } catch (KeychainUnavailableException e) {
            LOG.log(Level.WARNING, "an unused key stays in the keychain", e);
        }
    }

    /// What the keychain is called, if it tells in time.
    Optional<String> keychain() throws InterruptedException {
        return keychain.name();
    }

    private String id() {
        var id = new byte[ID_BYTES];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private static String name(String id) {
        return "vault-" + id;
    }

    private static byte[] context(String id) {
        return ("understudy vault key " + id).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] text(MasterKey key) {
        byte[] bits = key.bytes();
        try {
            return Base64.getUrlEncoder().withoutPadding().encode(bits);
        } finally {
            wipe(bits);
        }
    }

    private static void wipe(byte[] secret) {
        Arrays.fill(secret, (byte) 0);
    }
}
