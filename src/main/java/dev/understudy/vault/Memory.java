package dev.understudy.vault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What a vault has in memory: how it stands, its names, and while it is open its key and secrets.
///
/// Thread-safe, and nothing here waits: a reader gets all of one version, and never one that is
/// being wiped.
final class Memory {
    private record Unlocked(MasterKey key, Contents contents) {}

    private final LongSupplier nanoTime;
    private VaultState state = new VaultState.Absent();
    private @Nullable Envelope file;
    private @Nullable Unlocked unlocked;
    private long used;
    private long changes;

    Memory(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized VaultState state() {
        return state;
    }

    /// The header of what is open.
    synchronized Header header() throws VaultLockedException {
        return openHeader().orElseThrow(() -> new VaultLockedException(state));
    }

    synchronized Optional<Header> openHeader() {
        return unlocked == null || file == null ? Optional.empty() : Optional.of(file.header());
    }

    /// Whether this is the version that is known here.
    synchronized boolean shows(Envelope version) {
        return file != null && !(state instanceof VaultState.Damaged) && file.isSame(version);
    }

    synchronized List<StoredSecret> list() {
        return file == null ? List.of() : file.header().entries();
    }

    /// A secret's value, for the caller to wipe.
    synchronized Optional<byte[]> value(SecretName name) throws VaultLockedException {
        Contents contents = unlocked().contents;
        used = nanoTime.getAsLong();
        return contents.value(name);
    }

    /// A copy of the key, for the caller to close.
    synchronized MasterKey key() throws VaultLockedException {
        return unlocked().key.copy();
    }

    /// A copy of all secrets, for the caller to close.
    synchronized Contents contents() throws VaultLockedException {
        return unlocked().contents.copy();
    }

    private Unlocked unlocked() throws VaultLockedException {
        if (unlocked == null) {
            throw new VaultLockedException(state);
        }
        return unlocked;
    }

    synchronized boolean isUnlocked() {
        return unlocked != null;
    }

    /// Grows whenever anything of it changes.
    synchronized long changes() {
        return changes;
    }

    /// How long no secret has been read or changed; empty if there are none here.
    synchronized Optional<Duration> idle() {
        return unlocked == null
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(nanoTime.getAsLong() - used));
    }

    /// There is no file.
    synchronized void absent() {
        if (file != null || state instanceof VaultState.Damaged) {
            wipe();
            changes++;
            file = null;
            state = new VaultState.Absent();
        }
    }

    /// A version's header, and no more.
    synchronized void locked(Envelope now) {
        wipe();
        changes++;
        file = now;
        state = new VaultState.Locked(now.header().source());
    }

    /// All of a version.
    ///
    /// @param key taken over
    /// @param contents taken over
    synchronized void open(Envelope now, MasterKey key, Contents contents) {
        wipe();
        changes++;
        file = now;
        unlocked = new Unlocked(key, contents);
        used = nanoTime.getAsLong();
        state = new VaultState.Open(now.header().source());
    }

    /// The file is not what it should be; what is open stays so.
    synchronized void damaged(VaultState.Damaged now) {
        if (!state.equals(now)) {
            changes++;
            state = now;
        }
    }

    /// Forgets key and secrets.
    synchronized void close() {
        if (unlocked != null) {
            wipe();
            changes++;
            if (state instanceof VaultState.Open(KeySource source)) {
                state = new VaultState.Locked(source);
            }
        }
    }

    private void wipe() {
        if (unlocked != null) {
            unlocked.key.close();
            unlocked.contents.close();
            unlocked = null;
        }
    }
}
