package dev.understudy.vault;

import dev.understudy.vault.KeychainUnavailableException.Reason;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A keychain in memory, that can be made to fail.
public final class FakeKeychain implements Keychain {
    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
    private volatile @Nullable Reason failure;
    private volatile int asked;

    public void failWith(@Nullable Reason reason) {
        failure = reason;
    }

    public int size() {
        return kept.size();
    }

    public void clear() {
        kept.clear();
    }

    @Override
    public Optional<byte[]> read(String name, Patience patience)
            throws KeychainUnavailableException {
        answer();
        return Optional.ofNullable(kept.get(name)).map(byte[]::clone);
    }

    @Override
    public void write(String name, byte[] secret, Patience patience)
            throws KeychainUnavailableException {
        answer();
        kept.put(name, secret.clone());
    }

    @Override
    public void remove(String name) throws KeychainUnavailableException {
        answer();
        kept.remove(name);
    }

    @Override
    public Optional<String> name() {
        return failure == null ? Optional.of("a fake keychain") : Optional.empty();
    }

    /// How often it has been asked for anything.
    public int asked() {
        return asked;
    }

    private synchronized void answer() throws KeychainUnavailableException {
        asked++;
        Reason reason = failure;
        if (reason != null) {
            throw new KeychainUnavailableException(reason);
        }
    }
}
