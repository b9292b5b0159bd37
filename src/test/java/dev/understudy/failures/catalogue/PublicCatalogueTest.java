package dev.understudy.failures.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.gateway.TestGateway;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// All sixteen faults of the public catalogue, on its fast timing and with the shipped defaults.
@Timeout(120)
final class PublicCatalogueTest {
    static List<Scenario> scenarios() throws IOException {
        return Scenario.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void passes(Scenario scenario) throws Exception {
        try (var gateway = TestGateway.patient();
                var catalogue =
                        new Catalogue(
                                gateway.base(),
                                gateway.key(),
                                gateway.sandbox().origin(),
                                "sandbox:",
                                Catalogue.Profile.FAST)) {
            Verdict verdict = catalogue.run(scenario);

            assertEquals(Verdict.Word.PASS, verdict.word(), verdict::summary);
        }
    }
}
