package dev.understudy.app;

import dev.understudy.console.keys.KeyBook.Found;
import dev.understudy.console.keys.KeyBook.Undo;
import dev.understudy.console.keys.KeyBookException;
import dev.understudy.interchange.DotEnv.Variable;
import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyId;
import dev.understudy.settings.KeyOrigin;
import dev.understudy.settings.WrittenKey;
import dev.understudy.settings.WrittenProvider;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes in keys that stand elsewhere.
final class KeyIntake {
    private static final String FIRST = "main";

    private final KeyRingParts parts;
    private final KeyReading reading;
    private final KeyChanges changes;

    KeyIntake(KeyRingParts parts, KeyReading reading, KeyChanges changes) {
        this.parts = parts;
        this.reading = reading;
        this.changes = changes;
    }

    List<Found> among(List<Variable> variables) {
        return new KeyImport(reading.providers(), reading::stores).in(variables);
    }

    /// Seals them: a key that the settings have from its variable stays in its place, others come
    /// behind their provider's. All of them, or none.
    Undo take(List<Found> found) throws KeyBookException, InterruptedException {
        Deque<Undo> done = new ArrayDeque<>();
        Map<KeyId, ApiKey> fresh = new LinkedHashMap<>();
        try {
            for (Found key : found) {
                if (key.provider().isEmpty() || key.stored()) {
                    continue;
                }
                String provider = key.provider().get().id();
                var usual = new KeyId(provider, key.variable());
                if (fresh.keySet().stream().anyMatch(id -> same(id, provider, fresh, key))) {
                    continue;
                }
                if (fromVariable(usual, key.value())) {
                    done.push(changes.rotate(usual, key.value()));
                } else {
                    fresh.put(
                            new KeyId(provider, alias(provider, key.variable(), fresh)),
                            key.value());
                }
            }
            if (!fresh.isEmpty()) {
                done.push(changes.add(fresh));
            }
        } catch (KeyBookException | InterruptedException e) {
            undo(done);
            throw e;
        }
        return () -> undo(done);
    }

    private static boolean same(KeyId id, String provider, Map<KeyId, ApiKey> fresh, Found key) {
        return id.provider().equals(provider) && key.value().equals(fresh.get(id));
    }

    private static void undo(Deque<Undo> done) throws KeyBookException, InterruptedException {
        for (Undo undo : done) {
            undo.undo();
        }
    }

    /// Whether the settings have that key from its variable.
    private boolean fromVariable(KeyId id, ApiKey value) throws KeyBookException {
        KeysDocument now = parts.file().read();
        return now.has(id)
                && now.key(id).origin() instanceof KeyOrigin.InEnvironment
                && reading.read(id).equals(value);
    }

    private String alias(String provider, String variable, Map<KeyId, ApiKey> fresh)
            throws KeyBookException {
        KeysDocument now = parts.file().read();
        List<String> taken =
                now
                        .written()
                        .provider(provider)
                        .map(WrittenProvider::keys)
                        .orElse(List.of())
                        .stream()
                        .map(WrittenKey::alias)
                        .toList();
        String wanted = taken.isEmpty() && now.usualVariable(provider).isEmpty() ? FIRST : variable;
        String alias = wanted;
        for (int i = 2;
                now.has(new KeyId(provider, alias))
                        || fresh.containsKey(new KeyId(provider, alias));
                i++) {
            alias = wanted + "-" + i;
        }
        return alias;
    }
}
