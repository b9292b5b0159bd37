package dev.understudy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Chain;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.GatewaySettings.Restrictions;
import dev.understudy.model.ModelFacts;
import dev.understudy.model.Plan;
import dev.understudy.model.Provider;
import dev.understudy.model.Provider.ProviderModel;
import dev.understudy.model.Provider.Standing;
import dev.understudy.model.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// What holds for every settings and every request.
final class AnyNamesTest {
    private static final List<String> NAMES =
            List.of(
                    "c0",
                    "c1",
                    "C2",
                    "c3",
                    "a",
                    "b",
                    "B:x",
                    "p0:a",
                    "P1:b",
                    "p2:m:x",
                    "p3:a",
                    "auto",
                    "x/y",
                    "unknown",
                    "p0:",
                    ":",
                    "ngrok/auto",
                    "p1:A");

    /// Each target comes once, and each is one that may be tried; every name that leads nowhere is
    /// told, or there is no plan.
    @Property(tries = 1000)
    void neverLoopsAndNeverRepeats(@ForAll long seed) {
        var random = new Random(seed);
        GatewaySettings settings = settings(random);
        var asked = new ArrayList<String>();
        for (int i = random.nextInt(5); i > 0; i--) {
            asked.add(any(random));
        }
        Selection selection =
                switch (random.nextInt(3)) {
                    case 0 -> Selection.ALL;
                    case 1 -> Given.selecting(List::reversed);
                    default ->
                            Given.selecting(candidates ->
                                    candidates.stream()
                                            .filter(target -> !target.model().equals("a"))
                                            .toList());
                };
        Resolver resolver = new Resolver(settings, KnownModels.NONE, selection, new Turns());
        try {
            Plan plan = resolver.resolve(asked);
            assertFalse(plan.targets().isEmpty());
            assertEquals(plan.targets().size(), new HashSet<>(plan.targets()).size());
            var permissions = new Permissions(settings);
            for (Target target : plan.targets()) {
                assertTrue(permissions.refusal(target).isEmpty());
            }
            assertEquals(plan, resolver.resolve(asked));
        } catch (UnknownModelException e) {
            assertFalse(String.valueOf(e.getMessage()).isBlank());
        }
    }

    private static GatewaySettings settings(Random random) {
        var providers = new ArrayList<Provider>();
        for (int i = 0; i < 4; i++) {
            providers.add(
                    Given.standing(
                            List.of(Standing.BUILT_IN, Standing.LISTED, Standing.DISABLED)
                                    .get(random.nextInt(3)),
                            "p" + i,
                            new ProviderModel("a", List.of("b")),
                            new ProviderModel(
                                    "m:x",
                                    List.of("A1"),
                                    random.nextBoolean(),
                                    Set.of(),
                                    ModelFacts.NONE)));
        }
        var chains = new ArrayList<Chain>();
        for (int i = 0; i < 4; i++) {
            var targets = new ArrayList<String>();
            for (int j = random.nextInt(1, 6); j > 0; j--) {
                targets.add(any(random));
            }
            chains.add(new Chain("c" + i, targets));
        }
        GatewaySettings plain = Given.settings(providers, chains.toArray(Chain[]::new));
        return new GatewaySettings(
                plain.server(),
                plain.timeouts(),
                plain.failover(),
                providers,
                chains,
                plain.requests(),
                new Restrictions(random.nextInt(4) == 0, random.nextInt(4) == 0),
                plain.strategies(),
                plain.outbound(),
                plain.catalogue());
    }

    private static String any(Random random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }
}
