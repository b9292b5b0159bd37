package dev.understudy.catalog;

import dev.understudy.catalog.Endpoint.Limits;
import dev.understudy.catalog.Endpoint.Percentiles;
import dev.understudy.catalog.Endpoint.Uptime;
import dev.understudy.model.ListReply;
import dev.understudy.model.ListReply.Validators;
import dev.understudy.model.Target;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Where OpenRouter's models are served: as told when it was last asked, kept on disk.
///
/// Thread-safe.
public final class EndpointBook {
    private static final System.Logger LOG = System.getLogger(EndpointBook.class.getName());
    private static final Pattern MODEL =
            Pattern.compile("~?[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._:-]*");

    private final AnswerStore store;
    private final InstantSource clock;

    /// @param folder made when there is something to keep
    public EndpointBook(Path folder, InstantSource clock) {
        this.store = new AnswerStore(folder.resolve("endpoints"));
        this.clock = clock;
    }

    /// Whether a target is one whose endpoints can be asked for.
    public static boolean tells(Target target) {
        return target.provider().equals(Catalogue.OPENROUTER)
                && MODEL.matcher(target.model()).matches();
    }

    /// What was told last.
    public EndpointList known(Target target) {
        return stored(target).flatMap(EndpointBook::list).orElse(EndpointList.UNKNOWN);
    }

    /// Asks for them.
    ///
    /// @return what was told last with the reason, if that fails
    public EndpointList ask(Target target, ModelSource source) throws InterruptedException {
        if (!tells(target)) {
            return EndpointList.UNKNOWN;
        }
        Optional<StoredAnswer> before = stored(target);
        ListReply reply =
                source.get(
                        target.provider(),
                        "/models/%s/endpoints".formatted(target.model()),
                        before.map(StoredAnswer::validators).orElse(Validators.NONE));
        Instant now = clock.instant();
        return switch (reply) {
            case ListReply.Same() -> same(target, before, now);
            case ListReply.Fresh(var validators, var body) ->
                    fresh(target, new StoredAnswer(validators, now, now, body));
            case ListReply.Failed(var why) -> failed(target, why);
        };
    }

    private EndpointList same(Target target, Optional<StoredAnswer> before, Instant now) {
        Optional<StoredAnswer> checked =
                before.map(
                        answer -> new StoredAnswer(answer.validators(), now, now, answer.body()));
        checked.ifPresent(answer -> keep(target, answer));
        return checked.flatMap(EndpointBook::list).orElse(EndpointList.UNKNOWN);
    }

    private EndpointList fresh(Target target, StoredAnswer answer) {
        Optional<EndpointList> list = list(answer);
        if (list.isEmpty()) {
            return failed(target, "What came is no list of endpoints: try again later.");
        }
        keep(target, answer);
        return list.get();
    }

    private EndpointList failed(Target target, String why) {
        EndpointList known = known(target);
        return new EndpointList(known.endpoints(), known.fetched(), Optional.of(why));
    }

    private void keep(Target target, StoredAnswer answer) {
        try {
            store.write(target.toString(), answer);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the endpoints of " + target + " cannot be kept", e);
        }
    }

    private Optional<StoredAnswer> stored(Target target) {
        try {
            return store.read(target.toString());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the endpoints of " + target + " cannot be read", e);
            return Optional.empty();
        }
    }

    /// Empty if it is no such answer.
    private static Optional<EndpointList> list(StoredAnswer answer) {
        try {
            JsonNode endpoints = ListJson.read(answer.body()).path("data").path("endpoints");
            return endpoints.isArray()
                    ? Optional.of(
                            new EndpointList(
                                    endpoints.valueStream().map(EndpointBook::endpoint).toList(),
                                    Optional.of(answer.fetched()),
                                    Optional.empty()))
                    : Optional.empty();
        } catch (UnreadableListException _) {
            return Optional.empty();
        }
    }

    private static Endpoint endpoint(JsonNode json) {
        return new Endpoint(
                ListJson.text(json, "provider_name").orElse("?"),
                ListJson.text(json, "tag").orElse(""),
                ListJson.text(json, "quantization")
                        .filter(word -> !word.equals("unknown"))
                        .orElse(""),
                new Limits(
                        ListJson.count(json.path("context_length")),
                        ListJson.count(json.path("max_prompt_tokens")),
                        ListJson.count(json.path("max_completion_tokens"))),
                OpenRouterModels.prices(json.path("pricing")),
                json.path("status").asInt(0),
                new Uptime(
                        percent(json.path("uptime_last_5m")),
                        percent(json.path("uptime_last_30m")),
                        percent(json.path("uptime_last_1d"))),
                percentiles(json.path("latency_last_30m")),
                percentiles(json.path("throughput_last_30m")),
                ListJson.texts(json.path("supported_parameters")));
    }

    private static OptionalDouble percent(JsonNode json) {
        return json.isNumber() && json.asDouble() >= 0 && json.asDouble() <= 100
                ? OptionalDouble.of(json.asDouble())
                : OptionalDouble.empty();
    }

    private static Optional<Percentiles> percentiles(JsonNode json) {
        List<Double> values =
                List.of("p50", "p75", "p90", "p99").stream()
                        .map(json::path)
                        .filter(JsonNode::isNumber)
                        .map(JsonNode::asDouble)
                        .filter(value -> value >= 0 && value < 1e9)
                        .toList();
        return values.size() == 4
                ? Optional.of(
                        new Percentiles(values.get(0), values.get(1), values.get(2), values.get(3)))
                : Optional.empty();
    }
}
