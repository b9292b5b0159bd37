package dev.understudy.console.keys;

import dev.understudy.console.ui.Changes;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Later;
import dev.understudy.console.ui.TextClipboard;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyId;
import dev.understudy.model.KeySlot;
import dev.understudy.vault.VaultState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The Keys panel's state: the providers' keys, and what is done with them.
///
/// Owned by the UI thread; the key book is asked in the background.
public final class KeysViewModel {
    private static final Duration SHOWN = Duration.ofSeconds(10);
    private static final String TELLS_ACCOUNT = "openrouter";

    private final KeyBook book;
    private final Texts texts;
    private final Later later;
    private final TextClipboard clipboard;
    private final InstantSource clock;
    private final Changes changes;
    private final KeyDraft draft;
    private final KeyDoctor doctor;
    private final KeyImport importing;
    private final ReachTest reach;
    private final ObservableList<ProviderKeys> providers = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<VaultState> vault;
    private final ReadOnlyObjectWrapper<Optional<Revealed>> revealed =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private Runnable hide = () -> {};

    /// A key that is shown in clear for a moment.
    record Revealed(KeyId id, ApiKey key) {}

    public KeysViewModel(
            KeyBook book,
            Jobs jobs,
            Later later,
            TextClipboard clipboard,
            InstantSource clock,
            Texts texts) {
        this.book = book;
        this.texts = texts;
        this.later = later;
        this.clipboard = clipboard;
        this.clock = clock;
        this.changes = new Changes(jobs, later);
        this.doctor = new KeyDoctor(book, jobs);
        this.draft = new KeyDraft(book, jobs, later, changes, texts);
        this.importing = new KeyImport(book, changes, texts);
        this.reach = new ReachTest(book, jobs, changes);
        this.vault = new ReadOnlyObjectWrapper<>(book.vault());
        look();
        book.onChange(() -> jobs.onUi(this::look));
    }

    ObservableList<ProviderKeys> providers() {
        return providers;
    }

    ReadOnlyObjectProperty<VaultState> vaultProperty() {
        return vault.getReadOnlyProperty();
    }

    /// What keeps the vault's key, for people; empty if that is not known.
    Optional<String> keeper() {
        return book.keeper();
    }

    /// The key that is shown in clear now.
    ReadOnlyObjectProperty<Optional<Revealed>> revealedProperty() {
        return revealed.getReadOnlyProperty();
    }

    KeyDraft draft() {
        return draft;
    }

    KeyDoctor doctor() {
        return doctor;
    }

    KeyImport importing() {
        return importing;
    }

    ReachTest reach() {
        return reach;
    }

    Changes changes() {
        return changes;
    }

    InstantSource clock() {
        return clock;
    }

    List<KeyBook.Known> known() {
        return book.known();
    }

    /// Whether nothing is there yet.
    boolean empty() {
        return providers.stream().allMatch(provider -> provider.keys().isEmpty());
    }

    /// Begins with a key that is on the clipboard, if one is.
    boolean pasteDraft() {
        Optional<String> text = clipboard.text().map(String::strip);
        boolean key = text.filter(t -> !book.recognise(t).isEmpty()).isPresent();
        if (key) {
            draft.begin();
            draft.type(text.orElseThrow());
        }
        return key;
    }

    /// Shows a key in clear for ten seconds, or hides it again.
    void reveal(KeyId id) {
        boolean shown = revealed.get().filter(r -> r.id().equals(id)).isPresent();
        hide();
        if (!shown) {
            changes.make(
                    () -> book.reveal(id),
                    key -> {
                        revealed.set(Optional.of(new Revealed(id, key)));
                        hide = later.run(SHOWN, this::hide);
                    });
        }
    }

    /// Hides what is shown in clear.
    void hide() {
        hide.run();
        revealed.set(Optional.empty());
    }

    /// Copies a key for half a minute.
    void copy(KeyId id) {
        changes.make(
                () -> book.reveal(id),
                key -> {
                    clipboard.putSecret(key.reveal(), later);
                    changes.tell(texts.format("keys.copied", id.alias()));
                });
    }

    void remove(KeyId id) {
        change("keys.removed", id, () -> book.remove(id));
    }

    void rename(KeyId id, String alias) {
        change("keys.renamed", new KeyId(id.provider(), alias), () -> book.rename(id, alias));
    }

    void weigh(KeyId id, int weight) {
        change("keys.weighed", id, () -> book.weigh(id, weight));
    }

    void enable(KeyId id, boolean on) {
        change(on ? "keys.switchedOn" : "keys.switchedOff", id, () -> book.enable(id, on));
    }

    /// Takes a key some places down, or up if `by` is negative, as far as that goes.
    void shift(KeyId id, int by) {
        List<KeySlot> keys = keysOf(id.provider());
        int from = keys.stream().map(KeySlot::id).toList().indexOf(id);
        int to = Math.clamp(from + by, 0, keys.size() - 1);
        if (from >= 0 && to != from) {
            move(id, to);
        }
    }

    void move(KeyId id, int place) {
        change("keys.moved", id, () -> book.move(id, place));
    }

    void addProvider(String id, String baseUrl, Optional<ApiKey> key, Runnable then) {
        changes.make(
                () -> book.addProvider(id, baseUrl, key),
                undo -> {
                    changes.made(texts.format("keys.providerAdded", id), undo::undo);
                    then.run();
                });
    }

    void useKeychain() {
        boolean open = vault.get() instanceof VaultState.Open;
        changes.make(
                () -> {
                    book.useKeychain();
                    return true;
                },
                _ -> sealedAnew(open, "keys.nowByKeychain"));
    }

    /// @param passphrase is wiped
    /// @param then what to do once it holds
    void usePassphrase(char[] passphrase, Runnable then) {
        boolean open = vault.get() instanceof VaultState.Open;
        changes.make(
                () -> {
                    book.usePassphrase(passphrase);
                    return true;
                },
                _ -> {
                    sealedAnew(open, "keys.nowByPassphrase");
                    then.run();
                });
    }

    private void sealedAnew(boolean wasOpen, String words) {
        look();
        if (wasOpen) {
            changes.tell(texts.get(words));
        }
    }

    /// Locks the vault; the gateway goes on with the keys it uses.
    void lock() {
        hide();
        draft.discard();
        vaultDo(() -> {
            book.lock();
            return true;
        });
    }

    /// Lets all keys of a provider be used in order: none has a weight any more.
    void useInOrder(String provider) {
        List<KeySlot> weighted =
                keysOf(provider).stream().filter(slot -> slot.weight() > 1).toList();
        changes.make(
                () -> {
                    var undos = new ArrayDeque<KeyBook.Undo>();
                    for (KeySlot slot : weighted) {
                        undos.push(book.weigh(slot.id(), 1));
                    }
                    return undos;
                },
                undos ->
                        changes.made(
                                texts.format("keys.ordered", provider),
                                () -> {
                                    for (KeyBook.Undo undo : undos) {
                                        undo.undo();
                                    }
                                }));
    }

    /// Asks for what is left on the accounts that tell it, unless that is known.
    public void lookAtAccounts() {
        keysOf(TELLS_ACCOUNT).stream()
                .filter(slot -> slot.condition() instanceof KeySlot.Condition.Ready)
                .map(KeySlot::id)
                .filter(id -> !doctor.visits().containsKey(id))
                .forEach(doctor::check);
    }

    void restore() {
        vaultDo(() -> {
            book.restore();
            return true;
        });
    }

    void setAside() {
        vaultDo(() -> {
            book.setAside();
            return true;
        });
    }

    private void vaultDo(Callable<Boolean> what) {
        changes.make(what, _ -> look());
    }

    private void change(String words, KeyId id, Callable<KeyBook.Undo> change) {
        changes.make(
                texts.format(words, id.alias()),
                () -> {
                    KeyBook.Undo undo = change.call();
                    return undo::undo;
                });
    }

    private List<KeySlot> keysOf(String provider) {
        return providers.stream()
                .filter(p -> p.id().equals(provider))
                .findFirst()
                .map(ProviderKeys::keys)
                .orElse(List.of());
    }

    private void look() {
        vault.set(book.vault());
        providers.setAll(book.providers());
    }
}
