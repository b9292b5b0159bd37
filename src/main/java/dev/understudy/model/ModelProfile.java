package dev.understudy.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A model that may be tried, with all a strategy may ask about it.
///
/// @param aliases other names of the model
/// @param prices in USD by price type, such as `text.input` for a million tokens of a prompt; a
///   price that is not known is not there
/// @param metrics of the recent past, read when asked for
public record ModelProfile(
        Target target,
        List<String> aliases,
        Party provider,
        Party author,
        About about,
        Abilities abilities,
        Policies policies,
        Map<String, BigDecimal> prices,
        List<Datacenter> datacenters,
        ModelMetrics metrics) {
    public ModelProfile {
        aliases = List.copyOf(aliases);
        prices = Map.copyOf(prices);
        datacenters = List.copyOf(datacenters);
    }

    /// A model of which only the name is known.
    public static ModelProfile unknown(Target target) {
        return new ModelProfile(
                target,
                List.of(),
                Party.named(target.provider()),
                Party.named(""),
                About.NOTHING,
                Abilities.UNKNOWN,
                Policies.UNKNOWN,
                Map.of(),
                List.of(),
                new ModelMetrics.Read(Instant.EPOCH, Metrics.none(Duration.ZERO), Map.of()));
    }

    /// Who serves a model, or who made it.
    ///
    /// @param aliases other names of the same
    /// @param metadata texts, numbers, booleans, lists and maps
    public record Party(String id, List<String> aliases, Map<String, Object> metadata) {
        public Party {
            aliases = List.copyOf(aliases);
            metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        }

        public static Party named(String id) {
            return new Party(id, List.of(), Map.of());
        }
    }

    /// What is told of a model.
    ///
    /// @param known whether the catalogue or the settings name it
    /// @param custom whether the settings do
    /// @param metadata texts, numbers, booleans, lists and maps
    public record About(
            String displayName,
            String description,
            boolean known,
            boolean custom,
            Map<String, Object> metadata) {
        /// Nothing is.
        public static final About NOTHING = new About("", "", false, false, Map.of());

        public About {
            metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        }
    }

    /// What a model can do.
    ///
    /// @param features such as `tool-calling`
    /// @param parameterCount the number of its weights
    /// @param quantization such as `fp8`; empty if it is not known
    public record Abilities(
            List<String> inputModalities,
            List<String> outputModalities,
            List<String> features,
            OptionalLong contextWindow,
            OptionalLong maxOutputTokens,
            OptionalLong parameterCount,
            String quantization) {
        /// Nothing is known.
        public static final Abilities UNKNOWN =
                new Abilities(
                        List.of(),
                        List.of(),
                        List.of(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        "");

        public Abilities {
            inputModalities = List.copyOf(inputModalities);
            outputModalities = List.copyOf(outputModalities);
            features = List.copyOf(features);
        }
    }

    /// What a provider does with prompts; empty where it is not known.
    public record Policies(String training, String retention, OptionalInt retentionDays) {
        /// Nothing is known.
        public static final Policies UNKNOWN = new Policies("", "", OptionalInt.empty());
    }

    /// Where a model runs.
    ///
    /// @param countryCode ISO 3166, two letters
    /// @param region the cloud's own name of it, such as `us-east-1`
    public record Datacenter(String countryCode, String region) {}
}
