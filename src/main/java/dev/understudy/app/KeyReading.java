package dev.understudy.app;

import dev.understudy.console.keys.KeyBookException;
import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyId;
import dev.understudy.model.Provider;
import dev.understudy.settings.KeyOrigin;
import dev.understudy.settings.WrittenKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads keys in clear, and the providers they are for.
final class KeyReading {
    private static final String OWN_ADDRESS = ".invalid";

    private final KeyRingParts parts;
    private final SealedKeys sealed;

    KeyReading(KeyRingParts parts, SealedKeys sealed) {
        this.parts = parts;
        this.sealed = sealed;
    }

    /// All that a key can be added to: those of the settings in force, then the built-in ones; not
    /// those whose address is not known yet.
    List<Provider> providers() {
        var all = new ArrayList<Provider>(parts.inUse().providers());
        for (Provider provider : parts.builtIn()) {
            if (all.stream().noneMatch(other -> other.id().equals(provider.id()))) {
                all.add(provider);
            }
        }
        all.removeIf(provider -> provider.baseUrl().getHost().endsWith(OWN_ADDRESS));
        return all;
    }

    /// The provider of an id.
    Provider provider(String id) throws KeyBookException {
        return providers().stream()
                .filter(provider -> provider.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new KeyBookException(
                                "there is no provider \"%s\" here: add it with its base_url first"
                                        .formatted(id)));
    }

    /// The key in use under that name.
    Optional<ApiKey> used(KeyId id) {
        return KeyRing.used(parts.inUse().providers(), id);
    }

    /// A key out of where the settings have it from.
    ApiKey read(KeyId id) throws KeyBookException {
        WrittenKey key = parts.file().read().key(id);
        return switch (key.origin()) {
            case KeyOrigin.InVault secret ->
                    sealed.get(secret)
                            .orElseThrow(() ->
                                    new KeyBookException(
                                            "the secret %s/%s is not in the vault: put a value in the place of the key %s"
                                                    .formatted(secret.vault(), secret.name(), id)));
            case KeyOrigin.InEnvironment(var variable) ->
                    key(
                            parts.environment().apply(variable),
                            "the environment variable %s is not set".formatted(variable));
            case KeyOrigin.InClear _ -> key(key.value(), "");
            case KeyOrigin.Unknown _ ->
                    throw new KeyBookException(
                            "the value of the key %s is none: write ${env.get('NAME')} or ${secrets.get('vault', 'name')}"
                                    .formatted(id));
        };
    }

    private static ApiKey key(@Nullable String value, String missing) throws KeyBookException {
        if (value == null || value.isBlank()) {
            throw new KeyBookException(missing);
        }
        try {
            return new ApiKey(value.strip());
        } catch (IllegalArgumentException e) {
            throw new KeyBookException(String.valueOf(e.getMessage()), e);
        }
    }

    /// Whether a provider has a key sealed already.
    boolean stores(String provider, ApiKey key) {
        try {
            return parts.file().read().written().provider(provider).stream()
                    .flatMap(found -> found.keys().stream())
                    .anyMatch(slot -> isSealed(slot, key));
        } catch (KeyBookException _) {
            return false;
        }
    }

    private boolean isSealed(WrittenKey slot, ApiKey key) {
        try {
            return slot.origin() instanceof KeyOrigin.InVault secret
                    && sealed.get(secret).equals(Optional.of(key));
        } catch (KeyBookException _) {
            return false;
        }
    }
}
