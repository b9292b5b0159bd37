package dev.understudy.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.ModelProfile;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

final class SelectionPropertiesTest {
    @Provide
    Arbitrary<String> expressions() {
        Arbitrary<String> parts =
                Arbitraries.of(
                        ".filter(m, m.known)",
                        ".filter(m, m.getMetadata('tier') == 'gold')",
                        ".filter(m, m.max_context_window % 3 == 0)",
                        ".sortBy('price')",
                        ".sortBy(m, m.id)",
                        ".randomize()",
                        ".underCost('text.input', 0.5)",
                        ".ignoreProviders(['prov1'])",
                        ".only(['model-1', 'model-2', 'invented'])",
                        ".map(m, m)");
        Arbitrary<String> chains =
                parts.list().ofMaxSize(5).map(list -> "ai.models" + String.join("", list));
        return chains.list().ofMinSize(1).ofMaxSize(3).map(list -> String.join(" + ", list));
    }

    @Property(tries = 300)
    void neverInventsOrRepeats(
            @ForAll("expressions") String expression,
            @ForAll @IntRange(min = 0, max = 40) int size) {
        List<ModelProfile> models = Given.many(size);

        List<ModelProfile> chosen = Given.choice(models, expression).chosen();

        assertTrue(models.containsAll(chosen));
        assertEquals(new HashSet<>(chosen).size(), chosen.size());
    }
}
