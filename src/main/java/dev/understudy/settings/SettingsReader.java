package dev.understudy.settings;

import dev.understudy.model.Chain;
import dev.understudy.model.Closest;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.GatewaySettings.Access;
import dev.understudy.model.GatewaySettings.FailoverRule;
import dev.understudy.model.GatewaySettings.ServerSettings;
import dev.understudy.model.Provider;
import dev.understudy.model.Timeouts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `gateway.yaml`, checks all of it, and tells every problem with its place.
public final class SettingsReader {
    private static final Set<String> ROOT =
            Set.of(
                    "server",
                    "per_request_timeout",
                    "first_token_timeout",
                    "stream_idle_timeout",
                    "total_timeout",
                    "failover",
                    "providers",
                    "chains");
    private static final Set<String> SERVER =
            Set.of(
                    "host",
                    "port",
                    "access",
                    "max_request_bytes",
                    "allowed_hosts",
                    "allowed_origins");
    private static final Set<String> CHAIN = Set.of("id", "targets");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");
    private static final Pattern CHAIN_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int MOST_TARGETS = 10;

    private final List<Provider> builtIn;
    private final Function<String, @Nullable String> environment;

    /// What a file holds.
    ///
    /// @param warnings what is left out for now, such as a key whose variable is not set
    public record Loaded(GatewaySettings settings, List<Problem> warnings) {
        public Loaded {
            warnings = List.copyOf(warnings);
        }
    }

    /// @param builtIn the providers that are there without being named
    /// @param environment a variable's value by its name, such as `System::getenv`
    public SettingsReader(List<Provider> builtIn, Function<String, @Nullable String> environment) {
        this.builtIn = List.copyOf(builtIn);
        this.environment = environment;
    }

    /// Reads a file's text.
    ///
    /// @throws InvalidSettingsException if anything in it is wrong
    public Loaded read(String text) throws InvalidSettingsException {
        var problems = new ArrayList<Problem>();
        var warnings = new ArrayList<Problem>();
        Fields root = Fields.of(YamlDocument.read(text), "", problems, ROOT);
        var providers =
                new ProviderReader(builtIn, new Placeholders(environment), problems, warnings)
                        .read(root);
        var settings =
                new GatewaySettings(
                        server(root, problems),
                        timeouts(root),
                        root.word(
                                        "failover",
                                        Map.of(
                                                "standard", FailoverRule.STANDARD,
                                                "any_error", FailoverRule.ANY_ERROR))
                                .orElse(FailoverRule.STANDARD),
                        providers,
                        chains(root, providers, problems));
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return new Loaded(settings, warnings);
    }

    private static ServerSettings server(Fields root, List<Problem> problems) {
        ServerSettings standard = ServerSettings.STANDARD;
        return root.node("server")
                .map(node -> {
                    Fields fields = Fields.of(node, "server", problems, SERVER);
                    String host = fields.text("host").orElse(standard.host());
                    Access access =
                            fields.word(
                                            "access",
                                            Map.of(
                                                    "required", Access.REQUIRED,
                                                    "open", Access.OPEN))
                                    .orElse(standard.access());
                    if (access == Access.OPEN && !LOOPBACK.contains(host)) {
                        fields.problem(
                                "access", "open is for 127.0.0.1 only: others need an access key");
                    }
                    return new ServerSettings(
                            host,
                            fields.number("port", standard.port(), 0, 65535),
                            access,
                            fields.number(
                                    "max_request_bytes",
                                    standard.maxRequestBytes(),
                                    1024,
                                    1024 * 1024 * 1024),
                            lower(fields.texts("allowed_hosts")),
                            fields.texts("allowed_origins"));
                })
                .orElse(standard);
    }

    private static Timeouts timeouts(Fields root) {
        Timeouts standard = Timeouts.STANDARD;
        return new Timeouts(
                root.duration("per_request_timeout", standard.perRequest()),
                root.duration("first_token_timeout", standard.firstToken()),
                root.duration("stream_idle_timeout", standard.streamIdle()),
                root.duration("total_timeout", standard.total()));
    }

    private static List<Chain> chains(
            Fields root, List<Provider> providers, List<Problem> problems) {
        var chains = new ArrayList<Chain>();
        var ids = new HashSet<String>();
        List<Node> items = root.items("chains");
        for (int i = 0; i < items.size(); i++) {
            Fields fields = Fields.of(items.get(i), "chains[%d]".formatted(i), problems, CHAIN);
            String id = fields.text("id").orElse("");
            List<String> targets = fields.texts("targets");
            if (!CHAIN_ID.matcher(id).matches()) {
                fields.problem(
                        "id",
                        "a chain's id is 1 to 64 letters, digits, dots, dashes or underscores");
            } else if (!ids.add(id)) {
                fields.problem("id", "there is a chain \"%s\" already".formatted(id));
            } else if (targets.isEmpty() || targets.size() > MOST_TARGETS) {
                fields.problem("targets", "a chain has 1 to %d targets".formatted(MOST_TARGETS));
            } else {
                chains.add(new Chain(id, targets));
            }
        }
        for (int i = 0; i < items.size(); i++) {
            checkTargets(
                    Fields.of(items.get(i), "chains[%d]".formatted(i), new ArrayList<>(), CHAIN),
                    new Names(ids, providers),
                    problems);
        }
        return chains;
    }

    private static void checkTargets(Fields chain, Names names, List<Problem> problems) {
        for (Node target : chain.items("targets")) {
            if (target instanceof Node.Scalar scalar) {
                names.fault(scalar.text())
                        .ifPresent(fault ->
                                problems.add(
                                        new Problem(
                                                scalar.line(),
                                                scalar.column(),
                                                chain.join("targets"),
                                                fault)));
            }
        }
    }

    private static List<String> lower(List<String> texts) {
        return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    }

    /// The names a chain's target may begin with, or be.
    private record Names(Set<String> chains, List<Provider> providers) {
        Optional<String> fault(String target) {
            int colon = target.indexOf(':');
            int slash = target.indexOf('/');
            var prefixes = new HashSet<String>();
            var models = new HashSet<String>();
            for (Provider provider : providers) {
                prefixes.add(provider.id());
                prefixes.addAll(provider.aliases());
                for (Provider.ProviderModel model : provider.models()) {
                    models.add(model.id());
                    models.addAll(model.aliases());
                }
            }
            if (chains.contains(target)
                    || models.contains(target)
                    || (colon > 0
                            && !target.substring(colon + 1).isBlank()
                            && prefixes.contains(
                                    target.substring(0, colon).toLowerCase(Locale.ROOT)))) {
                return Optional.empty();
            }
            if (slash > 0 && (colon < 0 || slash < colon)) {
                return Optional.of(
                        "write \"openrouter:%s\", or another provider before the colon"
                                .formatted(target));
            }
            if (colon > 0) {
                String prefix = target.substring(0, colon);
                if (target.substring(colon + 1).isBlank()) {
                    return Optional.of(
                            "\"%s\" names no model: write %s:model".formatted(target, prefix));
                }
                return Optional.of(
                        "there is no provider \"%s\"%s"
                                .formatted(
                                        prefix,
                                        Closest.to(prefix, prefixes)
                                                .map(word ->
                                                        ": did you mean \"%s\"?"
                                                                .formatted(
                                                                        word
                                                                                + target.substring(
                                                                                        colon)))
                                                .orElse(": add it under providers")));
            }
            return Optional.of(
                    "\"%s\" is neither a chain nor a configured model: write provider:model"
                            .formatted(target));
        }
    }
}
