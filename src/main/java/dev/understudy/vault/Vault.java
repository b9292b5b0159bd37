package dev.understudy.vault;

import dev.understudy.vault.Header.KeptBy;
import dev.understudy.vault.Keychain.Patience;
import dev.understudy.vault.MasterKeys.Kept;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Named secrets, sealed in one file with AES-256-GCM.
///
/// The random master key is kept by the system's keychain or behind a passphrase. The vault is
/// decrypted once, when it is opened; reading it then costs nothing, from any thread. Changes are
/// made one after the other, on the newest version of the file: two programs never lose each
/// other's. They wait for the disk, and opening waits for the keychain, or half a second for the
/// passphrase: both belong in the background, never on the UI thread.
///
/// Locking forgets the key and the secrets here. Who has been given a secret keeps it: a gateway
/// goes on with the keys it uses, and meanwhile nobody can look at them or change them.
///
/// Passphrases and values that are passed in stay the caller's, to be wiped. After any exception
/// all is as it was before.
public final class Vault {
    private final MasterKeys keys;
    private final Memory memory;
    private final VaultStore store;
    private final InstantSource clock;

    /// Looks at the file, if there is one; opens nothing.
    ///
    /// @param file the first seal makes it, and its folder
    /// @param keychain asked only where a method says so
    public Vault(Path file, Keychain keychain) {
        this(file, keychain, Argon2Cost.STANDARD, InstantSource.system(), System::nanoTime);
    }

    /// @param cost of the passphrases that are set from now on
    /// @param nanoTime tells how long the vault is idle
    public Vault(
            Path file,
            Keychain keychain,
            Argon2Cost cost,
            InstantSource clock,
            LongSupplier nanoTime) {
        var random = new SecureRandom();
        this.keys = new MasterKeys(keychain, cost, random);
        this.memory = new Memory(nanoTime);
        this.store = new VaultStore(new VaultFile(file), memory, clock, random);
        this.clock = clock;
        store.begin();
    }

    /// How it stands.
    public VaultState state() {
        return memory.state();
    }

    /// What the keychain is called, such as `GNOME Keyring`; asks it, for 3 seconds at most.
    public Optional<String> keychain() throws InterruptedException {
        return keys.keychain();
    }

    /// The names of the secrets, in the order in which they came; while it is locked, too.
    public List<StoredSecret> list() {
        return memory.list();
    }

    /// A secret's value, for the caller to wipe; empty if there is none of that name.
    ///
    /// @throws VaultLockedException if the vault is not open
    public Optional<byte[]> get(SecretName name) throws VaultLockedException {
        return memory.value(name);
    }

    /// Adds a secret, or puts another value in its place.
    ///
    /// @param value 1 to 16,384 bytes
    /// @throws VaultConflictException if there are 1,000 already
    /// @throws IOException if it cannot be written, such as for a full disk
    public void put(SecretName name, byte[] value)
            throws VaultException, IOException, InterruptedException {
        store.change(contents -> contents.with(name, value, clock.instant()));
    }

    /// Gives a secret another name; it keeps its place.
    ///
    /// @throws VaultConflictException if it is not there, or the name is taken
    public void rename(SecretName from, SecretName to)
            throws VaultException, IOException, InterruptedException {
        store.change(contents -> contents.renamed(from, to));
    }

    /// Removes a secret. The version before, which has it, is kept until the next change.
    ///
    /// @throws VaultConflictException if it is not there
    public void remove(SecretName name) throws VaultException, IOException, InterruptedException {
        store.change(contents -> contents.without(name));
    }

    /// Opens a vault whose key is in the keychain.
    ///
    /// @throws VaultLockedException if there is no vault, or it needs its passphrase
    public void unlock(Patience patience) throws VaultException, IOException, InterruptedException {
        Header header = closed(KeySource.KEYCHAIN);
        try (MasterKey key = keys.fromKeychain(header.keyId(), patience)) {
            store.open(header.keyId(), key);
        }
    }

    /// Opens a vault with its passphrase.
    ///
    /// @throws WrongPassphraseException if it is another
    /// @throws VaultLockedException if there is no vault, or its key is in the keychain
    public void unlock(char[] passphrase) throws VaultException, IOException, InterruptedException {
        Header header = closed(KeySource.PASSPHRASE);
        if (header.keptBy() instanceof KeptBy.Passphrase kept) {
            try (MasterKey key = keys.from(header.keyId(), kept, passphrase)) {
                store.open(header.keyId(), key);
            }
        }
    }

    private Header closed(KeySource source)
            throws VaultException, IOException, InterruptedException {
        Header header = store.header();
        if (header.source() != source) {
            throw new VaultLockedException(new VaultState.Locked(header.source()));
        }
        return header;
    }

    /// Makes the vault, or seals the open one anew, with a new key that the keychain keeps.
    ///
    /// @throws VaultLockedException if there is a vault, and it is locked
    public void sealWithKeychain(Patience patience)
            throws VaultException, IOException, InterruptedException {
        Kept kept = keys.inKeychain(patience);
        boolean sealed = false;
        try (kept) {
            seal(kept);
            sealed = true;
        } finally {
            if (!sealed) {
                keys.forget(kept.id());
            }
        }
    }

    /// Makes the vault, or seals the open one anew, with a new key behind a passphrase.
    ///
    /// @throws VaultLockedException if there is a vault, and it is locked
    public void sealWithPassphrase(char[] passphrase)
            throws VaultException, IOException, InterruptedException {
        try (Kept kept = keys.behind(passphrase)) {
            seal(kept);
        }
    }

    private void seal(Kept kept) throws VaultException, IOException, InterruptedException {
        Optional<Header> before = memory.openHeader();
        store.seal(kept);
        if (before.isPresent() && before.get().source() == KeySource.KEYCHAIN) {
            keys.forget(before.get().keyId());
        }
    }

    /// Forgets the key and the secrets here.
    public void lock() {
        store.close();
    }

    /// How long no secret has been read or changed; empty if the vault is not open.
    Optional<Duration> idle() {
        return memory.idle();
    }

    /// Takes up what another program has written. It stays open if its key is the same.
    ///
    /// @throws VaultDamagedException if the file is not what was written; what is open stays
    ///   readable
    public void reload() throws VaultException, IOException, InterruptedException {
        store.look();
    }

    /// Brings back what a damaged vault can bring back: what is open here, else the version before.
    /// The damaged file is kept beside it. Does nothing to a file that is whole.
    ///
    /// @throws VaultDamagedException if there is nothing to bring back
    public void restore() throws VaultException, IOException, InterruptedException {
        store.restore();
    }

    /// Moves the vault's files out of the way, so that another can be made: for a passphrase that
    /// is forgotten, or a key that is lost.
    public void setAside() throws VaultException, IOException, InterruptedException {
        store.setAside();
    }

    /// Tells of each change of the state or of the secrets, after it, on the thread that made it.
    ///
    /// @return ends that
    public Runnable onChange(Consumer<VaultState> listener) {
        return store.onChange(listener);
    }
}
