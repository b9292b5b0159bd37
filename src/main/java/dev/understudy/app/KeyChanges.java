package dev.understudy.app;

import dev.understudy.console.keys.KeyBook.Undo;
import dev.understudy.console.keys.KeyBookException;
import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyId;
import dev.understudy.settings.KeyOrigin;
import dev.understudy.settings.SettingsEditException;
import dev.understudy.settings.WrittenKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes keys in the settings file and the vault together.
///
/// What is added goes into the vault first, what is removed out of the file first: whenever the
/// program ends in between, no key is lost, and the file names no secret that is not there. Not
/// thread-safe: one change after the other.
final class KeyChanges {
    private static final int LONGEST_ALIAS = 60;

    private final KeysFile file;
    private final SealedKeys sealed;

    KeyChanges(KeysFile file, SealedKeys sealed) {
        this.file = file;
        this.sealed = sealed;
    }

    /// Seals keys, each behind its provider's others; all of them, or none.
    Undo add(Map<KeyId, ApiKey> keys) throws KeyBookException, InterruptedException {
        KeysDocument now = file.read();
        var slots = new ArrayList<Slot>();
        for (var entry : keys.entrySet()) {
            KeyId id = entry.getKey();
            requireNew(now, id);
            slots.add(
                    new Slot(
                            new KeyId(id.provider(), alias(id.alias())),
                            sealed.fresh(id.provider(), id.alias(), now.written()),
                            entry.getValue()));
        }
        var done = new ArrayList<Slot>();
        try {
            for (Slot slot : slots) {
                sealed.put(slot.secret(), slot.key());
                done.add(slot);
            }
            KeysFile.Change change =
                    file.change(document -> {
                        for (Slot slot : slots) {
                            requireFree(document, slot.id());
                            document.insert(
                                    slot.id().provider(), Integer.MAX_VALUE, slot.written());
                        }
                    });
            return () -> {
                file.takeBack(change, document -> removeAll(document, slots));
                for (Slot slot : slots) {
                    removeUnnamed(slot.secret());
                }
            };
        } catch (KeyBookException | InterruptedException e) {
            done.forEach(slot -> sealed.takeBack(slot.secret(), e));
            throw e;
        }
    }

    /// @throws KeyBookException if a key cannot have that name
    void requireNew(KeyId id) throws KeyBookException {
        alias(id.alias());
        requireNew(file.read(), id);
    }

    private static void requireNew(KeysDocument now, KeyId id) throws KeyBookException {
        if (now.has(id)) {
            throw new KeyBookException(
                    "there is a key %s already: take another name, or rotate that one"
                            .formatted(id));
        }
    }

    private static void removeAll(KeysDocument document, List<Slot> slots)
            throws KeyBookException, SettingsEditException {
        for (Slot slot : slots) {
            requireSame(document, slot.id(), slot.secret());
            document.remove(slot.id());
        }
    }

    /// A key that is being sealed.
    private record Slot(KeyId id, KeyOrigin.InVault secret, ApiKey key) {
        WrittenKey written() {
            return new WrittenKey(id.alias(), true, secret.written(), secret, 1, true);
        }
    }

    /// Puts another value in a key's place. A key that stood in clear, or in the environment, is
    /// sealed with that.
    Undo rotate(KeyId id, ApiKey value) throws KeyBookException, InterruptedException {
        KeysDocument now = file.read();
        WrittenKey key = now.key(id);
        if (key.origin() instanceof KeyOrigin.InVault secret
                && now.written().mentions(secret) == 1) {
            return rotateInPlace(id, secret, value);
        }
        var fresh = sealed.fresh(id.provider(), id.alias(), now.written());
        sealed.put(fresh, value);
        try {
            KeysFile.Change change =
                    file.change(document -> document.set(id, "value", fresh.written()));
            return () -> {
                file.takeBack(
                        change,
                        document -> {
                            requireSame(document, id, fresh);
                            document.set(id, "value", key.value());
                        });
                removeUnnamed(fresh);
            };
        } catch (KeyBookException e) {
            sealed.takeBack(fresh, e);
            throw e;
        }
    }

    private Undo rotateInPlace(KeyId id, KeyOrigin.InVault secret, ApiKey value)
            throws KeyBookException, InterruptedException {
        Optional<ApiKey> before =
                sealed.holds(secret) ? sealed.get(secret) : Optional.<ApiKey>empty();
        sealed.put(secret, value);
        return () -> {
            if (!sealed.get(secret).equals(Optional.of(value))) {
                throw new KeyBookException(
                        "the key %s was changed again meanwhile: put the wanted value in its place"
                                .formatted(id));
            }
            if (before.isPresent()) {
                sealed.put(secret, before.get());
            } else {
                sealed.remove(secret);
            }
        };
    }

    Undo remove(KeyId id) throws KeyBookException, InterruptedException {
        KeysDocument now = file.read();
        WrittenKey key = now.key(id);
        Optional<KeyOrigin.InVault> secret =
                key.origin() instanceof KeyOrigin.InVault named
                                && now.written().mentions(named) == 1
                                && sealed.holds(named)
                        ? Optional.of(named)
                        : Optional.empty();
        Optional<ApiKey> value =
                secret.isPresent() ? sealed.get(secret.get()) : Optional.<ApiKey>empty();
        var place = new int[1];
        KeysFile.Change change =
                file.change(document -> {
                    place[0] = document.place(id);
                    document.remove(id);
                });
        KeysFile.Edit back = document -> document.insert(id.provider(), place[0], key);
        if (secret.isPresent()) {
            try {
                sealed.remove(secret.get());
            } catch (KeyBookException | InterruptedException e) {
                file.takeBack(change, back);
                throw e;
            }
        }
        return () -> putBack(id, change, back, secret, value);
    }

    private void putBack(
            KeyId id,
            KeysFile.Change change,
            KeysFile.Edit back,
            Optional<KeyOrigin.InVault> secret,
            Optional<ApiKey> value)
            throws KeyBookException, InterruptedException {
        if (secret.isPresent() && value.isPresent()) {
            sealed.put(secret.get(), value.get());
        }
        try {
            file.takeBack(
                    change,
                    document -> {
                        requireFree(document, id);
                        back.make(document);
                    });
        } catch (KeyBookException e) {
            secret.ifPresent(name -> sealed.takeBack(name, e));
            throw e;
        }
    }

    Undo rename(KeyId id, String wanted) throws KeyBookException {
        String alias = alias(wanted);
        var renamed = new KeyId(id.provider(), alias);
        if (alias.equals(id.alias())) {
            return () -> {};
        }
        KeysFile.Change change =
                file.change(document -> {
                    requireFree(document, renamed);
                    document.set(id, "id", alias);
                });
        return () ->
                file.takeBack(
                        change,
                        document -> {
                            requireFree(document, id);
                            document.set(renamed, "id", id.alias());
                        });
    }

    Undo move(KeyId id, int place) throws KeyBookException {
        var before = new int[1];
        KeysFile.Change change =
                file.change(document -> {
                    before[0] = document.place(id);
                    document.move(id, place);
                });
        return () -> file.takeBack(change, document -> document.move(id, before[0]));
    }

    Undo weigh(KeyId id, int weight) throws KeyBookException {
        int before = file.read().key(id).weight();
        KeysFile.Change change = file.change(document -> document.set(id, "weight", weight));
        return () -> file.takeBack(change, document -> document.set(id, "weight", before));
    }

    Undo enable(KeyId id, boolean on) throws KeyBookException {
        boolean before = file.read().key(id).on();
        if (before == on) {
            return () -> {};
        }
        KeysFile.Change change = file.change(document -> document.enable(id, on));
        return () -> file.takeBack(change, document -> document.enable(id, before));
    }

    Undo addProvider(String id, String baseUrl, Optional<ApiKey> key)
            throws KeyBookException, InterruptedException {
        KeysDocument now = file.read();
        if (now.knows(id)) {
            throw new KeyBookException(
                    "there is a provider \"%s\" already: take another name, or add the key to that one"
                            .formatted(id));
        }
        Optional<Slot> slot =
                key.map(value ->
                        new Slot(
                                new KeyId(id, "main"),
                                sealed.fresh(id, "main", now.written()),
                                value));
        if (slot.isPresent()) {
            sealed.put(slot.get().secret(), slot.get().key());
        }
        try {
            KeysFile.Change change =
                    file.change(document -> {
                        document.addProvider(id, baseUrl);
                        if (slot.isPresent()) {
                            document.insert(id, 0, slot.get().written());
                        }
                    });
            return () -> {
                file.takeBack(change, document -> document.removeProvider(id));
                if (slot.isPresent()) {
                    removeUnnamed(slot.get().secret());
                }
            };
        } catch (KeyBookException e) {
            slot.ifPresent(made -> sealed.takeBack(made.secret(), e));
            throw e;
        }
    }

    /// Takes a secret out of the vault that the file names no more.
    private void removeUnnamed(KeyOrigin.InVault secret)
            throws KeyBookException, InterruptedException {
        if (file.read().written().mentions(secret) == 0 && sealed.holds(secret)) {
            sealed.remove(secret);
        }
    }

    private static void requireSame(KeysDocument document, KeyId id, KeyOrigin origin)
            throws KeyBookException {
        if (!document.key(id).origin().equals(origin)) {
            throw new KeyBookException(
                    "the key %s was changed meanwhile: look at it, and change it anew"
                            .formatted(id));
        }
    }

    private static void requireFree(KeysDocument document, KeyId id) throws KeyBookException {
        if (document.has(id)) {
            throw new KeyBookException(
                    "there is a key %s already: take another name".formatted(id));
        }
    }

    private static String alias(String wanted) throws KeyBookException {
        String alias = wanted.strip();
        if (alias.isEmpty()
                || alias.length() > LONGEST_ALIAS
                || alias.chars()
                        .anyMatch(c -> c == '\'' || c == '"' || Character.isISOControl(c))) {
            throw new KeyBookException(
                    "a key's name has 1 to %d characters, without quotes or line breaks"
                            .formatted(LONGEST_ALIAS));
        }
        return alias;
    }
}
