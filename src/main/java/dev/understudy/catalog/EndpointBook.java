package dev.understudy.catalog;

import dev.understudy.catalog.Endpoint.Limits;
import dev.understudy.catalog.Endpoint.Percentiles;
import dev.understudy.catalog.Endpoint.Uptime;
import dev.understudy.catalog.KeptAnswers.Told;
import dev.understudy.model.ListReply;
import dev.understudy.model.Target;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Where OpenRouter's models are served: as told when it was last asked, kept on disk.
///
/// Thread-safe.
public final class EndpointBook {
    private static final Pattern MODEL =
            Pattern.compile("~?[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._:-]*");

    private final KeptAnswers<List<Endpoint>> answers;
    private final InstantSource clock;

    /// @param folder made when there is something to keep
    public EndpointBook(Path folder, InstantSource clock) {
        this.answers = new KeptAnswers<>(folder.resolve("endpoints"), EndpointBook::read);
        this.clock = clock;
    }

    /// Whether a target is one whose endpoints can be asked for.
    public static boolean tells(Target target) {
        return target.provider().equals(Catalogue.OPENROUTER)
                && MODEL.matcher(target.model()).matches();
    }

    /// What was told last.
    public EndpointList known(Target target) {
        return list(answers.known(target.toString()));
    }

    /// Asks for those of all these models at the same time; an interrupt ends all.
    ///
    /// @return for each that can be asked for what is told, or what was told last with the reason
    public Map<Target, EndpointList> ask(Collection<Target> targets, ModelSource source)
            throws InterruptedException {
        var told = new LinkedHashMap<Target, EndpointList>();
        new Replies(source)
                .to(targets.stream().filter(EndpointBook::tells).distinct().toList(), this::ask)
                .forEach((target, reply) ->
                        told.put(
                                target,
                                list(answers.take(target.toString(), reply, clock.instant()))));
        return told;
    }

    private ListReply ask(Target target, ModelSource source) throws InterruptedException {
        return source.get(
                target.provider(),
                "/models/%s/endpoints".formatted(target.model()),
                answers.validators(target.toString()));
    }

    private static EndpointList list(Told<List<Endpoint>> told) {
        return new EndpointList(told.value().orElse(List.of()), told.fetched(), told.problem());
    }

    /// Empty if it is no such answer.
    private static Optional<List<Endpoint>> read(String body) {
        try {
            JsonNode endpoints = ListJson.read(body).path("data").path("endpoints");
            return endpoints.isArray()
                    ? Optional.of(endpoints.valueStream().map(EndpointBook::endpoint).toList())
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
