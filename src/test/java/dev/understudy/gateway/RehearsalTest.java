package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Target;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Faults that a caller asks for, to see its chain hold.
@Timeout(30)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RehearsalTest {
    private static final String STREAM = ",\"stream\":true";
    private static final int WORDS = 8;
    private static final Target FIRST = new Target("sandbox", "text-8");

    private TestGateway gateway;
    private Http http;

    @BeforeAll
    void start() {
        gateway =
                TestGateway.start(
                        """
                        chains:
                          - id: duo
                            targets: ["sandbox:text-8", "openrouter:fake/text-8"]
                        """);
        http = new Http(gateway);
    }

    @AfterAll
    void stop() {
        http.close();
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "401",
                "402",
                "403",
                "404",
                "408",
                "413",
                "429",
                "429@1s",
                "500",
                "502",
                "503",
                "529",
                "timeout",
                "refused",
                "reset",
                "empty",
                "error",
                "context",
                "slow@60s",
                "break",
                "stall"
            })
    void rescuesEachFaultWithoutCallingTheStepThatFails(String fault) throws Exception {
        for (String stream : new String[] {"", ",\"stream\":true"}) {
            gateway.sandbox().reset();

            var response = rehearse("1=" + fault, stream);

            assertEquals(200, response.statusCode(), response.body());
            assertEquals(
                    "openrouter:fake/text-8",
                    response.headers().firstValue("understudy-model").orElse(""));
            assertEquals(1, gateway.sandbox().requests().size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"break", "stall", "error"})
    void carriesOnWhatBreaksMidway(String fault) throws Exception {
        for (String after : new String[] {"1", "4", "400"}) {
            var response = rehearse("1=" + fault + "@" + after, STREAM);

            assertEquals(200, response.statusCode(), response.body());
            assertFalse(response.body().contains("event: error"), response.body());
            assertTrue(response.body().contains(": carried on by openrouter"), response.body());
            assertEquals(WORDS, words(response.body()), response.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow@0.1s", "malformed", "malformed@2", "malformed@400", "nodone"})
    void overlooksWhatDoesNoHarm(String fault) throws Exception {
        var response = rehearse("1=" + fault, STREAM);

        assertEquals("1", response.headers().firstValue("understudy-attempts").orElse(""));
        assertEquals(WORDS, words(response.body()), response.body());
        assertEquals("[DONE]", Http.data(response.body()).getLast());
    }

    @Test
    void playsAFaultForTheFirstCallsAlone() throws Exception {
        var once = rehearse("1=500x1", "");
        var twice = rehearse("1=500x2", "");

        assertEquals("sandbox:text-8", once.headers().firstValue("understudy-model").orElse(""));
        assertEquals("2", once.headers().firstValue("understudy-attempts").orElse(""));
        assertEquals(
                "openrouter:fake/text-8",
                twice.headers().firstValue("understudy-model").orElse(""));
        assertEquals("3", twice.headers().firstValue("understudy-attempts").orElse(""));
    }

    @Test
    void refusesOnlyWordsInTheModelsMouth() throws Exception {
        String prefilled =
                "{\"model\":\"duo\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},{\"role\":\"assistant\",\"content\":\"So\"}]}";

        assertEquals(400, send("1=noprefill", prefilled).statusCode());
        assertEquals(200, rehearse("1=noprefill", "").statusCode());
        var carriedOn = rehearse("1=break@3, 2=noprefill", STREAM);
        assertEquals(WORDS, words(carriedOn.body()), carriedOn.body());
    }

    @ParameterizedTest
    @CsvSource({"1=400, 400", "1=refusal, 400", "'1=503, 2=503', 502", "'1=429,2=401', 401"})
    void endsInASafeErrorWhereNothingHelps(String faults, int status) throws Exception {
        gateway.sandbox().reset();

        var response = rehearse(faults, "");

        assertEquals(status, response.statusCode(), response.body());
        assertTrue(response.body().contains("rehearsed"), response.body());
        assertEquals(0, gateway.sandbox().requests().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1=503, 2=503",
                "1=401, 2=401",
                "1=429@60s, 2=429@60s",
                "1=404, 2=402",
                "1=break@2",
                "1=break@2, 2=stall@2"
            })
    void leavesNothingBehind(String faults) throws Exception {
        for (int i = 0; i < 3; i++) {
            rehearse(faults, STREAM);
        }

        var response = http.chat(Http.prompt("openrouter:fake/text-8", ""));

        assertEquals("1", response.headers().firstValue("understudy-attempts").orElse(""));
        assertEquals(0, gateway.metrics().of(FIRST).requests());
        String counted = http.get("/metrics").body();
        assertFalse(counted.contains("provider=\"sandbox\""), counted);
        assertTrue(counted.contains("understudy_targets_resting 0"), counted);
        assertTrue(counted.contains("understudy_keys_resting 0"), counted);
    }

    @Test
    void tellsARehearsalByItsIdWhichItsCallerMayChoose() throws Exception {
        String chosen = "rh_0123456789abcdefghij";

        assertEquals(chosen, id("1=503", chosen));
        assertEquals(200, http.get("/understudy/requests/" + chosen).statusCode());
        for (String other : new String[] {"rq_0123456789abcdefghij", "rh_short", chosen + "k"}) {
            String id = id("1=503", other);
            assertTrue(id.matches("rh_[A-Za-z0-9]{20}"), id);
            assertNotEquals(other, id);
        }
    }

    private String id(String faults, String wanted) throws Exception {
        return http.send(
                        http.to("/v1/chat/completions")
                                .header("Understudy-Rehearse", faults)
                                .header("Understudy-Request-Id", wanted)
                                .POST(BodyPublishers.ofString(Http.prompt("duo", "")))
                                .build())
                .headers()
                .firstValue("understudy-request-id")
                .orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1=nonsense", "0=429", "429", "1=429,1=500", "1=200", "x=429"})
    void saysWhichFaultsThereAre(String faults) throws Exception {
        var response = rehearse(faults, "");

        assertEquals(400, response.statusCode(), response.body());
        assertEquals("invalid_request", Http.json(response.body()).at("/error/code").asString());
    }

    @Test
    void takesTwoHeadersForOneList() throws Exception {
        var response =
                http.send(
                        http.to("/v1/chat/completions")
                                .header("Understudy-Rehearse", "1=503")
                                .header("Understudy-Rehearse", "2=refusal")
                                .POST(BodyPublishers.ofString(Http.prompt("duo", "")))
                                .build());

        assertEquals(400, response.statusCode(), response.body());
        assertTrue(response.body().contains("content_policy_violation"), response.body());
    }

    @Test
    void countsWhoIsRefusedBeforeItMayRehearse() throws Exception {
        var response =
                http.send(
                        http.to("/v1/messages")
                                .setHeader("Authorization", "Bearer us-wrong")
                                .header("Understudy-Rehearse", "1=503")
                                .POST(BodyPublishers.ofString("{}"))
                                .build());

        assertEquals(401, response.statusCode(), response.body());
        String counted = http.get("/metrics").body();
        assertTrue(
                counted.lines()
                        .filter(line -> line.startsWith("understudy_requests_total"))
                        .filter(line -> line.contains("ending=\"refused\""))
                        .anyMatch(line -> line.contains("surface=\"messages\"")),
                counted);
    }

    private HttpResponse<String> rehearse(String faults, String more) throws Exception {
        return send(faults, Http.prompt("duo", more));
    }

    private HttpResponse<String> send(String faults, String body) throws Exception {
        return http.send(
                http.to("/v1/chat/completions")
                        .header("Understudy-Rehearse", faults)
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private static int words(String stream) {
        return Http.text(stream).strip().split("\\s+", -1).length;
    }
}
