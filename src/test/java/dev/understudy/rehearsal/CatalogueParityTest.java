package dev.understudy.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.client.RehearsalClient;
import dev.understudy.failures.catalogue.Scenario;
import dev.understudy.gateway.TestGateway;
import dev.understudy.model.Play;
import dev.understudy.model.RehearsalCase.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A rehearsed fault does to a chain what the same fault of a provider does.
///
/// Each has a gateway of its own: a connection that was kept and is reset is not a provider's
/// fault.
@Timeout(60)
final class CatalogueParityTest {
    private static final String SETTINGS =
            """
            first_token_timeout: 1s
            stream_idle_timeout: 1s
            chains:
              - { id: played, targets: ["sandbox:fb-ok", "sandbox:fb-ok-noprefill"] }
            """;

    private TestGateway gateway;
    private RehearsalClient client;
    private Rehearser rehearser;

    /// What a fault did, apart from who failed.
    private record Course(
            Verdict verdict, String text, String code, int seams, List<String> failures) {
        static Course of(Outcome outcome) {
            return new Course(
                    outcome.verdict(),
                    outcome.seen().text(),
                    outcome.seen().code(),
                    outcome.seen().seams().size(),
                    outcome.attempts().stream()
                            .map(attempt ->
                                    "%s %s %d %s"
                                            .formatted(
                                                    attempt.verdict(),
                                                    attempt.reason(),
                                                    attempt.status(),
                                                    attempt.move()))
                            .toList());
        }
    }

    static List<NamedFault> faults() {
        return FaultSet.catalogue();
    }

    @BeforeEach
    void start() throws IOException {
        gateway =
                TestGateway.patient(
                        SETTINGS
                                + Scenario.all().stream()
                                        .map(scenario ->
                                                "  - { id: %s, targets: [\"sandbox:%s\", \"sandbox:fb-ok-noprefill\"] }\n"
                                                        .formatted(
                                                                real(scenario.id()),
                                                                scenario.model()))
                                        .collect(Collectors.joining()));
        client = new RehearsalClient(gateway::base, gateway.key());
        rehearser = new Rehearser(client, System::nanoTime, Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    private static String real(String id) {
        return "real-" + id.toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void goesAsTheFaultItselfDoes(NamedFault fault) throws Exception {
        Outcome met = rehearser.play(Play.of(real(fault.key())), RehearsalListener.NONE);
        Outcome played =
                rehearser.play(Play.of("played").with(fault.at(1)), RehearsalListener.NONE);

        assertEquals(Course.of(met), Course.of(played), fault.name());
        assertTrue(
                fault.expected().expectation().verdicts().contains(played.verdict()),
                played::toString);
    }

    @Test
    void hasAFaultForEachOfTheCatalogue() throws IOException {
        assertEquals(
                Scenario.all().stream().map(Scenario::id).toList(),
                FaultSet.catalogue().stream().map(NamedFault::key).toList());
    }
}
