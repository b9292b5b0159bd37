package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What a request's trace tells of its cost.
@Timeout(60)
final class CostTest {
    private static final String STREAMED =
            ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";

    private final TestGateway gateway =
            TestGateway.start(
                    """
                    providers:
                      - { id: lab, base_url: SANDBOX }
                    chains:
                      - { id: rescued, targets: ["openrouter:fake/drop-after-6", "lab:text-20"] }
                    """,
                    Map.of("OPENROUTER_API_KEY", "sk-or-v1-0123456789abcdef"),
                    Listed.of("lab:text-5|0.03|8000", "lab:text-20|2|8000"));
    private final Http http = new Http(gateway);

    @AfterEach
    void stop() {
        http.close();
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STREAMED})
    void isWorkedOutOfTheCataloguesPrices(String more) throws Exception {
        var response = http.chat(Http.prompt("lab:text-5", more));
        JsonNode trace = http.trace(response);

        BigDecimal tokens =
                BigDecimal.valueOf(
                        trace.at("/usage/input_tokens").asLong()
                                + trace.at("/usage/output_tokens").asLong());
        BigDecimal cost = tokens.multiply(new BigDecimal("0.00000003"));
        assertTrue(tokens.signum() > 0);
        assertEquals(0, cost.compareTo(trace.path("cost_usd").decimalValue()), trace.toString());
        assertEquals("worked_out", trace.path("cost_source").asString());
        assertEquals(trace.path("cost_usd"), trace.at("/attempts/0/cost_usd"));
        assertTrue(trace.at("/usage/cost_usd").isNull());
    }

    @Test
    void isWrittenWithoutAnExponent() throws Exception {
        var response = http.chat(Http.prompt("lab:text-5", ""));
        http.trace(response);

        String id = response.headers().firstValue("understudy-request-id").orElseThrow();
        String trace = http.get("/understudy/requests/" + id).body();
        assertTrue(trace.contains("\"cost_usd\":0.000000"), trace);
    }

    @Test
    void isWhatTheProviderToldWhereItDid() throws Exception {
        JsonNode trace = http.trace(http.chat(Http.prompt("openrouter:fake/text-5", "")));

        assertFalse(trace.at("/usage/cost_usd").isNull(), trace.toString());
        assertEquals(trace.at("/usage/cost_usd"), trace.path("cost_usd"));
        assertEquals("told", trace.path("cost_source").asString());
        assertEquals("told", trace.at("/attempts/0/cost_source").asString());
    }

    @Test
    void isUnknownWithoutAPrice() throws Exception {
        JsonNode trace = http.trace(http.chat(Http.prompt("lab:text-7", "")));

        assertTrue(trace.path("cost_usd").isNull());
        assertTrue(trace.path("cost_source").isNull());
        assertTrue(trace.at("/attempts/0/cost_usd").isNull());
    }

    @Test
    void isNothingForAnAttemptThatUsedNothing() throws Exception {
        JsonNode trace =
                http.trace(
                        http.chat(
                                "{\"model\":\"lab:error-404\",\"models\":[\"lab:text-5\"],\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"));

        assertTrue(trace.at("/attempts/0/cost_usd").isNull());
        assertEquals(trace.path("cost_usd"), trace.at("/attempts/1/cost_usd"));
        assertEquals("worked_out", trace.path("cost_source").asString());
    }

    @Test
    void isOfTheAttemptThatCarriedOn() throws Exception {
        JsonNode trace = http.trace(http.chat(Http.prompt("rescued", STREAMED)));

        assertEquals("resumed", trace.path("ending").asString());
        assertEquals("worked_out", trace.at("/attempts/1/cost_source").asString());
        assertFalse(trace.path("cost_usd").isNull());
    }
}
