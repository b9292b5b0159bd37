package dev.understudy.routing;

import dev.understudy.model.ApiKey;
import dev.understudy.model.Chain;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.GatewaySettings.FailoverRule;
import dev.understudy.model.GatewaySettings.ServerSettings;
import dev.understudy.model.Provider;
import dev.understudy.model.Provider.ProviderModel;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.Target;
import dev.understudy.model.Timeouts;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.UnaryOperator;

/// Settings to test with.
final class Given {
    private Given() {}

    static Provider provider(String id, List<String> aliases, ProviderModel... models) {
        return new Provider(
                id,
                aliases,
                id,
                URI.create("http://127.0.0.1/v1"),
                false,
                List.of(),
                List.of(),
                List.of(models));
    }

    /// A provider that came to be here in a certain way.
    static Provider standing(Provider.Standing standing, String id, ProviderModel... models) {
        Provider plain = provider(id, List.of(), models);
        return new Provider(
                id,
                plain.aliases(),
                id,
                plain.baseUrl(),
                false,
                List.of(),
                List.of(),
                plain.models(),
                plain.keyStyle(),
                "",
                plain.surfaces(),
                plain.additions(),
                standing,
                plain.about());
    }

    static GatewaySettings restricted(
            GatewaySettings.Restrictions restrictions, List<Provider> providers) {
        GatewaySettings open = settings(providers);
        return new GatewaySettings(
                open.server(),
                open.timeouts(),
                open.failover(),
                providers,
                List.of(),
                open.requests(),
                restrictions,
                open.strategies(),
                open.outbound(),
                open.catalogue());
    }

    /// A provider whose keys' secrets are made of their names.
    static Provider keyed(String id, String... keys) {
        return new Provider(
                id,
                List.of(),
                id,
                URI.create("http://127.0.0.1/v1"),
                true,
                List.of("A_KEY"),
                Arrays.stream(keys).map(Given::key).toList(),
                List.of());
    }

    static ProviderKey key(String alias) {
        return new ProviderKey(alias, new ApiKey("secret-of-" + alias));
    }

    static GatewaySettings settings(List<Provider> providers, Chain... chains) {
        return settings(FailoverRule.STANDARD, providers, chains);
    }

    static GatewaySettings settings(FailoverRule rule, List<Provider> providers, Chain... chains) {
        return new GatewaySettings(
                ServerSettings.STANDARD, Timeouts.STANDARD, rule, providers, List.of(chains));
    }

    /// A selection that makes something of all there is, in order.
    static Selection selecting(UnaryOperator<List<Target>> choice) {
        return (configured, named) -> {
            var all = new LinkedHashSet<>(configured);
            all.addAll(named);
            return new Selection.Chosen(choice.apply(List.copyOf(all)), List.of());
        };
    }
}
