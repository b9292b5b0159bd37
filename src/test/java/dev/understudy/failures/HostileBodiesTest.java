package dev.understudy.failures;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.understudy.gateway.Http;
import dev.understudy.gateway.ScriptedProvider;
import dev.understudy.gateway.ScriptedProvider.Received;
import dev.understudy.gateway.TestGateway;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/// Bodies made at random from good ones: each is answered or refused by what is documented, and
/// never a fault of the gateway's own; what goes on to a provider is JSON in UTF-8.
///
/// Runs for `fuzz.seconds` (8 unless set), from `fuzz.seed` (a new one unless set).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileBodiesTest {
    private static final List<String> MODELS =
            List.of("chat:m", "responses:m", "claude:m", "sandbox:text-1");

    /// The sandbox has an empty answer for what it cannot embed.
    private static final List<String> EMBEDDING = List.of("chat:m", "responses:m", "claude:m");

    private final ScriptedProvider provider = new ScriptedProvider();
    private TestGateway gateway;
    private Http http;
    private DocumentedErrors documented;

    @BeforeAll
    void start() throws Exception {
        gateway = TestGateway.start(ThreeWires.settings(provider));
        http = new Http(gateway);
        documented = DocumentedErrors.read();
    }

    @AfterAll
    void stop() {
        http.close();
        gateway.close();
        provider.close();
    }

    @Test
    @Timeout(3600)
    void areAnsweredOrRefusedAndNeverAFaultOfOurOwn(TestReporter reporter) throws Exception {
        long seed = Long.getLong("fuzz.seed", new Random().nextLong());
        reporter.publishEntry("fuzz.seed", Long.toString(seed));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong("fuzz.seconds", 8));
        var random = new Random(seed);
        var mutations = new Mutations(random);
        int count = 0;
        while (System.nanoTime() < end) {
            GoodRequests good = GoodRequests.all().get(random.nextInt(GoodRequests.all().size()));
            byte[] body = mutations.of(filled(good, random));
            check(good.path(), body, "seed %d, request %d".formatted(seed, count));
            count++;
            if (count % 100 == 0) {
                assertEquals(200, http.chat(Http.prompt("chat:m", "")).statusCode());
            }
        }
        reporter.publishEntry("requests", Integer.toString(count));
        assertEquals(200, http.chat(Http.prompt("chat:m", "")).statusCode());
    }

    private static String filled(GoodRequests good, Random random) {
        List<String> models = good.path().equals("/v1/embeddings") ? EMBEDDING : MODELS;
        return good.body()
                .replace("MODEL", models.get(random.nextInt(models.size())))
                .replace("\"stream\":false", "\"stream\":" + random.nextBoolean());
    }

    private void check(String path, byte[] body, String which) throws Exception {
        provider.will(new ThreeWires());
        HttpResponse<String> response =
                http.send(http.to(path).POST(BodyPublishers.ofByteArray(body)).build());
        String told = "\n%s, %s: %s".formatted(which, path, shown(body));
        if (response.statusCode() == 200) {
            assertFalse(response.body().contains("event: error"), () -> response.body() + told);
        } else {
            documented.check(path, response.statusCode(), response.body(), told);
        }
        for (Received request : provider.received()) {
            assertDoesNotThrow(
                    () -> {
                        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(request.body()));
                        Http.json(request.text());
                    },
                    () -> "sent on: " + shown(request.body()) + told);
        }
    }

    private static String shown(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        return text.length() < 6000 ? text : text.substring(0, 6000) + "…";
    }
}
