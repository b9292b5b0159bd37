package dev.understudy.console.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.understudy.catalog.Catalogue;
import dev.understudy.catalog.Profiles;
import dev.understudy.model.Metrics;
import dev.understudy.model.ModelMetrics;
import dev.understudy.model.ModelProfile;
import dev.understudy.model.Provider;
import dev.understudy.model.Target;
import dev.understudy.settings.BuiltInProviders;
import dev.understudy.strategy.ModelStrategy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Templates on the catalogue that comes with the program, nothing of which was asked yet.
class StrategyTemplateTest {
    private static final ModelMetrics UNUSED =
            new ModelMetrics.Read(Instant.EPOCH, Metrics.none(Duration.ZERO), Map.of());
    private static final List<ModelProfile> MODELS = models();

    private static List<ModelProfile> models() {
        var catalogue = Catalogue.shipped();
        var profiles = new Profiles(catalogue);
        Provider openRouter =
                BuiltInProviders.all().stream()
                        .filter(provider -> provider.id().equals("openrouter"))
                        .findFirst()
                        .orElseThrow();
        return catalogue.models().stream()
                .filter(model -> model.target().provider().equals("openrouter"))
                .map(model -> profiles.of(openRouter, model.target().model(), UNUSED))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void choosesSomething(StrategyTemplate template) throws Exception {
        assertFalse(chosen(template).isEmpty());
    }

    @Test
    void beginsWithWhatIsFree() throws Exception {
        assertEquals(
                List.of(),
                chosen(StrategyTemplate.FREE).stream()
                        .filter(target -> !target.model().endsWith(":free"))
                        .toList());
    }

    @Test
    void whatHoldsLittleIsLeftOut() throws Exception {
        List<Target> large = chosen(StrategyTemplate.LARGE);

        assertEquals(
                List.of(),
                MODELS.stream()
                        .filter(model -> large.contains(model.target()))
                        .filter(model -> model.abilities().contextWindow().orElse(0) < 200_000)
                        .toList());
    }

    private static List<Target> chosen(StrategyTemplate template) throws Exception {
        var strategy =
                new ModelStrategy(StrategyDrafts.expressions(template.text()), System::nanoTime);
        return strategy.choose(MODELS, new Random(1)).chosen().stream()
                .map(ModelProfile::target)
                .toList();
    }
}
