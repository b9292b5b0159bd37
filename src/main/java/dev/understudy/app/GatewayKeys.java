package dev.understudy.app;

import dev.understudy.model.ApiKey;
import dev.understudy.model.Provider;
import dev.understudy.routing.Health;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// The keys of a running gateway.
///
/// @param reload puts in force what the files say
record GatewayKeys(Gateway gateway, Runnable reload) implements KeysInUse {
    /// The key ring of a gateway that reads its settings from a file.
    static KeyRing ring(Gateway gateway, Path settings, Runnable reload) {
        return new KeyRing(
                KeyRingParts.of(
                        settings,
                        gateway.vault(),
                        new GatewayKeys(gateway, reload),
                        new KeySpending(gateway.journal(), Clock.system(ZoneId.systemDefault())),
                        gateway.prober(),
                        gateway.builtIn(),
                        System::getenv));
    }

    @Override
    public List<Provider> providers() {
        return gateway.providers();
    }

    @Override
    public Optional<Health.Rest> rest(String provider, ApiKey key) {
        return gateway.health().rest(provider, key);
    }

    @Override
    public void works(String provider, ApiKey key) {
        gateway.health().works(provider, key);
    }

    @Override
    public void takeUp() {
        reload.run();
    }
}
