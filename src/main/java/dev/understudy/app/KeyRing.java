package dev.understudy.app;

import dev.understudy.console.keys.KeyBook;
import dev.understudy.console.keys.KeyBookException;
import dev.understudy.console.keys.ProviderKeys;
import dev.understudy.interchange.DotEnv;
import dev.understudy.interchange.DotEnv.Variable;
import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyCheck;
import dev.understudy.model.KeyId;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import dev.understudy.settings.WrittenKey;
import dev.understudy.vault.VaultState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// The providers' keys of this home: its settings file, its vault, and what the gateway makes of
/// them. One change is made at a time.
final class KeyRing implements KeyBook, AutoCloseable {
    private final KeyRingParts parts;
    private final KeyShelf shelf;
    private final SealedKeys sealed;
    private final KeyReading reading;
    private final KeyChanges changes;
    private final VaultCare care;
    private final VaultKeeper keeper;
    private final KeyIntake intake;
    private final ReentrantLock changing = new ReentrantLock();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Runnable untell;

    KeyRing(KeyRingParts parts) {
        this.parts = parts;
        this.shelf = parts.shelf();
        this.sealed = new SealedKeys(parts.vault());
        this.reading = new KeyReading(parts, sealed);
        this.changes = new KeyChanges(parts.file(), sealed);
        this.care = new VaultCare(parts.vault());
        this.keeper = new VaultKeeper(parts.vault());
        this.intake = new KeyIntake(parts, reading, changes);
        this.untell = parts.vault().onChange(_ -> vaultChanged());
    }

    private interface Change {
        Undo make() throws KeyBookException, InterruptedException;
    }

    private interface Step {
        void take() throws KeyBookException, InterruptedException;
    }

    /// Takes up what the file, the vault and the journal say now; reads them. Asks who keeps the
    /// vault's key, if that is not known yet.
    void refresh() {
        keeper.ask();
        try {
            shelf.fill(parts.file().read());
        } catch (KeyBookException _) {
            // a file that is no YAML is told elsewhere; what was known of it stays
        }
        tell();
    }

    /// Takes up what the keys were used for; reads the journal.
    void refreshUse() {
        parts.spending().refresh();
        tell();
    }

    private void vaultChanged() {
        shelf.forgetSeen();
        keeper.forget();
        if (!changing.isHeldByCurrentThread()) {
            Thread.ofVirtual().name("keys-vault").start(this::refresh);
        }
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }

    @Override
    public List<ProviderKeys> providers() {
        return shelf.show();
    }

    @Override
    public VaultState vault() {
        return parts.vault().state();
    }

    @Override
    public Optional<String> keeper() {
        return keeper.name();
    }

    @Override
    public List<Known> known() {
        return reading.providers().stream()
                .sorted(Comparator.comparing(provider -> provider.keyShape().isEmpty()))
                .map(KeyImport::known)
                .toList();
    }

    @Override
    public List<Known> recognise(String key) {
        return KeyShapes.recognise(key, reading.providers()).stream()
                .map(KeyImport::known)
                .toList();
    }

    @Override
    public Runnable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public KeyCheck check(String provider, ApiKey key)
            throws KeyBookException, InterruptedException {
        return parts.prober().check(reading.provider(provider), Optional.of(key));
    }

    @Override
    public KeyCheck check(KeyId key) throws KeyBookException, InterruptedException {
        ApiKey secret = reading.used(key).isPresent() ? reading.used(key).get() : reading.read(key);
        KeyCheck found =
                parts.prober().check(reading.provider(key.provider()), Optional.of(secret));
        if (found instanceof KeyCheck.Works) {
            parts.inUse().works(key.provider(), secret);
            tell();
        }
        return found;
    }

    @Override
    public KeyCheck reach(String baseUrl, Optional<ApiKey> key)
            throws KeyBookException, InterruptedException {
        return parts.prober().check(parts.stranger(baseUrl), key);
    }

    @Override
    public Undo add(String provider, String alias, ApiKey key)
            throws KeyBookException, InterruptedException {
        reading.provider(provider);
        var id = new KeyId(provider, alias.strip());
        var one = new LinkedHashMap<KeyId, ApiKey>();
        one.put(id, key);
        return changed(() -> changes.add(one));
    }

    @Override
    public Undo rotate(KeyId key, ApiKey value) throws KeyBookException, InterruptedException {
        return changed(() -> changes.rotate(key, value));
    }

    @Override
    public Undo remove(KeyId key) throws KeyBookException, InterruptedException {
        return changed(() -> changes.remove(key));
    }

    @Override
    public Undo rename(KeyId key, String alias) throws KeyBookException, InterruptedException {
        return changed(() -> changes.rename(key, alias));
    }

    @Override
    public Undo move(KeyId key, int place) throws KeyBookException, InterruptedException {
        return changed(() -> changes.move(key, place));
    }

    @Override
    public Undo weigh(KeyId key, int weight) throws KeyBookException, InterruptedException {
        return changed(() -> changes.weigh(key, weight));
    }

    @Override
    public Undo enable(KeyId key, boolean on) throws KeyBookException, InterruptedException {
        return changed(() -> changes.enable(key, on));
    }

    @Override
    public Undo addProvider(String id, String baseUrl, Optional<ApiKey> key)
            throws KeyBookException, InterruptedException {
        return changed(() -> changes.addProvider(id, baseUrl, key));
    }

    @Override
    public ApiKey reveal(KeyId key) throws KeyBookException {
        return reading.read(key);
    }

    @Override
    public List<Found> inEnvironment() {
        List<Variable> usual =
                reading.providers().stream()
                        .flatMap(provider -> provider.keyVariables().stream())
                        .distinct()
                        .flatMap(name ->
                                Stream.ofNullable(parts.environment().apply(name))
                                        .filter(value -> !value.isBlank())
                                        .map(value -> new Variable(name, value)))
                        .toList();
        return intake.among(usual);
    }

    @Override
    public List<Found> inFile(Path file) throws KeyBookException {
        try {
            return intake.among(DotEnv.read(file));
        } catch (IOException e) {
            throw SealedKeys.told(e);
        }
    }

    @Override
    public Undo take(List<Found> found) throws KeyBookException, InterruptedException {
        return changed(() -> intake.take(found));
    }

    @Override
    public void useKeychain() throws KeyBookException, InterruptedException {
        done(care::useKeychain);
    }

    @Override
    public void usePassphrase(char[] passphrase) throws KeyBookException, InterruptedException {
        done(() -> care.usePassphrase(passphrase));
    }

    @Override
    public void lock() {
        parts.vault().lock();
    }

    @Override
    public void restore() throws KeyBookException, InterruptedException {
        done(care::restore);
    }

    @Override
    public void setAside() throws KeyBookException, InterruptedException {
        done(care::setAside);
    }

    private Undo changed(Change change) throws KeyBookException, InterruptedException {
        changing.lockInterruptibly();
        try {
            Undo undo = change.make();
            takeUp();
            return () -> done(undo::undo);
        } finally {
            changing.unlock();
        }
    }

    private void done(Step step) throws KeyBookException, InterruptedException {
        changing.lockInterruptibly();
        try {
            step.take();
            takeUp();
        } finally {
            changing.unlock();
        }
    }

    private void takeUp() {
        parts.inUse().takeUp();
        refresh();
    }

    /// A key as the settings file writes it.
    ///
    /// @throws KeyBookException if it does not
    WrittenKey written(KeyId id) throws KeyBookException {
        return parts.file().read().key(id);
    }

    /// @throws KeyBookException if a key cannot be added under that name
    void requireNew(KeyId id) throws KeyBookException {
        reading.provider(id.provider());
        changes.requireNew(id);
    }

    /// The key's value as the gateway uses it, if it does.
    static Optional<ApiKey> used(List<Provider> providers, KeyId id) {
        return providers.stream()
                .filter(provider -> provider.id().equals(id.provider()))
                .flatMap(provider -> provider.keys().stream())
                .filter(key -> key.alias().equals(id.alias()))
                .map(ProviderKey::secret)
                .findFirst();
    }

    @Override
    public void close() {
        untell.run();
    }
}
