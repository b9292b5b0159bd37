package dev.understudy.console.access;

import dev.understudy.console.access.AccessBook.Created;
import dev.understudy.console.access.AccessBook.Entry;
import dev.understudy.console.access.AccessBook.Visitor;
import dev.understudy.console.ui.Changes;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Later;
import dev.understudy.console.ui.TextClipboard;
import dev.understudy.console.ui.Texts;
import dev.understudy.interchange.Recipe;
import dev.understudy.model.AccessTerms;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The Access panel's state: the keys of programs, and how programs are connected.
///
/// Owned by the UI thread; the access book is asked in the background.
public final class AccessViewModel {
    private static final URI USUAL = URI.create("http://127.0.0.1:4141/v1");
    private static final String MODEL = "sandbox:demo";

    private final AccessBook book;
    private final Texts texts;
    private final Later later;
    private final TextClipboard clipboard;
    private final InstantSource clock;
    private final Changes changes;
    private final ObservableList<Entry> keys = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Optional<Created>> created =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Editing>> editing =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Light> light = new ReadOnlyObjectWrapper<>(new Light());
    private final Instant since;

    public AccessViewModel(
            AccessBook book,
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
        this.since = clock.instant();
        this.changes = new Changes(jobs, later);
        look();
        book.onChange(() -> jobs.onUi(this::look));
    }

    /// A key whose name and terms are being written.
    ///
    /// @param key empty for a new one
    record Editing(Optional<Entry> key) {}

    /// What is known of programs without a key.
    ///
    /// @param open whether they need none
    /// @param visitor the latest that came
    record Light(boolean open, Optional<Visitor> visitor) {
        Light() {
            this(false, Optional.empty());
        }
    }

    ReadOnlyObjectProperty<Light> lightProperty() {
        return light.getReadOnlyProperty();
    }

    ObservableList<Entry> keys() {
        return keys;
    }

    /// The key that was made last, as long as it is shown.
    ReadOnlyObjectProperty<Optional<Created>> createdProperty() {
        return created.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Editing>> editingProperty() {
        return editing.getReadOnlyProperty();
    }

    Changes changes() {
        return changes;
    }

    InstantSource clock() {
        return clock;
    }

    void begin() {
        editing.set(Optional.of(new Editing(Optional.empty())));
    }

    void edit(Entry key) {
        editing.set(Optional.of(new Editing(Optional.of(key))));
    }

    void discard() {
        editing.set(Optional.empty());
    }

    /// Makes the key that is being written, or gives it its new terms.
    void save(String name, AccessTerms terms) {
        Optional<Entry> key = editing.get().flatMap(Editing::key);
        if (key.isPresent()) {
            changes.make(
                    () -> {
                        book.change(key.get().id(), name, terms);
                        return true;
                    },
                    _ -> {
                        changes.made(
                                texts.format("accessKeys.changed", name),
                                () ->
                                        book.change(
                                                key.get().id(),
                                                key.get().name(),
                                                key.get().terms()));
                        discard();
                    });
        } else {
            changes.make(
                    () -> book.create(name, terms),
                    made -> {
                        created.set(Optional.of(made));
                        discard();
                    });
        }
    }

    void revoke(Entry key) {
        changes.make(
                texts.format("accessKeys.revoked", key.name()),
                () -> {
                    AccessBook.Undo undo = book.revoke(key.id());
                    return undo::undo;
                });
    }

    /// Copies the new key for half a minute.
    void copyCreated() {
        created.get()
                .ifPresent(made -> {
                    clipboard.putSecret(made.secret(), later);
                    changes.tell(texts.format("accessKeys.copied", made.entry().name()));
                });
    }

    /// Forgets the new key in clear.
    void forgetCreated() {
        created.set(Optional.empty());
    }

    /// How programs are connected.
    List<Recipe> recipes() {
        String model = book.names().chains().stream().findFirst().orElse(MODEL);
        return Recipe.all(book.address().orElse(USUAL), model);
    }

    /// Copies a recipe, with the new key in it if that is still known.
    void copy(Recipe recipe) {
        if (created.get().isPresent() && recipe.text().contains(Recipe.KEY)) {
            String secret = created.get().get().secret();
            clipboard.putSecret(recipe.text().replace(Recipe.KEY, secret), later);
            changes.tell(texts.get("accessKeys.recipeWithKey"));
        } else {
            clipboard.put(recipe.text());
            changes.tell(texts.get("accessKeys.recipeCopied"));
        }
    }

    /// The key whose program is awaited: the new one, else the one that was made last.
    Optional<Entry> awaited() {
        return created.get()
                .map(made -> made.entry().id())
                .flatMap(id -> keys.stream().filter(key -> key.id().equals(id)).findFirst())
                .or(() -> keys.isEmpty() ? Optional.empty() : Optional.of(keys.getLast()));
    }

    /// Whether a key's program has asked since the console was opened.
    boolean arrived(Entry key) {
        return key.lastUsed().filter(last -> !last.isBefore(since)).isPresent();
    }

    private void look() {
        keys.setAll(book.keys());
        light.set(
                new Light(book.open(), book.visitor().filter(one -> !one.first().isBefore(since))));
    }
}
