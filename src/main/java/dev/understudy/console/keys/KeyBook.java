package dev.understudy.console.keys;

import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyCheck;
import dev.understudy.model.KeyId;
import dev.understudy.vault.VaultState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The providers' keys as people manage them: named in `gateway.yaml`, sealed in the vault.
///
/// [#providers], [#vault], [#keeper], [#known], [#recognise] and [#onChange] answer from memory.
/// All else may wait for the disk, the keychain or a provider: it is called in the background, and
/// an interrupt ends it. Whatever fails leaves all as it was. Thread-safe.
public interface KeyBook {
    /// The providers that have keys or that the settings name, in the settings' order.
    List<ProviderKeys> providers();

    /// How the vault stands.
    VaultState vault();

    /// What keeps the vault's own key, for people, such as `GNOME Keyring`; empty if that is not
    /// known.
    Optional<String> keeper();

    /// All providers that a key can be added to, those with a usual key shape first.
    List<Known> known();

    /// The providers whose keys look like this one, the likeliest first.
    List<Known> recognise(String key);

    /// Told of each change of what [#providers] and [#vault] say, on any thread.
    ///
    /// @return ends that
    Runnable onChange(Runnable listener);

    /// Asks a provider whether it takes a key that is not stored yet.
    KeyCheck check(String provider, ApiKey key) throws KeyBookException, InterruptedException;

    /// Asks its provider whether it takes a stored key; if so, the key's rest ends.
    KeyCheck check(KeyId key) throws KeyBookException, InterruptedException;

    /// Asks whether something answers at an address as a provider does.
    ///
    /// @param baseUrl such as `http://127.0.0.1:11434/v1`
    KeyCheck reach(String baseUrl, Optional<ApiKey> key)
            throws KeyBookException, InterruptedException;

    /// Seals a key and names it in the settings, behind the provider's others.
    ///
    /// @param alias free among the provider's
    Undo add(String provider, String alias, ApiKey key)
            throws KeyBookException, InterruptedException;

    /// Puts a new value in a key's place; requests that run finish on the old one.
    Undo rotate(KeyId key, ApiKey value) throws KeyBookException, InterruptedException;

    /// Takes a key out of the settings and the vault.
    Undo remove(KeyId key) throws KeyBookException, InterruptedException;

    /// Gives a key another alias.
    Undo rename(KeyId key, String alias) throws KeyBookException, InterruptedException;

    /// Takes a key to another place among its provider's, from 0.
    Undo move(KeyId key, int place) throws KeyBookException, InterruptedException;

    /// Sets a key's weight, 1 to 1,000.
    Undo weigh(KeyId key, int weight) throws KeyBookException, InterruptedException;

    /// Switches a key on or off.
    Undo enable(KeyId key, boolean on) throws KeyBookException, InterruptedException;

    /// Adds a provider with an address of its own, which speaks chat completions.
    Undo addProvider(String id, String baseUrl, Optional<ApiKey> key)
            throws KeyBookException, InterruptedException;

    /// A key in clear, to be shown for a moment.
    ApiKey reveal(KeyId key) throws KeyBookException, InterruptedException;

    /// The keys in this process's environment, in their usual variables.
    List<Found> inEnvironment();

    /// The keys in a `.env` file.
    List<Found> inFile(Path file) throws KeyBookException, InterruptedException;

    /// Seals some of the keys that were found.
    Undo take(List<Found> found) throws KeyBookException, InterruptedException;

    /// Makes the vault, opens it, or seals it anew, with the system's keychain, which may show its
    /// own dialog.
    void useKeychain() throws KeyBookException, InterruptedException;

    /// Makes the vault, opens it, or seals it anew, with a passphrase, which is wiped.
    void usePassphrase(char[] passphrase) throws KeyBookException, InterruptedException;

    /// Locks the vault; the gateway goes on with the keys it uses.
    void lock();

    /// Brings back what a damaged vault can bring back.
    void restore() throws KeyBookException, InterruptedException;

    /// Moves a vault that cannot be opened any more out of the way.
    void setAside() throws KeyBookException, InterruptedException;

    /// A provider that a key can be added to.
    ///
    /// @param name for people
    /// @param example how its keys begin, such as `sk-or-v1-`; blank if they have no usual shape
    record Known(String id, String name, String example) {}

    /// A key that could be imported.
    ///
    /// @param variable its name where it was found
    /// @param provider empty if it is not recognised: nothing can be done with it
    /// @param hint as in [dev.understudy.model.KeySlot]
    /// @param stored whether it is stored already
    record Found(
            String variable, Optional<Known> provider, String hint, boolean stored, ApiKey value) {}

    /// Takes a change back.
    interface Undo {
        /// Makes all as it was before.
        ///
        /// @throws KeyBookException if that is not possible any more
        void undo() throws KeyBookException, InterruptedException;
    }
}
