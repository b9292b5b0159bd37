package dev.understudy.app;

import dev.understudy.console.keys.KeyBookException;
import dev.understudy.console.keys.ProviderKeys;
import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyId;
import dev.understudy.model.KeySlot;
import dev.understudy.model.KeySlot.Condition;
import dev.understudy.model.KeySlot.Source;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import dev.understudy.routing.Health;
import dev.understudy.settings.KeyOrigin;
import dev.understudy.settings.WrittenKey;
import dev.understudy.settings.WrittenProvider;
import dev.understudy.vault.Vault;
import dev.understudy.vault.VaultState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The keys as the settings file has them, beside what the gateway makes of them. Shows from
/// memory; [#fill] reads. Thread-safe.
final class KeyShelf {
    private final Vault vault;
    private final SealedKeys sealed;
    private final KeysInUse inUse;
    private final KeySpending spending;
    private final List<Provider> builtIn;
    private final Function<String, @Nullable String> environment;
    private final InstantSource clock;
    private final Map<KeyOrigin, String> hints = new ConcurrentHashMap<>();
    private volatile Map<String, List<WrittenKey>> shelf = Map.of();

    KeyShelf(
            Vault vault,
            KeysInUse inUse,
            KeySpending spending,
            List<Provider> builtIn,
            Function<String, @Nullable String> environment,
            InstantSource clock) {
        this.vault = vault;
        this.sealed = new SealedKeys(vault);
        this.inUse = inUse;
        this.spending = spending;
        this.builtIn = builtIn;
        this.environment = environment;
        this.clock = clock;
    }

    /// Takes up what the file says now.
    void fill(KeysDocument document) {
        var now = new LinkedHashMap<String, List<WrittenKey>>();
        for (WrittenProvider provider : document.written().providers()) {
            now.putIfAbsent(provider.id(), provider.keys());
        }
        for (Provider provider : builtIn) {
            document.usualVariable(provider.id())
                    .ifPresent(variable ->
                            now.put(provider.id(), List.of(KeysDocument.usual(variable))));
        }
        now.forEach((id, keys) -> keys.forEach(key -> lookAt(id, key)));
        shelf = now;
    }

    /// Forgets what was seen in the vault.
    void forgetSeen() {
        hints.keySet().removeIf(KeyOrigin.InVault.class::isInstance);
    }

    /// Notes how a sealed key looks, while it can be seen.
    private void lookAt(String provider, WrittenKey key) {
        if (key.origin() instanceof KeyOrigin.InVault secret
                && vault.state() instanceof VaultState.Open
                && !hints.containsKey(secret)) {
            try {
                sealed.get(secret).ifPresent(found -> hints.put(secret, hint(provider, found)));
            } catch (KeyBookException _) {
                // it was locked meanwhile, or holds no key: nothing is shown
            }
        }
    }

    /// From memory.
    List<ProviderKeys> show() {
        List<Provider> used = inUse.providers();
        var all = new ArrayList<ProviderKeys>();
        shelf.forEach((id, keys) -> {
            Optional<Provider> provider = find(id, used).or(() -> find(id, builtIn));
            all.add(
                    new ProviderKeys(
                            id,
                            provider.map(Provider::displayName).orElse(id),
                            provider.map(known -> known.baseUrl().toString()).orElse(""),
                            find(id, builtIn).isEmpty(),
                            provider.map(Provider::needsKey).orElse(true),
                            keys.stream().mapToInt(WrittenKey::weight).distinct().count() > 1,
                            keys.stream().map(key -> slot(id, key, used)).toList()));
        });
        return all;
    }

    private KeySlot slot(String provider, WrittenKey key, List<Provider> used) {
        var id = new KeyId(provider, key.alias());
        Optional<ApiKey> secret =
                find(provider, used)
                        .flatMap(found ->
                                found.keys().stream()
                                        .filter(other -> other.alias().equals(key.alias()))
                                        .findFirst())
                        .map(ProviderKey::secret);
        KeySpending.Spent spent = spending.of(id);
        return new KeySlot(
                id,
                secret.filter(_ -> key.on())
                        .map(found -> hint(provider, found))
                        .or(() -> Optional.ofNullable(hints.get(key.origin())))
                        .or(() -> outside(provider, key))
                        .orElse("…"),
                source(key.origin()),
                key.weight(),
                condition(provider, key, secret),
                spent.last(),
                spent.today(),
                spent.thisMonth());
    }

    private static Source source(KeyOrigin origin) {
        return switch (origin) {
            case KeyOrigin.InVault _ -> Source.VAULT;
            case KeyOrigin.InEnvironment _ -> Source.ENVIRONMENT;
            case KeyOrigin.InClear _, KeyOrigin.Unknown _ -> Source.SETTINGS;
        };
    }

    private Condition condition(String provider, WrittenKey key, Optional<ApiKey> used) {
        if (!key.on()) {
            return new Condition.Off();
        }
        if (used.isEmpty()) {
            return new Condition.Missing(missing(key));
        }
        Optional<Health.Rest> rest = inUse.rest(provider, used.get());
        if (rest.isEmpty()) {
            return new Condition.Ready();
        }
        String why = rest.get().why();
        return rest.get()
                .left()
                .<Condition>map(left -> new Condition.Rests(clock.instant().plus(left), why))
                .orElseGet(() -> new Condition.NeedsAttention(why));
    }

    private String missing(WrittenKey key) {
        return switch (key.origin()) {
            case KeyOrigin.InVault secret when !sealed.holds(secret) ->
                    "the secret %s/%s is not in the vault".formatted(secret.vault(), secret.name());
            case KeyOrigin.InVault _ ->
                    vault.state() instanceof VaultState.Open
                            ? "the settings are not in force yet"
                            : "the vault is locked";
            case KeyOrigin.InEnvironment(var variable) when outside("", key).isEmpty() ->
                    "the environment variable %s is not set".formatted(variable);
            case KeyOrigin.Unknown _ -> "its value is no key";
            case KeyOrigin.InEnvironment _, KeyOrigin.InClear _ ->
                    "the settings are not in force yet";
        };
    }

    /// How a key looks that is not in the vault.
    private Optional<String> outside(String provider, WrittenKey key) {
        String value =
                switch (key.origin()) {
                    case KeyOrigin.InEnvironment(var variable) -> environment.apply(variable);
                    case KeyOrigin.InClear _ -> key.value();
                    case KeyOrigin.InVault _, KeyOrigin.Unknown _ -> null;
                };
        try {
            return Optional.ofNullable(value)
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .map(text -> hint(provider, new ApiKey(text)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private String hint(String provider, ApiKey key) {
        return KeyShapes.hint(key, find(provider, builtIn));
    }

    private static Optional<Provider> find(String id, List<Provider> providers) {
        return providers.stream().filter(provider -> provider.id().equals(id)).findFirst();
    }
}
