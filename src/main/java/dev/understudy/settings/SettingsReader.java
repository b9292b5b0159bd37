package dev.understudy.settings;

import dev.understudy.model.Additions;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.GatewaySettings.FailoverRule;
import dev.understudy.model.GatewaySettings.OnError;
import dev.understudy.model.GatewaySettings.Requests;
import dev.understudy.model.GatewaySettings.Restrictions;
import dev.understudy.model.GatewaySettings.ServerSettings;
import dev.understudy.model.GatewaySettings.Strategies;
import dev.understudy.model.GatewaySettings.Sync;
import dev.understudy.model.Provider;
import dev.understudy.model.Timeouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads `gateway.yaml`, or a Traffic Policy document with the same settings in it; checks all of
/// it, and tells every problem with its place.
public final class SettingsReader {
    private static final Set<String> ROOT =
            Set.of(
                    "server",
                    "network",
                    "catalogue_sync",
                    "max_input_tokens",
                    "max_output_tokens",
                    "headers",
                    "query_params",
                    "body",
                    "on_error",
                    "per_request_timeout",
                    "first_token_timeout",
                    "stream_idle_timeout",
                    "total_timeout",
                    "failover",
                    "providers",
                    "only_allow_configured_providers",
                    "only_allow_configured_models",
                    "model_selection",
                    "api_key_selection",
                    "chains");

    private final List<Provider> builtIn;
    private final Function<String, @Nullable String> environment;
    private final Secrets secrets;
    private final ExpressionCheck check;

    /// What a file holds.
    ///
    /// @param warnings what is left out for now, such as a key whose variable is not set
    public record Loaded(GatewaySettings settings, List<Problem> warnings) {
        public Loaded {
            warnings = List.copyOf(warnings);
        }
    }

    /// Reads settings that find no secrets, and whose strategies are taken as they are.
    public SettingsReader(List<Provider> builtIn, Function<String, @Nullable String> environment) {
        this(builtIn, environment, Secrets.NONE, ExpressionCheck.NONE);
    }

    /// @param builtIn the providers that are there without being named
    /// @param environment a variable's value by its name, such as `System::getenv`
    /// @param secrets asked each time a file is read
    /// @param check told every expression of a strategy
    public SettingsReader(
            List<Provider> builtIn,
            Function<String, @Nullable String> environment,
            Secrets secrets,
            ExpressionCheck check) {
        this.builtIn = List.copyOf(builtIn);
        this.environment = environment;
        this.secrets = secrets;
        this.check = check;
    }

    /// Reads a file's text.
    ///
    /// @throws InvalidSettingsException if anything in it is wrong
    public Loaded read(String text) throws InvalidSettingsException {
        var problems = new ArrayList<Problem>();
        var warnings = new ArrayList<Problem>();
        PolicyDocument.Settings found =
                PolicyDocument.in(YamlDocument.read(text), problems, warnings);
        Fields root = Fields.of(found.node(), found.path(), problems, ROOT);
        var strategies = new StrategyReader(problems);
        var placeholders = new Placeholders(environment, secrets);
        ServerSettings server = ServerReader.read(root);
        Additions additions = new AdditionsReader(placeholders, warnings).read(root);
        List<Provider> providers =
                new ProviderReader(
                                builtIn,
                                additions,
                                new KeyReader(placeholders, warnings),
                                new SurfaceReader(warnings),
                                server.port())
                        .read(root);
        var settings =
                new GatewaySettings(
                        server,
                        timeouts(root),
                        root.word(
                                        "failover",
                                        Map.of(
                                                "standard", FailoverRule.STANDARD,
                                                "any_error", FailoverRule.ANY_ERROR))
                                .orElse(FailoverRule.STANDARD),
                        providers,
                        ChainReader.read(root, providers, problems),
                        requests(root, additions),
                        new Restrictions(
                                root.flag("only_allow_configured_providers"),
                                root.flag("only_allow_configured_models")),
                        new Strategies(
                                strategies.read(root, "model_selection", check::ofModels),
                                strategies.read(root, "api_key_selection", check::ofKeys)),
                        new OutboundReader(placeholders, warnings).read(root),
                        root.word(
                                        "catalogue_sync",
                                        Map.of("on_demand", Sync.ON_DEMAND, "daily", Sync.DAILY))
                                .orElse(Sync.ON_DEMAND));
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return new Loaded(settings, warnings);
    }

    private static Requests requests(Fields root, Additions additions) {
        return new Requests(
                AdditionsReader.tokens(root, "max_input_tokens"),
                additions,
                root.word("on_error", Map.of("halt", OnError.HALT, "continue", OnError.CONTINUE))
                        .orElse(OnError.HALT));
    }

    private static Timeouts timeouts(Fields root) {
        Timeouts standard = Timeouts.STANDARD;
        return new Timeouts(
                root.duration("per_request_timeout", standard.perRequest()),
                root.duration("first_token_timeout", standard.firstToken()),
                root.duration("stream_idle_timeout", standard.streamIdle()),
                root.duration("total_timeout", standard.total()));
    }
}
