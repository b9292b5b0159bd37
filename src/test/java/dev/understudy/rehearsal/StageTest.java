package dev.understudy.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.client.RehearsalClient;
import dev.understudy.client.RequestTrace;
import dev.understudy.client.RequestTrace.Try;
import dev.understudy.gateway.TestGateway;
import dev.understudy.model.AccessTerms;
import dev.understudy.model.Play;
import dev.understudy.model.Rehearsal;
import dev.understudy.model.RehearsalCase.Verdict;
import dev.understudy.model.Wire;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Plays against a whole gateway, on every wire.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StageTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private TestGateway gateway;
    private RehearsalClient client;
    private Rehearser rehearser;

    @BeforeAll
    void start() {
        gateway =
                TestGateway.patient(
                        """
                        first_token_timeout: 1s
                        chains:
                          - { id: duo, targets: ["sandbox:fb-ok", "sandbox:fb-ok-noprefill"] }
                          - { id: solo, targets: ["sandbox:fb-ok"] }
                        """);
        client = new RehearsalClient(gateway::base, gateway.key());
        rehearser = new Rehearser(client, System::nanoTime, BOUND);
    }

    @AfterAll
    void stop() {
        client.close();
        gateway.close();
    }

    private Outcome play(Wire wire, String model, String faults) throws Exception {
        return play(new Play(model, "Recite.", true, wire, Rehearsal.parse(faults)));
    }

    private Outcome play(Play play) throws Exception {
        return rehearser.play(play, RehearsalListener.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void seesTheSameOnEveryWire(Wire wire) throws Exception {
        Outcome plain = play(wire, "duo", "");
        Outcome rescued = play(wire, "duo", "1=503");
        Outcome carriedOn = play(wire, "duo", "1=break@5");
        Outcome midway = play(wire, "solo", "1=break@5");
        Outcome error = play(wire, "solo", "1=429@60s");
        Outcome whole = play(new Play("duo", "Recite.", false, wire, Rehearsal.parse("1=500x1")));

        assertEquals(Verdict.ANSWERED, plain.verdict(), plain::why);
        assertTrue(plain.seen().text().endsWith("word60"), plain.seen().text());
        assertEquals(1, plain.attempts().size());
        assertEquals(Verdict.RESCUED, rescued.verdict(), rescued::why);
        assertEquals(Optional.of("sandbox:fb-ok-noprefill"), rescued.served());
        assertEquals(Verdict.RESCUED, carriedOn.verdict(), carriedOn::why);
        assertEquals(1, carriedOn.seen().seams().size());
        assertEquals(plain.seen().text(), carriedOn.seen().text());
        assertEquals(Verdict.SAFE_ERROR, midway.verdict(), midway::why);
        assertEquals("provider_failed", midway.seen().code());
        assertFalse(midway.seen().text().isEmpty());
        assertEquals(Verdict.SAFE_ERROR, error.verdict(), error::why);
        assertEquals("provider_rate_limited", error.seen().code());
        assertEquals(Verdict.RESCUED, whole.verdict(), whole::why);
        assertEquals(plain.seen().text(), whole.seen().text());
    }

    @Test
    void showsAttemptsWhileNothingHasBeenAnswered() throws Exception {
        BlockingQueue<List<Try>> told = new LinkedBlockingQueue<>();
        var listener =
                new RehearsalListener() {
                    @Override
                    public void text(String piece) {}

                    @Override
                    public void seam(String by) {}

                    @Override
                    public void trace(RequestTrace now) {
                        told.add(now.attempts());
                    }
                };

        Outcome outcome =
                rehearser.play(Play.of("duo").with(Rehearsal.parse("1=timeout")), listener);

        assertEquals(Verdict.RESCUED, outcome.verdict());
        assertEquals("trying", told.take().getFirst().verdict());
        assertTrue(outcome.lostTime().compareTo(Duration.ofMillis(900)) > 0, outcome::toString);
        assertEquals("timeout", outcome.attempts().getFirst().reason());
        assertTrue(outcome.requestId().startsWith("rh_"));
    }

    @Test
    void cancelsTheRequestOfAPlayThatIsInterrupted() throws Exception {
        var begun = new LinkedBlockingQueue<String>();
        var ended = new ArrayList<Throwable>();
        Thread playing =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                rehearser.play(
                                        Play.of("sandbox:text-2000@20"),
                                        new RehearsalListener() {
                                            @Override
                                            public void text(String piece) {
                                                begun.add(piece);
                                            }

                                            @Override
                                            public void seam(String by) {}

                                            @Override
                                            public void trace(RequestTrace now) {}
                                        });
                            } catch (IOException | InterruptedException e) {
                                ended.add(e);
                            }
                        });
        begun.take();

        playing.interrupt();
        playing.join();

        assertTrue(ended.getFirst() instanceof InterruptedException, ended.toString());
        while (gateway.inFlight() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void saysWhyNobodyMayRehearse() throws Exception {
        try (var stranger = new RehearsalClient(gateway::base, "us-" + "a".repeat(43));
                var bounded =
                        new RehearsalClient(gateway::base, gateway.key(AccessTerms.UNBOUNDED));
                var lost = new RehearsalClient(() -> URI.create("http://127.0.0.1:1/v1"), "us-")) {
            for (RehearsalClient refused : List.of(stranger, bounded)) {
                assertThrows(
                        RehearsalRefusedException.class,
                        () ->
                                new Rehearser(refused, System::nanoTime, BOUND)
                                        .play(Play.of("duo"), RehearsalListener.NONE));
            }
            assertThrows(
                    IOException.class,
                    () ->
                            new Rehearser(lost, System::nanoTime, BOUND)
                                    .play(Play.of("duo"), RehearsalListener.NONE));
        }
    }
}
