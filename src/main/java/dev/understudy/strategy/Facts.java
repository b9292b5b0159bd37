package dev.understudy.strategy;

import dev.understudy.model.KeyProfile;
import dev.understudy.model.Metrics;
import dev.understudy.model.ModelMetrics;
import dev.understudy.model.ModelProfile;
import dev.understudy.model.ModelProfile.Datacenter;
import dev.understudy.model.ModelProfile.Party;
import dev.understudy.model.Target;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Type;

/// What expressions can read: the types of the facts and their fields.
///
/// The scopes `endpoint`, `account`, `global` and `region` of a model's metrics are one and the
/// same: what this gateway measured lately. A time that was not measured yet is zero, or null where
/// only streams have it.
final class Facts {
    static final Type MODEL = Decls.newObjectType("Model");
    static final Type PROVIDER = Decls.newObjectType("Provider");
    static final Type AUTHOR = Decls.newObjectType("Author");
    static final Type KEY = Decls.newObjectType("Key");
    static final Type MODELS_ROOT = Decls.newObjectType("ai");
    static final Type KEYS_ROOT = Decls.newObjectType("ai_keys");

    private static final Type TEXTS = Decls.newListType(Decls.String);
    private static final Type DATA = Decls.newMapType(Decls.String, Decls.Dyn);
    private static final Type SCOPE = Decls.newObjectType("Metrics");
    private static final Type SCOPES = Decls.newObjectType("ModelMetrics");
    private static final Type LATENCY = Decls.newObjectType("Latency");
    private static final Type ERRORS = Decls.newObjectType("ErrorRate");
    private static final Type TOKENS = Decls.newObjectType("Tokens");
    private static final Type QUOTA = Decls.newObjectType("Quota");
    private static final Type DATACENTER = Decls.newObjectType("Datacenter");

    /// All types.
    static final List<FactType<?>> TYPES =
            List.of(
                    models(),
                    keys(),
                    model(),
                    provider(),
                    author(),
                    key(),
                    datacenter(),
                    scopes(),
                    scope(),
                    latency(),
                    errors(),
                    tokens(),
                    quota());

    private Facts() {}

    /// What `ai` is to a strategy for keys.
    record Keys(List<KeyProfile> keys) {}

    /// A model's metrics.
    record Scopes(Target target, ModelMetrics metrics) {
        Scope all() {
            return new Scope(target, metrics.at(), metrics.all(), KeyProfile.Quota.UNKNOWN);
        }

        Map<String, Scope> byKey() {
            Map<String, Scope> all = new LinkedHashMap<>();
            metrics.byKey()
                    .forEach((key, of) ->
                            all.put(
                                    key,
                                    new Scope(target, metrics.at(), of.metrics(), of.quota())));
            return all;
        }
    }

    /// A model's metrics in one scope.
    record Scope(Target target, Instant end, Metrics metrics, KeyProfile.Quota quota) {
        Instant start() {
            return end.minus(metrics.window());
        }
    }

    /// What answers took.
    record Latency(Metrics of) {}

    /// What answers used, as providers counted; nothing is estimated.
    record Tokens(Metrics of) {}

    /// A provider and its models.
    record Provider(Party party, List<ModelProfile> models) {}

    /// An author and its models.
    record Author(Party party, List<ModelProfile> models) {}

    static String typeOf(Object fact) {
        return TYPES.stream()
                .filter(type -> type.holds(fact))
                .map(FactType::name)
                .findFirst()
                .orElse("value");
    }

    /// A field of a fact, by name.
    ///
    /// @throws EvaluationException if it has none of that name
    static Object read(Object fact, String field) {
        return TYPES.stream()
                .filter(type -> type.holds(fact))
                .map(type -> type.field(field))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() ->
                        new EvaluationException(
                                "%s has no field %s".formatted(Values.type(fact), field)))
                .read(fact);
    }

    private static Object noSecret(KeyProfile key) {
        throw new EvaluationException(
                "value is never given, as keys do not leave the vault: compare the id instead");
    }

    private static FactType<Candidates> models() {
        return new FactType<>(MODELS_ROOT, Candidates.class)
                .with("models", Decls.newListType(MODEL), Candidates::models)
                .with("providers", Decls.newListType(PROVIDER), Candidates::providers)
                .with("authors", Decls.newListType(AUTHOR), Candidates::authors);
    }

    private static FactType<ModelProfile> model() {
        return new FactType<>(MODEL, ModelProfile.class)
                .with("id", Decls.String, m -> m.target().model())
                .with("provider_id", Decls.String, m -> m.target().provider())
                .with("author_id", Decls.String, m -> m.author().id())
                .with("display_name", Decls.String, m -> m.about().displayName())
                .with("description", Decls.String, m -> m.about().description())
                .with("id_aliases", TEXTS, ModelProfile::aliases)
                .with("provider_id_aliases", TEXTS, m -> m.provider().aliases())
                .with("author_id_aliases", TEXTS, m -> m.author().aliases())
                .with("known", Decls.Bool, m -> m.about().known())
                .with("custom", Decls.Bool, m -> m.about().custom())
                .with("metadata", DATA, m -> m.about().metadata())
                .with("input_modalities", TEXTS, m -> m.abilities().inputModalities())
                .with("output_modalities", TEXTS, m -> m.abilities().outputModalities())
                .with("supported_features", TEXTS, m -> m.abilities().features())
                .with("max_context_window", Decls.Dyn, m -> m.abilities().contextWindow())
                .with("max_output_tokens", Decls.Dyn, m -> m.abilities().maxOutputTokens())
                .with("parameter_count", Decls.Dyn, m -> m.abilities().parameterCount())
                .with("quantization", Decls.String, m -> m.abilities().quantization())
                .with("data_training_policy", Decls.String, m -> m.policies().training())
                .with("data_retention_policy", Decls.String, m -> m.policies().retention())
                .with("data_retention_days", Decls.Dyn, m -> m.policies().retentionDays())
                .with("pricing", Decls.Dyn, m -> new Pricing(m.prices(), ""))
                .with("datacenters", Decls.newListType(DATACENTER), ModelProfile::datacenters)
                .with("metrics", SCOPES, m -> new Scopes(m.target(), m.metrics()));
    }

    private static FactType<Keys> keys() {
        return new FactType<>(KEYS_ROOT, Keys.class)
                .with("keys", Decls.newListType(KEY), Keys::keys);
    }

    private static FactType<Provider> provider() {
        return new FactType<>(PROVIDER, Provider.class)
                .with("id", Decls.String, provider -> provider.party().id())
                .with("id_aliases", TEXTS, provider -> provider.party().aliases())
                .with("metadata", DATA, provider -> provider.party().metadata())
                .with("models", Decls.newListType(MODEL), Provider::models);
    }

    private static FactType<Author> author() {
        return new FactType<>(AUTHOR, Author.class)
                .with("id", Decls.String, author -> author.party().id())
                .with("id_aliases", TEXTS, author -> author.party().aliases())
                .with("models", Decls.newListType(MODEL), Author::models);
    }

    private static FactType<KeyProfile> key() {
        return new FactType<>(KEY, KeyProfile.class)
                .with("id", Decls.String, KeyProfile::id)
                .with("value", Decls.String, Facts::noSecret)
                .with("quota", QUOTA, KeyProfile::quota)
                .with("error_rate", ERRORS, KeyProfile::errors);
    }

    private static FactType<Datacenter> datacenter() {
        return new FactType<>(DATACENTER, Datacenter.class)
                .with("country_code", Decls.String, Datacenter::countryCode)
                .with("region", Decls.String, Datacenter::region);
    }

    private static FactType<Scopes> scopes() {
        return new FactType<>(SCOPES, Scopes.class)
                .with("endpoint", SCOPE, Scopes::all)
                .with("account", SCOPE, Scopes::all)
                .with("global", SCOPE, Scopes::all)
                .with("region", SCOPE, Scopes::all)
                .with("api_keys", Decls.newMapType(Decls.String, SCOPE), Scopes::byKey);
    }

    private static FactType<Scope> scope() {
        return new FactType<>(SCOPE, Scope.class)
                .with("provider", Decls.String, scope -> scope.target().provider())
                .with("model", Decls.String, scope -> scope.target().model())
                .with("request_count", Decls.Dyn, scope -> scope.metrics().requests())
                .with("start_time", Decls.Dyn, Scope::start)
                .with("end_time", Decls.Dyn, Scope::end)
                .with("latency", LATENCY, scope -> new Latency(scope.metrics()))
                .with("error_rate", ERRORS, scope -> scope.metrics().errors())
                .with("token", TOKENS, scope -> new Tokens(scope.metrics()))
                .with("quota", QUOTA, Scope::quota);
    }

    private static FactType<Latency> latency() {
        return new FactType<>(LATENCY, Latency.class)
                .with("gateway_ms_avg", Decls.Dyn, l -> average(l.of().gateway(), 0.0))
                .with("gateway_ms_p95", Decls.Dyn, l -> p95(l.of().gateway(), 0.0))
                .with("upstream_ms_avg", Decls.Dyn, l -> average(l.of().upstream(), 0.0))
                .with("upstream_ms_p95", Decls.Dyn, l -> p95(l.of().upstream(), 0.0))
                .with(
                        "time_to_first_token_ms_avg",
                        Decls.Dyn,
                        l -> average(l.of().firstToken(), Absent.NULL))
                .with(
                        "time_to_first_token_ms_p95",
                        Decls.Dyn,
                        l -> p95(l.of().firstToken(), Absent.NULL))
                .with(
                        "time_per_output_token_ms_avg",
                        Decls.Dyn,
                        l -> average(l.of().perOutputToken(), Absent.NULL))
                .with(
                        "time_per_output_token_ms_p95",
                        Decls.Dyn,
                        l -> p95(l.of().perOutputToken(), Absent.NULL));
    }

    private static Object average(Optional<Metrics.Spread> spread, Object otherwise) {
        return spread.<Object>map(Metrics.Spread::average).orElse(otherwise);
    }

    private static Object p95(Optional<Metrics.Spread> spread, Object otherwise) {
        return spread.<Object>map(Metrics.Spread::p95).orElse(otherwise);
    }

    private static FactType<Metrics.Errors> errors() {
        return new FactType<>(ERRORS, Metrics.Errors.class)
                .with("total", Decls.Dyn, Metrics.Errors::total)
                .with("timeout", Decls.Dyn, Metrics.Errors::timeout)
                .with("rate_limit", Decls.Dyn, Metrics.Errors::rateLimit)
                .with("client", Decls.Dyn, Metrics.Errors::client)
                .with("server", Decls.Dyn, Metrics.Errors::server);
    }

    private static FactType<Tokens> tokens() {
        return new FactType<>(TOKENS, Tokens.class)
                .with("provider_input", Decls.Dyn, tokens -> tokens.of().input())
                .with("provider_output", Decls.Dyn, tokens -> tokens.of().output())
                .with("estimated_input", Decls.Dyn, tokens -> tokens.of().input())
                .with("estimated_output", Decls.Dyn, tokens -> tokens.of().output());
    }

    private static FactType<KeyProfile.Quota> quota() {
        return new FactType<>(QUOTA, KeyProfile.Quota.class)
                .with("remaining_requests", Decls.Dyn, KeyProfile.Quota::remainingRequests)
                .with("remaining_tokens", Decls.Dyn, KeyProfile.Quota::remainingTokens)
                .with("limit_requests", Decls.Dyn, KeyProfile.Quota::limitRequests)
                .with("limit_tokens", Decls.Dyn, KeyProfile.Quota::limitTokens);
    }
}
