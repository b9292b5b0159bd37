package dev.understudy.rehearsal;

import static dev.understudy.rehearsal.FakeGateway.attempt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.client.PlayClient;
import dev.understudy.client.RequestTrace;
import dev.understudy.client.RequestTrace.Try;
import dev.understudy.client.Seen;
import dev.understudy.model.Play;
import dev.understudy.model.Rehearsal;
import dev.understudy.model.RehearsalCase;
import dev.understudy.model.RehearsalCase.Expectation;
import dev.understudy.model.RehearsalCase.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Plays against a gateway that answers as a test says.
@Timeout(30)
final class RehearserTest {
    private static final Seen HEADERS = new Seen.Headers(200, "rh_1", "a:m", 1);
    private static final Seen TEXT = new Seen.Text("Hello");
    private static final Seen END = new Seen.Finished("stop");
    private static final Try WON = attempt(0, "a:m", "completed", "");
    private static final Try LOST = attempt(0, "a:m", "failed", "server");
    private static final Try SECOND = attempt(150, "b:m", "completed", "");

    private static Outcome play(FakeGateway gateway) throws Exception {
        return rehearser(gateway, Duration.ofSeconds(20))
                .play(Play.of("duo"), RehearsalListener.NONE);
    }

    private static Rehearser rehearser(FakeGateway gateway, Duration bound) {
        return new Rehearser(gateway, System::nanoTime, bound);
    }

    private static Verdict verdict(List<Try> attempts, Seen... seen) throws Exception {
        return play(new FakeGateway(attempts, seen)).verdict();
    }

    @Test
    void callsACompleteAnswerAtTheFirstAttemptAnswered() throws Exception {
        assertEquals(Verdict.ANSWERED, verdict(List.of(WON), HEADERS, TEXT, END));
    }

    @Test
    void callsACompleteAnswerAfterAFailoverOrWithASeamRescued() throws Exception {
        assertEquals(Verdict.RESCUED, verdict(List.of(LOST, SECOND), HEADERS, TEXT, END));
        assertEquals(
                Verdict.RESCUED,
                verdict(List.of(), HEADERS, TEXT, new Seen.Seam("b:m"), TEXT, END));
    }

    @Test
    void takesTheHeadersWordForAFailoverWithoutATrace() throws Exception {
        var second = new Seen.Headers(200, "rh_1", "b:m", 2);

        assertEquals(Verdict.RESCUED, verdict(List.of(), second, TEXT, END));
    }

    @Test
    void callsAnErrorWithACodeSafeWhereverItComes() throws Exception {
        var error = new Seen.Failed(502, "provider_failed", "it failed");

        assertEquals(Verdict.SAFE_ERROR, verdict(List.of(LOST), error));
        assertEquals(Verdict.SAFE_ERROR, verdict(List.of(LOST), HEADERS, TEXT, error, END));
    }

    @Test
    void callsWhatNoCallerCanTrustBroken() throws Exception {
        assertEquals(Verdict.BROKEN, verdict(List.of(WON), HEADERS, TEXT));
        assertEquals(Verdict.BROKEN, verdict(List.of(WON), HEADERS));
        assertEquals(Verdict.BROKEN, verdict(List.of(WON), HEADERS, new Seen.Cut("reset")));
        assertEquals(
                Verdict.BROKEN,
                verdict(List.of(WON), HEADERS, new Seen.Unreadable("no JSON"), TEXT, END));
        assertEquals(Verdict.BROKEN, verdict(List.of(LOST), new Seen.Failed(502, "", "it failed")));
    }

    @Test
    void callsAnAnswerThatDoesNotEndBrokenAndAbandonsIt() throws Exception {
        var gateway = new FakeGateway(List.of(WON), HEADERS, TEXT, END).waiting();

        Outcome outcome =
                rehearser(gateway, Duration.ofMillis(200))
                        .play(Play.of("duo"), RehearsalListener.NONE);

        assertEquals(Verdict.BROKEN, outcome.verdict());
        assertTrue(outcome.why().startsWith("no end came"), outcome.why());
        assertEquals("Hello", outcome.seen().text());
        gateway.abandoned.await();
    }

    @Test
    void tellsWhatTheLostAttemptsTook() throws Exception {
        Outcome outcome = play(new FakeGateway(List.of(LOST, SECOND), HEADERS, TEXT, END));

        assertEquals(Optional.of(SECOND), outcome.winner());
        assertEquals(Duration.ofMillis(150), outcome.lostTime());
        assertEquals(Optional.of(new BigDecimal("0.01")), outcome.lostCost());
        assertEquals(Optional.of("b:m"), outcome.served());
    }

    @Test
    void findsTheSeamsInTheText() throws Exception {
        Outcome outcome =
                play(
                        new FakeGateway(
                                List.of(LOST, SECOND),
                                HEADERS,
                                TEXT,
                                new Seen.Seam("b:m"),
                                new Seen.Text(", you"),
                                END));

        assertEquals("Hello, you", outcome.seen().text());
        assertEquals(List.of(5), outcome.seen().seams());
        assertEquals(Optional.of("stop"), outcome.seen().finish());
    }

    @Test
    void tellsWhatComesWhileItComes() throws Exception {
        var gateway =
                new FakeGateway(List.of(WON), HEADERS, TEXT, new Seen.Seam("b:m"), END).waiting();
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        var listener =
                new RehearsalListener() {
                    @Override
                    public void text(String piece) {
                        told.add(piece);
                    }

                    @Override
                    public void seam(String by) {
                        told.add("seam " + by);
                    }

                    @Override
                    public void trace(RequestTrace now) {
                        told.add("attempts " + now.attempts().size());
                    }
                };
        Thread playing =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                rehearser(gateway, Duration.ofSeconds(20))
                                        .play(Play.of("duo"), listener);
                            } catch (IOException | InterruptedException e) {
                                told.add(e.toString());
                            }
                        });

        assertEquals("Hello", told.take());
        assertEquals("seam b:m", told.take());
        assertEquals("attempts 1", told.take());
        gateway.goOn.release();
        playing.join();
        assertEquals(List.of("attempts 1"), List.copyOf(told));
    }

    @Test
    void takesARefusedAccessKeyForNoVerdict() {
        var refused = new Seen.Failed(403, "rehearsal_not_allowed", "make a key");

        var e =
                assertThrows(
                        RehearsalRefusedException.class,
                        () -> play(new FakeGateway(List.of(), refused)));
        assertEquals("make a key", e.getMessage());
        assertThrows(
                IOException.class,
                () -> play(new FakeGateway(List.of()).failing(new IOException("nobody there"))));
    }

    @Test
    void keepsWhatWasPlayedWhenItIsInterrupted() throws Exception {
        var gateway = new FakeGateway(List.of(WON), HEADERS, TEXT, END).waiting();
        gateway.goOn.release();
        var run = new CaseRun(rehearser(gateway, Duration.ofSeconds(20)));
        BlockingQueue<CaseRun.Results> results = new LinkedBlockingQueue<>();
        BlockingQueue<Integer> begun = new LinkedBlockingQueue<>();
        Thread running =
                Thread.ofVirtual().start(() -> results.add(run.run(cases(3), progress(begun))));

        assertEquals(1, begun.take());
        assertEquals(2, begun.take());
        running.interrupt();

        CaseRun.Results kept = results.take();
        assertEquals(1, kept.played().size());
        assertEquals(2, kept.left());
        assertEquals(Optional.empty(), kept.failure());
        gateway.abandoned.await();
    }

    @Test
    void tellsWhyARunCouldNotGoOn() {
        var gateway = new FakeGateway(List.of()).failing(new IOException("nobody there"));

        CaseRun.Results results =
                new CaseRun(rehearser(gateway, Duration.ofSeconds(20)))
                        .run(cases(2), progress(new LinkedBlockingQueue<>()));

        assertEquals(2, results.left());
        assertEquals("nobody there", results.failure().orElseThrow().getMessage());
        assertEquals(1, gateway.played.size());
    }

    @Test
    void keepsWhatWasPlayedWhenAPlayFailsUnexpectedly() {
        var gateway = new FakeGateway(List.of(WON), HEADERS, TEXT, END);
        PlayClient second =
                new PlayClient() {
                    @Override
                    public void play(Play play, String id, Consumer<Seen> seen)
                            throws IOException, InterruptedException {
                        if (!gateway.played.isEmpty()) {
                            throw new IllegalStateException("a bug");
                        }
                        gateway.play(play, id, seen);
                    }

                    @Override
                    public Optional<RequestTrace> trace(String id) {
                        return gateway.trace(id);
                    }
                };

        CaseRun.Results results =
                new CaseRun(new Rehearser(second, System::nanoTime, Duration.ofSeconds(20)))
                        .run(cases(3), progress(new LinkedBlockingQueue<>()));

        assertEquals(1, results.played().size());
        assertEquals(2, results.left());
        assertEquals("a bug", results.failure().orElseThrow().getMessage());
    }

    @Test
    void saysThatAFaultOfNoStepWasNotPlayed() throws Exception {
        Play play = Play.of("duo").with(Rehearsal.parse("3=503"));
        var gateway = new FakeGateway(List.of(WON), HEADERS, TEXT, END).planning("a:m", "b:m");
        Outcome outcome =
                rehearser(gateway, Duration.ofSeconds(20)).play(play, RehearsalListener.NONE);

        CaseResult result =
                CaseResult.of(
                        new RehearsalCase("far", play, Expectation.of(Verdict.ANSWERED)), outcome);

        assertEquals(
                List.of("the fault at step 3 was not played: the plan has 2 steps"),
                result.misses());
    }

    @Test
    void countsTheSilenceAtASeamAsLost() throws Exception {
        var first = attempt(0, "a:m", "broke_off", "server");
        var gateway =
                new FakeGateway(
                        List.of(first, SECOND), HEADERS, TEXT, new Seen.Seam("b:m"), TEXT, END);
        var clock = new AtomicLong();

        Outcome outcome =
                new Rehearser(gateway, () -> clock.addAndGet(1_000_000), Duration.ofSeconds(20))
                        .play(Play.of("duo"), RehearsalListener.NONE);

        assertTrue(outcome.seen().silence().isPositive(), outcome::toString);
        assertEquals(outcome.seen().silence().plusMillis(150), outcome.lostTime());
    }

    private static List<RehearsalCase> cases(int count) {
        var cases = new ArrayList<RehearsalCase>();
        for (int i = 1; i <= count; i++) {
            cases.add(
                    new RehearsalCase(
                            "case " + i, Play.of("duo"), Expectation.of(Verdict.ANSWERED)));
        }
        return cases;
    }

    private static CaseRun.Progress progress(BlockingQueue<Integer> begun) {
        return new CaseRun.Progress() {
            @Override
            public RehearsalListener begins(int number, RehearsalCase next) {
                begun.add(number);
                return RehearsalListener.NONE;
            }

            @Override
            public void ended(int number, CaseResult result) {}
        };
    }
}
