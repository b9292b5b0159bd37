package dev.understudy.strategy;

import dev.understudy.model.KeyProfile;
import dev.understudy.model.Metrics;
import dev.understudy.model.ModelMetrics;
import dev.understudy.model.ModelProfile;
import dev.understudy.model.ModelProfile.Abilities;
import dev.understudy.model.ModelProfile.About;
import dev.understudy.model.ModelProfile.Datacenter;
import dev.understudy.model.ModelProfile.Party;
import dev.understudy.model.ModelProfile.Policies;
import dev.understudy.model.Target;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Models and keys to choose among.
final class Given {
    static final ModelProfile SONNET =
            model(
                    "anthropic:sonnet",
                    "anthropic",
                    Map.of("text.input", "3", "text.output", "15", "text.input_cache_read", "0.3"),
                    Map.of("tier", "gold", "team", Map.of("name", "core", "size", 4)),
                    200_000);
    static final ModelProfile MINI =
            model(
                    "openai:mini",
                    "openai",
                    Map.of("text.input", "0.15", "text.output", "0.6"),
                    Map.of("tier", "silver"),
                    128_000);
    static final ModelProfile LOCAL = ModelProfile.unknown(new Target("lab", "llama"));
    static final List<ModelProfile> MODELS = List.of(SONNET, MINI, LOCAL);

    static final KeyProfile CALM = key("calm", OptionalLong.of(900), 0.01);
    static final KeyProfile BUSY = key("busy", OptionalLong.of(100), 0.2);
    static final KeyProfile SILENT = key("silent", OptionalLong.empty(), 0);
    static final List<KeyProfile> KEYS = List.of(BUSY, SILENT, CALM);

    private Given() {}

    static ModelProfile model(
            String target,
            String author,
            Map<String, String> prices,
            Map<String, Object> metadata,
            long context) {
        String[] parts = target.split(":", 2);
        var amounts = new LinkedHashMap<String, BigDecimal>();
        prices.forEach((type, price) -> amounts.put(type, new BigDecimal(price)));
        return new ModelProfile(
                new Target(parts[0], parts[1]),
                List.of(parts[1] + "-latest"),
                new Party(parts[0], List.of(parts[0].substring(0, 4)), Map.of("plan", "scale")),
                new Party(author, List.of(author + "-labs"), Map.of()),
                new About("The " + parts[1], "A model.", true, false, metadata),
                new Abilities(
                        List.of("text", "image"),
                        List.of("text"),
                        List.of("tool-calling"),
                        OptionalLong.of(context),
                        OptionalLong.of(8192),
                        OptionalLong.of(70_000_000_000L),
                        "fp8"),
                new Policies("none", "short", OptionalInt.of(0)),
                amounts,
                List.of(new Datacenter("DE", "eu-central-1"), new Datacenter("US", "us-east-1")),
                new ModelMetrics.Read(
                        Instant.ofEpochSecond(2000),
                        metrics(),
                        Map.of(
                                "k1",
                                new ModelMetrics.KeyMetrics(
                                        metrics(),
                                        new KeyProfile.Quota(
                                                OptionalLong.of(50),
                                                OptionalLong.of(5000),
                                                OptionalLong.of(60),
                                                OptionalLong.of(6000))))));
    }

    static Metrics metrics() {
        return new Metrics(
                Duration.ofSeconds(1000),
                10,
                new Metrics.Errors(0.01, 0.001, 0.002, 0.003, 0.004),
                Optional.of(new Metrics.Spread(0.1, 0.2)),
                Optional.of(new Metrics.Spread(700, 1700)),
                Optional.of(new Metrics.Spread(300, 600)),
                Optional.empty(),
                1,
                2);
    }

    static KeyProfile key(String id, OptionalLong remaining, double errors) {
        return new KeyProfile(
                id,
                new KeyProfile.Quota(
                        remaining,
                        OptionalLong.of(1000),
                        OptionalLong.of(1000),
                        OptionalLong.empty()),
                new Metrics.Errors(errors, 0, errors, 0, 0));
    }

    /// Many models with prices, features and metrics.
    static List<ModelProfile> many(int count) {
        var all = new ModelProfile[count];
        IntStream.range(0, count)
                .forEach(i ->
                        all[i] =
                                model(
                                        "prov%d:model-%d".formatted(i % 20, i),
                                        "author" + i % 30,
                                        Map.of("text.input", "0." + (i * 7919) % 1000),
                                        i % 3 == 0 ? Map.of("tier", "gold") : Map.of(),
                                        i * 100L));
        return List.of(all);
    }

    static Choice<ModelProfile> choice(List<ModelProfile> models, String... expressions) {
        try {
            return new ModelStrategy(List.of(expressions), System::nanoTime)
                    .choose(models, new SplittableRandom(7));
        } catch (InvalidExpressionException | StrategyException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /// The names chosen of [#MODELS].
    static List<String> chosen(String... expressions) {
        return choice(MODELS, expressions).chosen().stream()
                .map(model -> model.target().model())
                .toList();
    }

    /// The ids chosen of [#KEYS].
    static List<String> keys(String... expressions) {
        try {
            return new KeyStrategy(List.of(expressions), System::nanoTime)
                    .choose(KEYS, new SplittableRandom(7)).chosen().stream()
                            .map(KeyProfile::id)
                            .toList();
        } catch (InvalidExpressionException | StrategyException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
