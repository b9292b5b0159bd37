package dev.understudy.sandbox;

import static dev.understudy.sandbox.SandboxClient.chunks;
import static dev.understudy.sandbox.SandboxClient.json;
import static dev.understudy.sandbox.SandboxClient.prompt;
import static dev.understudy.sandbox.SandboxClient.streamed;
import static dev.understudy.sandbox.SandboxClient.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Wire;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

@Timeout(15)
class FailureCatalogueTest {
    private static final String ANSWER =
            IntStream.rangeClosed(1, 60).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));

    private static final Pattern WORD = Pattern.compile("\"content\":\" ?word");

    private static SandboxServer server;
    private static SandboxClient client;

    @BeforeAll
    static void start() throws IOException {
        server = SandboxServer.start(0);
        client = new SandboxClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @BeforeEach
    void reset() throws Exception {
        control("/control/reset", Json.object());
    }

    private static void control(String path, ObjectNode body) throws Exception {
        assertEquals(200, client.post(server.origin(), path, body).statusCode());
    }

    private static int status(String model) throws Exception {
        return client.post(server.openAiBase(), "/chat/completions", prompt(model)).statusCode();
    }

    private static String answer(ObjectNode request) throws Exception {
        return text(chunks(client.events(server.openAiBase(), request)));
    }

    @ParameterizedTest
    @CsvSource({
        "fb-s01-429-retry-after,429,200",
        "fb-s02-429-persistent,429,429",
        "fb-s03-500-then-200,500,200",
        "fb-s04-503-persistent,503,503",
        "fb-s12-context-length,400,400",
        "fb-s13-content-filter,400,400",
        "fb-s15-flap,503,503",
        "fb-s16-503-persistent,503,503",
        "fb-ok,200,200",
        "fb-ok-noprefill,200,200",
        "openai/fb-s03,500,200",
        "fb-s17,404,404"
    })
    void refusesAsTheCatalogueSays(String model, int first, int second) throws Exception {
        assertEquals(first, status(model));
        assertEquals(second, status(model));
        assertEquals(second, status(model));
    }

    @Test
    void asksForTwoSecondsOnceAndNeverAfter() throws Exception {
        var first = client.post(server.openAiBase(), "/chat/completions", prompt("fb-s01-429"));
        assertEquals("2", first.headers().firstValue("Retry-After").orElse(""));
        var never = client.post(server.openAiBase(), "/chat/completions", prompt("fb-s02-429"));
        assertTrue(never.headers().firstValue("Retry-After").isEmpty());
    }

    @Test
    void resetsTheFirstConnectionOnly() throws Exception {
        assertThrows(IOException.class, () -> status("fb-s05-reset"));
        assertEquals(200, status("fb-s05-reset"));
    }

    @Test
    void saysNothingAtAll() {
        var request = streamed("fb-s06-no-response");
        assertThrows(
                HttpTimeoutException.class,
                () -> client.open(server.openAiBase(), request, Duration.ofMillis(200)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fb-ok", "fb-s11-no-done", "fb-s07-slow-ttft"})
    void saysSixtyWords(String model) throws Exception {
        assertEquals(ANSWER, answer(streamed(model)));
    }

    @Test
    void goesOnFromTheBeginningOfItsAnswer() throws Exception {
        var request = streamed("fb-ok");
        request.withArray("messages")
                .addObject()
                .put("role", "assistant")
                .put("content", "word1 word2 word3");
        assertEquals(ANSWER.substring("word1 word2 word3".length()), answer(request));
        request.put("model", "fb-ok-noprefill");
        var refused = client.post(server.openAiBase(), "/chat/completions", request);
        assertEquals(400, refused.statusCode());
    }

    @ParameterizedTest
    @CsvSource({"fb-s08-stream-cut,40", "fb-s09-stream-stall,20", "fb-s14-stream-cut,40"})
    void breaksAfterSomeWords(String model, int words) throws Exception {
        try (var line = new Line(server)) {
            line.ask(streamed(model));
            String stream = line.rest();
            assertEquals(words, WORD.matcher(stream).results().count());
            assertFalse(stream.contains("[DONE]"));
            assertFalse(stream.endsWith("0\n\n"));
        }
    }

    @Test
    void garblesTheTenthEventAndOmitsTheTerminator() throws Exception {
        String malformed = raw("fb-s10-malformed-chunk");
        assertEquals(60, WORD.matcher(malformed).results().count());
        assertTrue(malformed.contains("{\"con\n") && malformed.contains("[DONE]"));
        assertFalse(raw("fb-s11-no-done").contains("[DONE]"));
    }

    private static String raw(String model) throws Exception {
        return new String(
                client.open(server.openAiBase(), streamed(model)).body().readAllBytes(),
                StandardCharsets.UTF_8);
    }

    @Test
    void recoversAfterItsTimeDown() {
        var now = new AtomicLong();
        var catalogue = new FailureCatalogue(new Memory(now::get));
        var call =
                ChatCall.read(Wire.CHAT_COMPLETIONS, Manner.OPENAI, prompt("fb-s15-flap"))
                        .orElseThrow();

        now.set(Timing.FAST.flapDown.toNanos() - 1);
        assertTrue(catalogue.script("fb-s15-flap", call, 1).orElseThrow().refuses());
        now.incrementAndGet();
        assertFalse(catalogue.script("fb-s15-flap", call, 2).orElseThrow().refuses());
    }

    @Test
    void logsEveryAttempt() throws Exception {
        assertEquals(500, status("fb-s03-500-then-200"));
        assertEquals(200, status("fb-s03-500-then-200"));
        var log = json(client.get(server.origin(), "/control/log").body()).path("log");

        assertEquals(2, log.size());
        assertEquals("fb-s03-500-then-200", log.path(0).path("model").asString());
        assertEquals(2, log.path(1).path("attempt").asInt());
        assertTrue(log.path(0).path("t").asDouble() <= log.path(1).path("t").asDouble());
    }

    @Test
    void switchesTheTimes() throws Exception {
        control("/control/config", Json.object().put("profile", "full"));
        var timing = json(client.get(server.origin(), "/control/log").body()).path("timing");
        assertEquals(20.0, timing.path("slow_ttft_s").asDouble());
        control("/control/config", Json.object().put("profile", "fast"));
        var fast = json(client.get(server.origin(), "/control/log").body()).path("timing");
        assertEquals(3.0, fast.path("slow_ttft_s").asDouble());
        var wrong = Json.object().put("profile", "slowish");
        assertEquals(400, client.post(server.origin(), "/control/config", wrong).statusCode());
    }

    @Test
    void playsWhatIsQueued() throws Exception {
        var queue = Json.object();
        queue.putArray("models").add("error-429").add("text");
        control("/control/queue", queue);
        assertEquals(429, status("fb-ok"));
        assertEquals(200, status("error-500"));
        assertEquals(500, status("error-500"));
    }
}
