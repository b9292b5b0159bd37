package dev.understudy.app;

import dev.understudy.access.AccessKeys;
import dev.understudy.model.AccessKey;
import dev.understudy.model.AccessTerms;
import dev.understudy.model.AccessTerms.Scope;
import dev.understudy.settings.AccessFile;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What people do to the file of access keys; each step is written before it returns.
///
/// All return the keys that the file holds then, those that were revoked included.
final class AccessEdits {
    private final AccessFile file;
    private final InstantSource clock;

    AccessEdits(AccessFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    List<AccessKey> load() throws IOException {
        return file.load();
    }

    List<AccessKey> add(AccessKeys.Created created) throws IOException {
        return file.change(keys -> {
            var all = new ArrayList<>(keys);
            all.add(created.key());
            return all;
        });
    }

    /// @throws IOException if it cannot be written, or there is no such key
    List<AccessKey> change(String id, String name, AccessTerms terms) throws IOException {
        return replace(
                id, key -> key.revoked().isEmpty() ? Optional.of(key.under(name, terms)) : gone());
    }

    /// @throws IOException if it cannot be written, or there is no such key
    List<AccessKey> revoke(String id) throws IOException {
        Instant now = clock.instant();
        return replace(
                id,
                key ->
                        key.revoked().isEmpty()
                                ? Optional.of(key.revoked(Optional.of(now)))
                                : gone());
    }

    /// Makes a key that was revoked valid again.
    ///
    /// @throws IOException if it cannot be written, or there is no such key
    List<AccessKey> restore(String id) throws IOException {
        return replace(id, key -> Optional.of(key.revoked(Optional.empty())));
    }

    /// Has every scope that names a chain name it otherwise; one that names none stays as it is.
    ///
    /// @throws IOException if it cannot be written
    List<AccessKey> renameChain(String chain, String to) throws IOException {
        return file.change(keys -> keys.stream().map(key -> renamed(key, chain, to)).toList());
    }

    private static AccessKey renamed(AccessKey key, String chain, String to) {
        Scope scope = key.terms().scope();
        return key.under(
                key.name(),
                new AccessTerms(
                        new Scope(
                                scope.models(),
                                scope.chains().stream()
                                        .map(name -> name.equalsIgnoreCase(chain) ? to : name)
                                        .distinct()
                                        .toList(),
                                scope.providers(),
                                scope.mayRehearse()),
                        key.terms().expires(),
                        key.terms().rate(),
                        key.terms().budget()));
    }

    private static Optional<AccessKey> gone() {
        return Optional.empty();
    }

    /// What becomes of a key; empty if it is not one any more.
    private interface Step {
        Optional<AccessKey> of(AccessKey key);
    }

    private List<AccessKey> replace(String id, Step step) throws IOException {
        var found = new ArrayList<AccessKey>();
        UnaryOperator<List<AccessKey>> change =
                keys -> {
                    var all = new ArrayList<AccessKey>();
                    for (AccessKey key : keys) {
                        Optional<AccessKey> other =
                                key.id().equals(id) ? step.of(key) : Optional.empty();
                        other.ifPresent(found::add);
                        all.add(other.orElse(key));
                    }
                    all.sort(Comparator.comparing(AccessKey::created));
                    return all;
                };
        List<AccessKey> now = file.change(change);
        if (found.isEmpty()) {
            throw new IOException(
                    "the access key %s is not valid any more: list them anew".formatted(id));
        }
        return now;
    }
}
