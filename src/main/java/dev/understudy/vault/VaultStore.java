package dev.understudy.vault;

import dev.understudy.vault.MasterKeys.Kept;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// A vault's file, and what of it is in memory, kept as one.
///
/// What touches the file is done one after the other, under a lock that is held while it waits for
/// the disk; who reads the memory does not need it.
final class VaultStore {
    private final VaultFile file;
    private final Memory memory;
    private final InstantSource clock;
    private final SecureRandom random;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Consumer<VaultState>> listeners = new CopyOnWriteArrayList<>();

    VaultStore(VaultFile file, Memory memory, InstantSource clock, SecureRandom random) {
        this.file = file;
        this.memory = memory;
        this.clock = clock;
        this.random = random;
    }

    /// What makes new contents of the newest ones.
    interface Change {
        Contents on(Contents now) throws VaultConflictException;
    }

    private interface Step {
        void run() throws VaultException, IOException, InterruptedException;
    }

    /// Looks at the file for the first time; damage is what the state tells.
    void begin() {
        try {
            refresh();
        } catch (VaultException _) {
            // the state tells
        }
    }

    /// Makes the memory what the file is. It stays open if the key is the same.
    void look() throws VaultException, IOException, InterruptedException {
        alone(this::refresh);
    }

    /// The header of a vault that is to be opened.
    Header header() throws VaultException, IOException, InterruptedException {
        look();
        return present().header();
    }

    /// Opens the vault.
    ///
    /// @param keyId whose key it is
    void open(String keyId, MasterKey key)
            throws VaultException, IOException, InterruptedException {
        alone(() -> {
            Envelope now = present();
            if (!now.header().keyId().equals(keyId)) {
                memory.locked(now);
                throw new VaultLockedException(memory.state());
            }
            memory.open(now, key.copy(), opened(now, key));
        });
    }

    /// Forgets key and secrets.
    void close() {
        long before = memory.changes();
        lock.lock();
        try {
            memory.close();
            if (memory.state() instanceof VaultState.Damaged) {
                begin(); // what can be restored is another version now
            }
        } finally {
            lock.unlock();
        }
        tell(before);
    }

    /// Writes a change.
    void change(Change change) throws VaultException, IOException, InterruptedException {
        inTurn(() -> {
            refresh();
            try (MasterKey key = memory.key();
                    Contents now = memory.contents();
                    Contents next = change.on(now)) {
                Header header = memory.header().next(clock.instant(), next.entries());
                Envelope sealed = Envelope.seal(header, next, key, random);
                file.replace(sealed);
                memory.open(sealed, key.copy(), next.copy());
            }
        });
    }

    /// Seals all with a new key; makes the vault if there is none. No file keeps what an older key
    /// opens.
    void seal(Kept kept) throws VaultException, IOException, InterruptedException {
        inTurn(() -> {
            refresh();
            boolean first = memory.state() instanceof VaultState.Absent;
            long revision = first ? 1 : memory.header().revision() + 1;
            Instant now = clock.instant();
            try (Contents contents = first ? Contents.none() : memory.contents()) {
                var header =
                        new Header(kept.id(), revision, now, kept.keptBy(), contents.entries());
                Envelope sealed = Envelope.seal(header, contents, kept.key(), random);
                file.replace(sealed);
                memory.open(sealed, kept.key().copy(), contents.copy());
                if (!first) {
                    file.replacePrevious(sealed);
                }
            }
        });
    }

    /// Brings back what is open, else the version before, if the file is damaged.
    void restore() throws VaultException, IOException, InterruptedException {
        inTurn(() -> {
            try {
                refresh();
            } catch (VaultDamagedException e) {
                if (memory.isUnlocked()) {
                    mendFromMemory();
                } else {
                    file.mend(file.previous().orElseThrow(() -> e));
                }
                refresh();
            }
        });
    }

    private void mendFromMemory() throws VaultLockedException, IOException {
        try (MasterKey key = memory.key();
                Contents contents = memory.contents()) {
            Header header = memory.header().next(clock.instant(), contents.entries());
            file.mend(Envelope.seal(header, contents, key, random));
        }
    }

    /// Moves the files out of the way.
    void setAside() throws VaultException, IOException, InterruptedException {
        inTurn(() -> {
            file.setAside(clock.instant());
            memory.absent();
        });
    }

    /// Tells of changes from now on, on the thread that made them.
    ///
    /// @return ends that
    Runnable onChange(Consumer<VaultState> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void refresh() throws VaultException {
        Optional<Envelope> found = read();
        if (found.isEmpty()) {
            memory.absent();
            return;
        }
        Envelope now = found.get();
        if (memory.shows(now)) {
            return;
        }
        if (memory.isUnlocked() && memory.header().keyId().equals(now.header().keyId())) {
            try (MasterKey key = memory.key()) {
                memory.open(now, key.copy(), opened(now, key));
            }
        } else {
            memory.locked(now);
        }
    }

    private Envelope present() throws VaultDamagedException, VaultLockedException {
        return read().orElseThrow(() -> new VaultLockedException(new VaultState.Absent()));
    }

    /// What the file holds; damage is noted. A vault that is open cannot be absent.
    private Optional<Envelope> read() throws VaultDamagedException {
        try {
            Optional<Envelope> found = file.read();
            if (found.isEmpty() && memory.isUnlocked()) {
                throw file.damaged("is gone", new IOException("no such file"));
            }
            return found;
        } catch (VaultDamagedException e) {
            throw noted(e);
        }
    }

    private Contents opened(Envelope envelope, MasterKey key) throws VaultDamagedException {
        try {
            return envelope.open(key);
        } catch (MalformedVaultException e) {
            throw noted(file.damaged(e.what(), e));
        }
    }

    private VaultDamagedException noted(VaultDamagedException e) {
        VaultDamagedException told =
                memory.openHeader()
                        .map(header ->
                                file.damaged(e.state().what(), Optional.of(header.version()), e))
                        .orElse(e);
        memory.damaged(told.state());
        return told;
    }

    private void inTurn(Step step) throws VaultException, IOException, InterruptedException {
        alone(() -> {
            try (var _ = file.turn()) {
                step.run();
            }
        });
    }

    private void alone(Step step) throws VaultException, IOException, InterruptedException {
        long before = memory.changes();
        lock.lockInterruptibly();
        try {
            step.run();
        } finally {
            lock.unlock();
            tell(before);
        }
    }

    private void tell(long before) {
        if (memory.changes() != before) {
            listeners.forEach(listener -> listener.accept(memory.state()));
        }
    }
}
