package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
                "401", "402", "403", "404", "408", "413", "429", "429@1", "500", "503", "timeout",
                "reset", "empty", "error", "context", "slow@60"
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
    @CsvSource({"1=break@4", "1=stall@4", "1=slow@0.1", "1=malformed@2"})
    void carriesOnWhatBreaksMidway(String faults) throws Exception {
        var response = rehearse(faults, ",\"stream\":true");

        assertEquals(200, response.statusCode(), response.body());
        assertFalse(response.body().contains("event: error"), response.body());
        assertTrue(Http.text(response.body()).split(" ").length >= 7, response.body());
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

    @Test
    void leavesNothingBehind() throws Exception {
        rehearse("1=503", "");

        var response = http.chat(Http.prompt("duo", ""));

        assertEquals(
                "sandbox:text-8", response.headers().firstValue("understudy-model").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1=nonsense", "0=429", "429", "1=429,1=500", "1=200", "x=429"})
    void saysWhichFaultsThereAre(String faults) throws Exception {
        var response = rehearse(faults, "");

        assertEquals(400, response.statusCode(), response.body());
        assertEquals("invalid_request", Http.json(response.body()).at("/error/code").asString());
    }

    private HttpResponse<String> rehearse(String faults, String more) throws Exception {
        return http.send(
                http.to("/v1/chat/completions")
                        .header("Understudy-Rehearse", faults)
                        .POST(BodyPublishers.ofString(Http.prompt("duo", more)))
                        .build());
    }
}
