package dev.understudy.strategy;

import static dev.understudy.strategy.Given.MODELS;
import static dev.understudy.strategy.Given.choice;
import static dev.understudy.strategy.Given.chosen;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.understudy.strategy.Choice.Dropped;
import dev.understudy.strategy.Choice.Outcome;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelStrategyTest {
    /// The documented patterns; what they choose of the three models given.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    ai.models | sonnet mini llama
                    ai.models.underCost('text.input', 0.4).sortBy('price') | mini
                    ai.models.filter(m, m.metrics.endpoint.request_count > 0 && m.metrics.endpoint.latency.upstream_ms_p95 < 1800 && m.metrics.endpoint.error_rate.total < 0.02) | sonnet mini
                    ai.models.filter(m, m.provider_id in ['lab', 'openai']).randomize().sortBy(m, m.id) | llama mini
                    ai.models.filter(m, 'tool-calling' in m.supported_features && m.max_context_window >= 100000) | sonnet mini
                    ai.models.inCountryCode('DE').filter(m, m.data_retention_days == 0) | sonnet mini
                    ai.models.filter(m, m.getMetadata('tier') == 'gold') | sonnet
                    ai.models.filter(m, m.known) | sonnet mini
                    ai.models.filter(m, m.known).sortBy('price') | mini sonnet
                    """)
    void runsTheCookbook(String expression, String models) {
        assertEquals(List.of(models.split(" ")), chosen(expression));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    ai.models.only(['sonnet', 'MINI-latest', 'nothing']) | sonnet mini
                    ai.models.only(['openai:mini']) | mini
                    ai.models.ignore(['sonnet-latest', 'llama']) | mini
                    ai.models.onlyProviders(['anth', 'lab']) | sonnet llama
                    ai.models.ignoreProviders(['openai']) | sonnet llama
                    ai.models.onlyAuthors(['openai-labs']) | mini
                    ai.models.ignoreAuthors(['openai']) | sonnet llama
                    ai.models.inRegion('us-east-1') | sonnet mini
                    ai.models.inCountryCode('de') | sonnet mini
                    ai.models.underCost('text.output', 1) | mini
                    ai.models.underCost('text.input_cache_read', 5) | sonnet
                    ai.models.sortBy('price') | mini sonnet llama
                    ai.models.sortBy('text.output') | mini sonnet llama
                    ai.models.sortBy(m, -m.pricing['text.input']) | sonnet mini llama
                    ai.models.sortBy(m, m.display_name) | llama mini sonnet
                    ai.models[1] | mini
                    ai.models.get('anthropic', 'sonnet-latest') | sonnet
                    ai.providers.get('openai').models | mini
                    ai.providers.get('anth').getModel('sonnet') | sonnet
                    ai.providers.only(['anthropic', 'lab'])[1].models | llama
                    ai.providers.ignore(['lab', 'openai'])[0].models | sonnet
                    ai.providers.filter(p, p.getMetadata('plan') == 'scale')[1].models | mini
                    ai.authors.get('openai').models | mini
                    ai.authors.only(['anthropic'])[0].models | sonnet
                    ai.models.map(m, m.known, m) | sonnet mini
                    ai.models.map(m, m)[2] | llama
                    [ai.models[2], ai.models[0]] | llama sonnet
                    ai.models + ai.models | sonnet mini llama
                    ai.models.size() > 2 ? ai.models[0] : ai.models[1] | sonnet
                    ai.models.exists(m, m.id == 'mini') ? ai.models.only(['mini']) : [] | mini
                    ai.models.all(m, m.known) ? [] : [ai.models[2]] | llama
                    ai.models.exists_one(m, m.id.startsWith('s')) ? [ai.models[0]] : [] | sonnet
                    ai.models.filter(m, ai.models.exists(n, n.provider_id == 'lab' && n.id != m.id)) | sonnet mini
                    """)
    void hasTheFunctions(String expression, String models) {
        assertEquals(List.of(models.split(" ")), chosen(expression));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m.id == 'sonnet'",
                "m.provider_id == 'anthropic' && m.author_id == 'anthropic'",
                "m.display_name == 'The sonnet' && m.description.contains('model')",
                "'sonnet-latest' in m.id_aliases && 'anth' in m.provider_id_aliases",
                "'anthropic-labs' in m.author_id_aliases",
                "m.known && !m.custom",
                "m.metadata.tier == 'gold' && m.metadata['team'].size == 4",
                "m.getMetadata('team.name') == 'core'",
                "has(m.metadata.team) && 'tier' in m.metadata",
                "m.input_modalities.size() == 2 && 'text' in m.output_modalities",
                "m.max_context_window == 200000 && m.max_output_tokens == 8192",
                "m.parameter_count > 1000000000 && m.quantization == 'fp8'",
                "m.data_training_policy == 'none' && m.data_retention_policy == 'short'",
                "m.data_retention_days == 0",
                "m.pricing['text.input'] == 3 && m.pricing.text.output == 15",
                "has(m.pricing.text.input_cache_read) && 'text.input' in m.pricing",
                "m.pricing.text.input * 2 + 1 == 7 && m.pricing.text.input / 2 == 1.5",
                "m.datacenters.exists(d, d.country_code == 'DE' && d.region == 'eu-central-1')",
                "m.metrics.endpoint.request_count == 10",
                "m.metrics.account.start_time == 1000 && m.metrics.global.end_time == 2000",
                "m.metrics.region.provider == 'anthropic' && m.metrics.region.model == 'sonnet'",
                "m.metrics.endpoint.latency.gateway_ms_avg == 0.1",
                "m.metrics.endpoint.latency.gateway_ms_p95 == 0.2",
                "m.metrics.endpoint.latency.upstream_ms_avg == 700",
                "m.metrics.endpoint.latency.time_to_first_token_ms_avg == 300",
                "m.metrics.endpoint.latency.time_to_first_token_ms_p95 == 600",
                "m.metrics.endpoint.latency.time_per_output_token_ms_avg == null",
                "m.metrics.endpoint.latency.time_per_output_token_ms_p95 == null",
                "m.metrics.endpoint.error_rate.timeout == 0.001",
                "m.metrics.endpoint.error_rate.rate_limit == 0.002",
                "m.metrics.endpoint.error_rate.client < m.metrics.endpoint.error_rate.server",
                "m.metrics.endpoint.token.provider_input == 1",
                "m.metrics.endpoint.token.provider_output == 2",
                "m.metrics.endpoint.token.estimated_input == 1",
                "m.metrics.endpoint.token.estimated_output == 2",
                "'k1' in m.metrics.api_keys && m.metrics.api_keys['k1'].request_count == 10",
                "m.metrics.api_keys['k1'].quota.remaining_requests == 50",
                "m.metrics.api_keys['k1'].quota.remaining_tokens == 5000",
                "m.metrics.api_keys['k1'].quota.limit_requests == 60",
                "m.metrics.api_keys['k1'].quota.limit_tokens == 6000",
                "m.id.matches('^s[o-n]?.*t$') == false || m.id.endsWith('net')",
                "string(m.max_output_tokens) == '8192' && int('7') == 7 && double(1) < 1.5",
                "7 % 4 == 3 && 7 - 4 == 3 && -(3) == 0 - 3 && 'a' + 'b' == 'ab'",
                "[1, 2] + [3] == [1, 2, 3] && 1 < 1.5 && 2 >= 2 && 'a' < 'b'"
            })
    void hasTheVariables(String condition) {
        String expression = "ai.models.filter(m, m.id == 'sonnet' && (%s))".formatted(condition);

        assertEquals(List.of("sonnet"), chosen(expression));
    }

    @Test
    void takesTheFirstThatChoosesAnything() {
        var choice =
                choice(
                        MODELS,
                        "ai.models.filter(m, m.id == 'none')",
                        "ai.models[9]",
                        "ai.models.random()",
                        "ai.models");

        assertEquals(1, choice.chosen().size());
        assertEquals(
                List.of(
                        new Outcome.Nothing(),
                        new Outcome.Failed(
                                new Problem(1, 10, "there is no element 9 in a list of 3")),
                        new Outcome.Chose(1)),
                choice.steps().stream().map(Choice.Step::outcome).toList());
    }

    @Test
    void leavesOutElementsThatAConditionCannotBeToldOf() {
        var choice = choice(MODELS, "ai.models.filter(m, m.getMetadata('team.size') > 3)");

        assertEquals(
                List.of(
                        new Dropped("openai:mini", "there is no metadata \"team.size\""),
                        new Dropped("lab:llama", "there is no metadata \"team.size\"")),
                choice.steps().getFirst().dropped());
        assertEquals(List.of(MODELS.getFirst()), choice.chosen());
    }

    @Test
    void leavesOutElementsWithoutTheNumberOrEntryAskedFor() {
        assertEquals(
                List.of(),
                chosen("ai.models.filter(m, m.metrics.api_keys['no'].request_count > 0)"));
        assertEquals(
                List.of(new Dropped("lab:llama", "null cannot be compared with int")),
                choice(MODELS, "ai.models.filter(m, m.max_context_window > 1)")
                        .steps()
                        .getFirst()
                        .dropped());
    }

    @Test
    void tellsOfTheFirstTwentyLeftOutAndHowManyThereWere() {
        var step =
                choice(Given.many(500), "ai.models.filter(m, m.metadata.x == 1)", "ai.models")
                        .steps()
                        .getFirst();

        assertEquals(20, step.dropped().size());
        assertEquals(500, step.drops());
    }

    @Test
    void choosesTheSameWithTheSameRandomness() throws Exception {
        var strategy = new ModelStrategy(List.of("ai.models.randomize()"), System::nanoTime);
        var models = Given.many(50);

        var once = strategy.choose(models, new SplittableRandom(1)).chosen();
        var again = strategy.choose(models, new SplittableRandom(1)).chosen();
        var other = strategy.choose(models, new SplittableRandom(2)).chosen();

        assertEquals(once, again);
        assertEquals(50, other.size());
        assertEquals(false, once.equals(other));
    }

    @Test
    void nothingOfNothingIsNoFailure() {
        assertEquals(List.of(), choice(List.of(), "ai.models.random()", "ai.models").chosen());
    }

    @Test
    void withoutExpressionsEverythingIsChosen() {
        assertEquals(MODELS, choice(MODELS).chosen());
    }

    @Test
    void failsIfNothingIsChosenAndAnExpressionFailed() throws Exception {
        var strategy =
                new ModelStrategy(
                        List.of("ai.models.only(['x'])", "ai.providers.get('nowhere').models"),
                        System::nanoTime);

        var failure =
                assertThrows(
                        StrategyException.class,
                        () -> strategy.choose(MODELS, new SplittableRandom(1)));

        assertEquals(
                "\"ai.providers.get('nowhere').models\" failed at 1:17: there is no \"nowhere\"",
                failure.getMessage());
    }

    @Test
    void refusesAResultOfAnotherTypeWhenItIsFoundOutLate() throws Exception {
        var strategy =
                new ModelStrategy(List.of("dyn(ai.models[0].max_output_tokens)"), System::nanoTime);

        var failure =
                assertThrows(
                        StrategyException.class,
                        () -> strategy.choose(MODELS, new SplittableRandom(1)));

        assertEquals(
                "\"dyn(ai.models[0].max_output_tokens)\" failed at 1:1: the result is int, where a Model or a list of them is needed",
                failure.getMessage());
    }
}
