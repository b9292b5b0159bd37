package dev.understudy.app;

import dev.understudy.console.keys.ProviderKeys;
import dev.understudy.gateway.StrategyCheck;
import dev.understudy.journal.Journal;
import dev.understudy.journal.Retention;
import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyCheck;
import dev.understudy.model.KeySlot;
import dev.understudy.model.Provider;
import dev.understudy.routing.Health;
import dev.understudy.settings.BuiltInProviders;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.SettingsFile;
import dev.understudy.settings.SettingsReader;
import dev.understudy.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Key rings over a home without a gateway.
final class GivenKeys implements KeysInUse, AutoCloseable {
    static final List<Provider> BUILT_IN =
            SandboxModels.with(URI.create("http://127.0.0.1:1/v1"), BuiltInProviders.all());

    final Map<String, String> environment = new HashMap<>();
    final KeyRing ring;
    private final Path file;
    private final Journal journal;
    private final Consumer<Journal> end;
    private final SettingsReader reader;
    private final Health health = new Health(System::nanoTime);
    private volatile List<Provider> providers = List.of();

    GivenKeys(Home home, Vault vault) {
        this(home, vault, Map.of());
    }

    GivenKeys(Home home, Vault vault, Map<String, String> environment) {
        this(
                home,
                vault,
                environment,
                new Journal(home.journalFile(), Retention.STANDARD, InstantSource.system()),
                Journal::close);
    }

    /// Ones that share a journal, which stays open.
    GivenKeys(Home home, Vault vault, Journal journal) {
        this(home, vault, Map.of(), journal, _ -> {});
    }

    private GivenKeys(
            Home home,
            Vault vault,
            Map<String, String> environment,
            Journal journal,
            Consumer<Journal> end) {
        this.end = end;
        this.environment.putAll(environment);
        this.file = home.gatewayFile();
        this.journal = journal;
        reader =
                new SettingsReader(
                        BUILT_IN,
                        this.environment::get,
                        new VaultSecrets(vault, new VaultDoor(vault, List.of())),
                        new StrategyCheck());
        ring =
                new KeyRing(
                        KeyRingParts.of(
                                file,
                                vault,
                                this,
                                new KeySpending(journal, Clock.systemUTC()),
                                (_, _) ->
                                        new KeyCheck.Works(
                                                Optional.empty(), Optional.empty(), Duration.ZERO),
                                BUILT_IN,
                                this.environment::get));
        takeUp();
        ring.refresh();
    }

    Health health() {
        return health;
    }

    @Override
    public List<Provider> providers() {
        return providers;
    }

    @Override
    public Optional<Health.Rest> rest(String provider, ApiKey key) {
        return health.rest(provider, key);
    }

    @Override
    public void works(String provider, ApiKey key) {
        health.works(provider, key);
    }

    @Override
    public void takeUp() {
        try {
            providers = reader.read(new SettingsFile(file).read()).settings().providers();
        } catch (InvalidSettingsException _) {
            // what was in force stays so
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<KeySlot> slots(String provider) {
        return ring.providers().stream()
                .filter(keys -> keys.id().equals(provider))
                .map(ProviderKeys::keys)
                .findFirst()
                .orElse(List.of());
    }

    /// The keys of a provider as the gateway uses them: alias, then value.
    List<String> used(String provider) {
        return providers.stream()
                .filter(found -> found.id().equals(provider))
                .flatMap(found -> found.keys().stream())
                .map(key -> key.alias() + " " + key.secret().reveal())
                .toList();
    }

    @Override
    public void close() {
        ring.close();
        end.accept(journal);
    }
}
