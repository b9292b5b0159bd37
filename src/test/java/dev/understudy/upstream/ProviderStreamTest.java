package dev.understudy.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Additions;
import dev.understudy.model.AnswerEvent;
import dev.understudy.model.FailureClass;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.Wire;
import dev.understudy.routing.UpstreamException;
import dev.understudy.translate.WireFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
final class ProviderStreamTest {
    private static final String ROLE =
            "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}";
    private static final String HEL = "{\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}";
    private static final String LO = "{\"choices\":[{\"delta\":{\"content\":\"lo\"}}]}";
    private static final String STOP = "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String USAGE = "{\"choices\":[],\"usage\":{\"prompt_tokens\":1}}";
    private static final String DONE = "[DONE]";
    private static final Duration LONG = Duration.ofSeconds(8);
    private static final ModelRequest REQUEST =
            new ModelRequest(Wire.CHAT_COMPLETIONS, List.of("m"), true, (_, _) -> new byte[0]);

    private final FakeConnection connection = new FakeConnection();
    private final ResponseBody body = connection.body();
    private final ProviderStream stream =
            new ProviderStream(
                    body,
                    body,
                    WireFormat.of(Wire.CHAT_COMPLETIONS).answersTo(REQUEST).reader(),
                    GivenHeaders.of(Map.of("retry-after", "2")),
                    new FailureClassifier(new RetryAfter(InstantSource.fixed(Instant.EPOCH))),
                    new Secrets(Optional.empty(), Additions.NONE));

    @Test
    void readsAnAnswerToItsEnd() throws Exception {
        send(ROLE, HEL, LO, STOP, USAGE, DONE);
        connection.end();

        await();

        assertEquals(List.of(ROLE, HEL, LO, STOP, USAGE, DONE), rest());
    }

    @Test
    void isBackWithTheFirstTokenBeforeTheRest() throws Exception {
        send(ROLE, HEL);

        await();

        assertEquals(ROLE, next());
        assertEquals(HEL, next());
    }

    @Test
    void keepsNamesAndComments() throws Exception {
        text(": OPENROUTER PROCESSING\n\nevent: chunk\ndata: " + HEL + "\n\n");

        await();

        assertEquals(Optional.of(new AnswerEvent.Comment("OPENROUTER PROCESSING")), stream.next());
        assertTrue(
                stream.next().orElseThrow() instanceof AnswerEvent.Data(var name, var data, _)
                        && name.equals("chunk")
                        && data.equals(HEL));
    }

    @Test
    void isCompleteWithoutATokenIfAReasonIsGiven() throws Exception {
        String filtered = "{\"choices\":[{\"delta\":{},\"finish_reason\":\"content_filter\"}]}";
        send(ROLE, filtered, DONE);
        connection.end();

        await();

        assertEquals(List.of(ROLE, filtered, DONE), rest());
    }

    @Test
    void isCompleteWithoutDoneAfterAFinish() throws Exception {
        send(HEL, STOP);
        connection.end();

        await();

        assertEquals(List.of(HEL, STOP), rest());
    }

    @Test
    void isCompleteIfTheConnectionBreaksAfterAFinish() throws Exception {
        send(HEL, STOP);
        connection.breakOff();

        await();

        assertEquals(List.of(HEL, STOP), rest());
        assertEquals(Optional.empty(), stream.next());
    }

    @Test
    void isCompleteIfTheProviderStaysSilentAfterAFinish() throws Exception {
        send(HEL, STOP);

        stream.awaitFirstToken(LONG, soon(), Duration.ofMillis(1));

        assertEquals(List.of(HEL, STOP), rest());
    }

    @Test
    void readsAFinishThatComesTwiceAndDoneThatComesTwice() throws Exception {
        send(HEL, STOP, STOP, DONE, DONE);
        connection.end();

        await();

        assertEquals(List.of(HEL, STOP, STOP, DONE, DONE), rest());
    }

    @Test
    void isCutIfItEndsWithoutAFinish() throws Exception {
        send(HEL);
        connection.end();
        await();
        assertEquals(HEL, next());

        assertFails(
                FailureClass.SERVER, "the provider's stream was cut before its end", stream::next);
    }

    @Test
    void isCutIfItSaysItIsDoneWithoutAFinish() throws Exception {
        send(HEL, DONE);
        connection.end();
        await();
        assertEquals(HEL, next());
        assertEquals(DONE, next());

        assertFails(
                FailureClass.SERVER, "the provider's stream was cut before its end", stream::next);
    }

    @Test
    void breaksWithItsConnection() throws Exception {
        send(HEL);
        connection.breakOff();
        await();
        assertEquals(HEL, next());

        assertFails(
                FailureClass.SERVER,
                "the connection broke in the middle of the answer",
                stream::next);
    }

    @Test
    void breaksIfTheProviderStaysSilentInTheMiddle() throws Exception {
        send(HEL);
        stream.awaitFirstToken(LONG, soon(), Duration.ofMillis(1));
        assertEquals(HEL, next());

        assertFails(FailureClass.TIMEOUT, SilenceException.WORDS, stream::next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ": wait\n\n", "data: [DONE]\n\n", "data: {}\n\n", "data: {\"choi"})
    void isNoAnswerIfItEndsWithoutAToken(String text) {
        text(text);
        connection.end();

        assertFails(
                FailureClass.SERVER, "the provider's stream ended without an answer", this::await);
    }

    @Test
    void isNoAnswerIfTheProviderStaysSilentFromTheStart() {
        assertFails(
                FailureClass.TIMEOUT,
                SilenceException.WORDS,
                () -> stream.awaitFirstToken(Duration.ofMillis(1), soon(), LONG));
    }

    @Test
    void isNoAnswerIfOnlySignsOfLifeComeBeforeTheDeadline() {
        text(": wait\n\n");

        assertFails(
                FailureClass.TIMEOUT,
                SilenceException.WORDS,
                () -> stream.awaitFirstToken(LONG, System.nanoTime() + 1_000_000, LONG));
    }

    @Test
    void isNoAnswerIfItBeginsWithAnError() {
        send("{\"error\":{\"code\":429,\"message\":\"Slow down\"}}");

        var failed = assertThrows(UpstreamException.class, this::await);

        assertEquals(FailureClass.RATE_LIMITED, failed.failure().kind());
        assertEquals(Optional.of(Duration.ofSeconds(2)), failed.failure().retryAfter());
        assertEquals("Slow down", failed.failure().error().message());
    }

    @Test
    void breaksWithAnErrorInTheMiddle() throws Exception {
        send(HEL);
        text("event: error\ndata: {\"error\":{\"message\":\"Gone\"}}\n\n");
        await();
        assertEquals(HEL, next());

        assertFails(FailureClass.SERVER, "Gone", stream::next);
    }

    @Test
    void dropsAMalformedEventIfOthersFollow() throws Exception {
        send("{\"choices\":[{", HEL, "nonsense", LO, STOP);
        connection.end();

        await();

        assertEquals(List.of(HEL, LO, STOP), rest());
    }

    @Test
    void readsALastEventWithoutItsBlankLine() throws Exception {
        send(HEL);
        text("data: " + STOP);
        connection.end();

        await();

        assertEquals(List.of(HEL, STOP), rest());
    }

    @Test
    void isInterruptedWhenTheCallerLeaves() {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, this::await);
    }

    @Test
    void cancelsTheCallWhenItIsClosed() {
        stream.close();

        assertTrue(connection.cancelled());
    }

    private void await() throws UpstreamException, InterruptedException {
        stream.awaitFirstToken(LONG, soon(), LONG);
    }

    private static long soon() {
        return System.nanoTime() + LONG.toNanos();
    }

    private void send(String... events) {
        for (String event : events) {
            text("data: " + event + "\n\n");
        }
    }

    private void text(String text) {
        connection.send(text);
    }

    private String next() throws Exception {
        return data(stream.next().orElseThrow());
    }

    private List<String> rest() throws Exception {
        var all = new ArrayList<String>();
        for (var event = stream.next(); event.isPresent(); event = stream.next()) {
            all.add(data(event.get()));
        }
        return all;
    }

    private static String data(AnswerEvent event) {
        return switch (event) {
            case AnswerEvent.Data(_, var data, _) -> data;
            case AnswerEvent.Carried _ -> "carried";
            case AnswerEvent.Comment(var text) -> ": " + text;
        };
    }

    private static void assertFails(FailureClass kind, String message, Executable act) {
        var failed = assertThrows(UpstreamException.class, act);

        assertEquals(kind, failed.failure().kind());
        assertEquals(message, failed.failure().error().message());
    }
}
