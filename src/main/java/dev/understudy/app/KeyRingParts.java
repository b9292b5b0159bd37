package dev.understudy.app;

import dev.understudy.console.keys.KeyBookException;
import dev.understudy.gateway.StrategyCheck;
import dev.understudy.model.Provider;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.SettingsReader;
import dev.understudy.vault.Vault;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a key ring stands on.
///
/// @param builtIn the providers that are there without being named
/// @param reader reads the settings without their secrets
record KeyRingParts(
        KeysFile file,
        Vault vault,
        KeysInUse inUse,
        KeySpending spending,
        KeyProber prober,
        KeyShelf shelf,
        List<Provider> builtIn,
        Function<String, @Nullable String> environment,
        SettingsReader reader) {
    private static final String STRANGER = "a-provider-to-be";

    static KeyRingParts of(
            Path settings,
            Vault vault,
            KeysInUse inUse,
            KeySpending spending,
            KeyProber prober,
            List<Provider> builtIn,
            Function<String, @Nullable String> environment) {
        var reader =
                new SettingsReader(
                        builtIn, environment, (_, _) -> VaultNames.STAND_IN, new StrategyCheck());
        return new KeyRingParts(
                new KeysFile(settings, builtIn, environment, reader),
                vault,
                inUse,
                spending,
                prober,
                new KeyShelf(vault, inUse, spending, builtIn, environment, InstantSource.system()),
                List.copyOf(builtIn),
                environment,
                reader);
    }

    /// A provider at an address, as if the settings named it.
    Provider stranger(String baseUrl) throws KeyBookException {
        try {
            String address = baseUrl.strip().replace("\\", "\\\\").replace("\"", "\\\"");
            return reader.read(
                            "providers: [{ id: %s, base_url: \"%s\" }]"
                                    .formatted(STRANGER, address))
                    .settings()
                    .providers()
                    .getFirst();
        } catch (InvalidSettingsException e) {
            throw new KeyBookException(e.problems().getFirst().message(), e);
        }
    }
}
