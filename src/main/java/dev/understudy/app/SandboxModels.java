package dev.understudy.app;

import dev.understudy.model.Additions;
import dev.understudy.model.KeyStyle;
import dev.understudy.model.Provider;
import dev.understudy.model.Provider.ProviderModel;
import dev.understudy.model.Surface;
import dev.understudy.model.Wire;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The sandbox's models that are offered by name; it knows many more.
final class SandboxModels {
    static final List<ProviderModel> SHOWN =
            Stream.of(
                            "demo",
                            "text",
                            "echo",
                            "reasoning",
                            "slow-first-3",
                            "flaky-1",
                            "error-429",
                            "error-503",
                            "drop-after-20")
                    .map(id -> new ProviderModel(id, List.of()))
                    .toList();

    private SandboxModels() {}

    /// The provider that is the sandbox.
    static Provider provider(URI base) {
        return new Provider(
                "sandbox",
                List.of(),
                "the sandbox",
                base,
                false,
                List.of(),
                List.of(),
                SHOWN,
                KeyStyle.BEARER,
                "sk-sandbox-[A-Za-z0-9-]+",
                List.of(Surface.of(Wire.CHAT_COMPLETIONS)),
                Additions.NONE,
                Provider.Standing.BUILT_IN,
                Provider.About.NONE);
    }

    /// The providers that are there without being named: the sandbox, then `others`.
    static List<Provider> with(URI base, List<Provider> others) {
        var all = new ArrayList<Provider>();
        all.add(provider(base));
        all.addAll(others);
        return all;
    }
}
