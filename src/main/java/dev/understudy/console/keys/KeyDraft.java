package dev.understudy.console.keys;

import dev.understudy.console.keys.KeyBook.Known;
import dev.understudy.console.ui.Changes;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Later;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyCheck;
import dev.understudy.model.KeyId;
import dev.understudy.model.KeySlot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// A key on its way into the vault: pasted, recognised, checked, sealed. Owned by the UI thread.
final class KeyDraft {
    private static final Duration TYPED = Duration.ofMillis(400);

    private final KeyBook book;
    private final Jobs jobs;
    private final Later later;
    private final Changes changes;
    private final Texts texts;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.NONE);
    private Optional<ApiKey> key = Optional.empty();
    private Optional<Future<?>> checking = Optional.empty();
    private Runnable uncheck = () -> {};
    private boolean fixed;

    KeyDraft(KeyBook book, Jobs jobs, Later later, Changes changes, Texts texts) {
        this.book = book;
        this.jobs = jobs;
        this.later = later;
        this.changes = changes;
        this.texts = texts;
    }

    /// How far it is.
    ///
    /// @param open whether there is a draft
    /// @param replaces the key whose place it takes; empty for one more
    /// @param hasKey whether something that can be a key was pasted
    /// @param provider whose key it is, as far as that is known
    /// @param choices whose it may be
    record State(
            boolean open,
            Optional<KeyId> replaces,
            boolean hasKey,
            Optional<Known> provider,
            List<Known> choices,
            Check check) {
        static final State NONE =
                new State(
                        false,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        List.of(),
                        new Check.None());

        State with(Check check) {
            return new State(open, replaces, hasKey, provider, choices, check);
        }

        boolean sealable() {
            return hasKey && provider.isPresent();
        }
    }

    /// The live check.
    sealed interface Check {
        record None() implements Check {}

        record Running() implements Check {}

        record Done(KeyCheck found) implements Check {}
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// A new key, of whatever provider.
    void begin() {
        begin(Optional.empty(), Optional.empty());
    }

    /// A new key of a provider.
    void begin(String provider) {
        begin(Optional.empty(), Optional.of(known(provider)));
    }

    /// A new value for a key.
    void replace(KeyId id) {
        begin(Optional.of(id), Optional.of(known(id.provider())));
    }

    private void begin(Optional<KeyId> replaces, Optional<Known> provider) {
        discard();
        fixed = provider.isPresent();
        state.set(
                new State(
                        true,
                        replaces,
                        false,
                        provider,
                        provider.map(List::of).orElse(book.known()),
                        new Check.None()));
    }

    /// What the field holds now. A key that may be of several providers waits for a person to say
    /// whose it is: it is shown to no stranger.
    void type(String text) {
        stop();
        key = key(text.strip());
        State now = state.get();
        if (fixed) {
            show(now.provider(), now.choices());
            return;
        }
        List<Known> recognised = key.map(k -> book.recognise(k.reveal())).orElse(List.of());
        show(
                recognised.size() == 1 ? Optional.of(recognised.getFirst()) : Optional.empty(),
                recognised.isEmpty() ? book.known() : recognised);
    }

    /// What is in it now; blank if that can be no key.
    String typed() {
        return key.map(ApiKey::reveal).orElse("");
    }

    /// Says whose key it is.
    void choose(Known provider) {
        if (!Optional.of(provider).equals(state.get().provider())) {
            stop();
            show(Optional.of(provider), state.get().choices());
        }
    }

    private void show(Optional<Known> provider, List<Known> choices) {
        State now = state.get();
        state.set(
                new State(
                        true,
                        now.replaces(),
                        key.isPresent(),
                        provider,
                        choices,
                        new Check.None()));
        if (state.get().sealable()) {
            uncheck = later.run(TYPED, this::check); // half a key is asked for nowhere
        }
    }

    /// Asks the provider.
    void check() {
        stop();
        ApiKey asked = key.orElseThrow();
        String provider = state.get().provider().orElseThrow().id();
        state.set(state.get().with(new Check.Running()));
        checking =
                Optional.of(
                        jobs.run(
                                () -> book.check(provider, asked),
                                found -> {
                                    if (key.equals(Optional.of(asked))) {
                                        state.set(state.get().with(new Check.Done(found)));
                                    }
                                },
                                e -> {
                                    state.set(state.get().with(new Check.None()));
                                    changes.say(e);
                                }));
    }

    /// A name that is free among the provider's keys: `main`, then `key-2` and so on.
    String freeName() {
        List<String> taken =
                state.get().provider().stream()
                        .flatMap(known ->
                                book.providers().stream().filter(p -> p.id().equals(known.id())))
                        .flatMap(provider -> provider.keys().stream())
                        .map(KeySlot::id)
                        .map(KeyId::alias)
                        .toList();
        return taken.contains("main")
                ? IntStream.iterate(2, n -> n + 1)
                        .mapToObj(n -> "key-" + n)
                        .filter(name -> !taken.contains(name))
                        .findFirst()
                        .orElseThrow()
                : "main";
    }

    /// Seals it under a name; the draft stays if that fails.
    void seal(String name) {
        State now = state.get();
        if (!now.sealable()) {
            return;
        }
        ApiKey sealed = key.orElseThrow();
        String provider = now.provider().orElseThrow().id();
        String alias = name.isBlank() ? freeName() : name.strip();
        changes.make(
                () ->
                        now.replaces().isPresent()
                                ? book.rotate(now.replaces().get(), sealed)
                                : book.add(provider, alias, sealed),
                undo -> {
                    String words =
                            now.replaces()
                                    .map(id -> texts.format("keys.rotated", id.alias()))
                                    .orElseGet(() -> texts.format("keys.sealed", alias));
                    changes.made(words, undo::undo);
                    discard();
                });
    }

    /// Forgets it.
    void discard() {
        stop();
        key = Optional.empty();
        state.set(State.NONE);
    }

    private void stop() {
        uncheck.run();
        uncheck = () -> {};
        checking.ifPresent(check -> check.cancel(true));
        checking = Optional.empty();
    }

    /// Whatever else a key looks like, it is of the provider it was begun for.
    private Known known(String provider) {
        return book.known().stream()
                .filter(known -> known.id().equals(provider))
                .findFirst()
                .orElse(new Known(provider, provider, ""));
    }

    private static Optional<ApiKey> key(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(new ApiKey(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
