package dev.understudy.app;

import dev.understudy.console.keys.KeyBookException;
import dev.understudy.model.KeyId;
import dev.understudy.model.Provider;
import dev.understudy.settings.KeyOrigin;
import dev.understudy.settings.SettingsEditException;
import dev.understudy.settings.SettingsEditor;
import dev.understudy.settings.WrittenKey;
import dev.understudy.settings.WrittenProvider;
import dev.understudy.settings.WrittenSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The text of a settings file while its keys are changed. Not thread-safe.
///
/// A provider's key of its usual variable, which no file names, is written down before its list
/// changes: a list that is there hides it. Keys without an alias get the one they had by their
/// place before places change.
final class KeysDocument {
    private final List<Provider> builtIn;
    private final Function<String, @Nullable String> environment;
    private final SettingsEditor editor;
    private WrittenSettings written;

    KeysDocument(
            String text, List<Provider> builtIn, Function<String, @Nullable String> environment)
            throws SettingsEditException {
        this.builtIn = builtIn;
        this.environment = environment;
        this.editor = new SettingsEditor(text);
        this.written = WrittenSettings.read(text, builtIn);
    }

    String text() {
        return editor.text();
    }

    WrittenSettings written() {
        return written;
    }

    /// The variable that holds a provider's usual key, if it is in use.
    Optional<String> usualVariable(String provider) {
        if (written.provider(provider).filter(WrittenProvider::keyed).isPresent()) {
            return Optional.empty();
        }
        return builtIn.stream()
                .filter(known -> known.id().equals(provider))
                .flatMap(known -> known.keyVariables().stream())
                .filter(this::isSet)
                .findFirst();
    }

    private boolean isSet(String variable) {
        String value = environment.apply(variable);
        return value != null && !value.isBlank();
    }

    /// A key of the file, or of a usual variable.
    WrittenKey key(KeyId id) throws KeyBookException {
        Optional<WrittenProvider> provider = written.provider(id.provider());
        Optional<Integer> place = provider.flatMap(found -> found.place(id.alias()));
        if (provider.isPresent() && place.isPresent()) {
            return provider.get().keys().get(place.get());
        }
        return usualVariable(id.provider())
                .filter(id.alias()::equals)
                .map(KeysDocument::usual)
                .orElseThrow(() ->
                        new KeyBookException(
                                "there is no key %s: list the keys to see what there is"
                                        .formatted(id)));
    }

    static WrittenKey usual(String variable) {
        var origin = new KeyOrigin.InEnvironment(variable);
        return new WrittenKey(variable, true, origin.written(), origin, 1, true);
    }

    /// Whether a provider has a key of that alias.
    boolean has(KeyId id) {
        return written.provider(id.provider()).flatMap(found -> found.place(id.alias())).isPresent()
                || usualVariable(id.provider()).filter(id.alias()::equals).isPresent();
    }

    /// Whether a provider of that id, or that alias, is there already.
    boolean knows(String provider) {
        return written.provider(provider).isPresent()
                || builtIn.stream()
                        .anyMatch(known ->
                                known.id().equals(provider) || known.aliases().contains(provider));
    }

    /// Where a key stands among its provider's, from 0.
    int place(KeyId id) throws SettingsEditException, KeyBookException {
        key(id);
        settle(id.provider());
        return provider(id.provider()).place(id.alias()).orElseThrow();
    }

    /// Puts a key among its provider's.
    ///
    /// @param place from 0; behind the last one if it is larger
    void insert(String provider, int place, WrittenKey key) throws SettingsEditException {
        settle(provider);
        WrittenProvider owner = provider(provider);
        int index = Math.min(place, owner.keys().size());
        editor.insert(entry(key), index, keys(owner));
        reread();
    }

    /// Takes a key away. A provider of the file's own that is left without any needs none.
    void remove(KeyId id) throws SettingsEditException, KeyBookException {
        int place = place(id);
        WrittenProvider owner = provider(id.provider());
        boolean known = builtIn.stream().anyMatch(other -> other.id().equals(owner.id()));
        if (owner.keys().size() == 1 && !known) {
            editor.remove(keys(owner));
        } else if (owner.keys().size() == 1) {
            editor.set(List.of(), keys(owner));
        } else {
            editor.remove(with(keys(owner), place));
        }
        reread();
    }

    void move(KeyId id, int to) throws SettingsEditException, KeyBookException {
        int from = place(id);
        WrittenProvider owner = provider(id.provider());
        int last = owner.keys().size() - 1;
        int wanted = Math.clamp(to, 0, last);
        if (from != wanted) {
            editor.move(from, wanted, keys(owner));
            reread();
        }
    }

    void set(KeyId id, String field, Object value) throws SettingsEditException, KeyBookException {
        int place = place(id);
        editor.set(value, with(keys(provider(id.provider())), place, field));
        reread();
    }

    void enable(KeyId id, boolean on) throws SettingsEditException, KeyBookException {
        int place = place(id);
        Object[] key = with(keys(provider(id.provider())), place);
        editor.remove(with(key, "disabled"));
        if (on) {
            editor.remove(with(key, "enabled"));
        } else {
            editor.set(false, with(key, "enabled"));
        }
        reread();
    }

    /// Adds a provider with an address of its own.
    void addProvider(String id, String baseUrl) throws SettingsEditException {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("id", id);
        entry.put("base_url", baseUrl);
        appendProvider(entry);
    }

    void removeProvider(String id) throws SettingsEditException {
        Optional<WrittenProvider> found = written.provider(id);
        if (found.isPresent()) {
            editor.remove(path("providers", found.get().place()));
            reread();
        }
    }

    /// Writes down what holds without being written.
    private void settle(String provider) throws SettingsEditException {
        Optional<String> variable = usualVariable(provider);
        if (written.provider(provider).isEmpty()) {
            appendProvider(Map.of("id", provider));
        }
        if (variable.isPresent()) {
            editor.set(List.of(entry(usual(variable.get()))), keys(provider(provider)));
            reread();
        }
        WrittenProvider owner = provider(provider);
        for (int i = 0; i < owner.keys().size(); i++) {
            if (!owner.keys().get(i).named()) {
                editor.set(owner.keys().get(i).alias(), with(keys(owner), i, "id"));
            }
        }
        reread();
    }

    private void appendProvider(Map<String, Object> entry) throws SettingsEditException {
        editor.insert(entry, written.providers().size(), path("providers"));
        reread();
    }

    private static Map<String, Object> entry(WrittenKey key) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("id", key.alias());
        entry.put("value", key.value());
        if (key.weight() != 1) {
            entry.put("weight", key.weight());
        }
        if (!key.on()) {
            entry.put("enabled", false);
        }
        return entry;
    }

    private WrittenProvider provider(String id) {
        return written.provider(id).orElseThrow();
    }

    private Object[] keys(WrittenProvider provider) {
        return path("providers", provider.place(), "api_keys");
    }

    private Object[] path(Object... steps) {
        return with(written.path().toArray(), steps);
    }

    private static Object[] with(Object[] path, Object... steps) {
        var all = new ArrayList<Object>(List.of(path));
        all.addAll(List.of(steps));
        return all.toArray();
    }

    private void reread() throws SettingsEditException {
        written = WrittenSettings.read(editor.text(), builtIn);
    }
}
