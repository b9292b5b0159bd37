package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.AccessKey;
import dev.understudy.model.AccessTerms;
import dev.understudy.model.AccessTerms.Budget;
import dev.understudy.model.AccessTerms.Period;
import dev.understudy.model.AccessTerms.Rate;
import dev.understudy.model.AccessTerms.Scope;
import dev.understudy.model.AccessTerms.Spent;
import dev.understudy.model.AccessUse;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What a running gateway lets an access key do, and what it says where it does not.
@Timeout(90)
final class AccessInForceTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String RESPONSES = "/v1/responses";
    private static final String MESSAGES = "/v1/messages";

    private final TestGateway gateway =
            TestGateway.start(
                    """
                    providers:
                      - { id: lab, base_url: SANDBOX, models: [{ id: text-5 }, { id: text-20 }] }
                      - { id: zoo, base_url: SANDBOX, models: [{ id: text-7 }] }
                    chains:
                      - { id: support, targets: ["lab:error-500", "openrouter:fake/text-5", "zoo:text-8"] }
                      - { id: other, targets: ["openrouter:fake/text-5"] }
                    """,
                    Map.of("OPENROUTER_API_KEY", "sk-or-v1-0123456789abcdef"),
                    Listed.of("lab:text-5|0.5|8000", "lab:text-20|2|8000", "zoo:text-7|0.03|8000"));
    private final Http http = new Http(gateway);

    @AfterEach
    void stop() {
        http.close();
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, RESPONSES, MESSAGES})
    void refusesAKeyThatHasExpired(String path) throws Exception {
        var terms =
                new AccessTerms(
                        Scope.ALL,
                        Optional.of(Instant.parse("2020-01-01T00:00:00Z")),
                        Rate.UNBOUNDED,
                        Optional.empty());

        var response = ask(gateway.key(terms), path, "lab:text-5");

        assertRefused(response, path, 401, "access_key_expired");
        assertTrue(response.body().contains("2020-01-01"), response.body());
        assertEquals(401, get(gateway.key(terms), "/v1/models").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, RESPONSES, MESSAGES})
    void refusesAKeyThatWasRevokedAndTakesItAgainWhenItIsNot(String path) throws Exception {
        String secret = gateway.key(AccessTerms.UNBOUNDED);
        List<AccessKey> before = gateway.keys().list();
        assertEquals(200, ask(secret, path, "lab:text-5").statusCode());

        gateway.keys()
                .replace(
                        before.stream()
                                .map(key ->
                                        key.name().equals("bounded")
                                                ? key.revoked(Optional.of(Instant.EPOCH))
                                                : key)
                                .toList());
        assertRefused(ask(secret, path, "lab:text-5"), path, 401, "access_key_revoked");

        gateway.keys().replace(before);
        assertEquals(200, ask(secret, path, "lab:text-5").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, RESPONSES, MESSAGES})
    void refusesAModelOutsideTheScopeWithoutTryingIt(String path) throws Exception {
        String secret = gateway.key(scope(List.of("lab:text-5"), List.of(), List.of()));

        var response = ask(secret, path, "lab:text-20");

        assertRefused(response, path, 403, "access_out_of_scope");
        assertTrue(response.body().contains("it may use model lab:text-5"), response.body());
        assertEquals(0, gateway.sandbox().requests().size());
        assertEquals(200, ask(secret, path, "lab:text-5").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/embeddings", "/v1/completions"})
    void boundsTheOtherSurfacesToo(String path) throws Exception {
        String secret = gateway.key(scope(List.of("lab:text-5"), List.of(), List.of()));

        var response =
                send(
                        secret,
                        path,
                        "{\"model\":\"lab:text-20\",\"input\":\"hi\",\"prompt\":\"hi\"}",
                        Map.of());

        assertRefused(response, path, 403, "access_out_of_scope");
    }

    @Test
    void showsAKeyWithAScopeItsOwnTracesAlone() throws Exception {
        String one = gateway.key(scope(List.of("lab:*"), List.of(), List.of()));
        String other = gateway.key(scope(List.of(), List.of("support"), List.of()));
        String all = gateway.key(AccessTerms.UNBOUNDED);
        String own = trace(ask(one, CHAT, "lab:text-5"));
        String refused = trace(ask(one, CHAT, "openrouter:fake/text-5"));
        String everybodys = trace(ask(all, CHAT, "lab:text-5"));

        assertEquals(200, get(one, own).statusCode());
        assertEquals(200, get(one, refused).statusCode());
        for (String path : List.of(own, refused, everybodys)) {
            assertRefused(get(other, path), path, 404, "not_found");
            assertEquals(200, get(all, path).statusCode());
        }
        assertRefused(get(one, everybodys), everybodys, 404, "not_found");
        assertEquals(
                get(one, everybodys.replaceFirst(".$", "-")).body(), get(one, everybodys).body());
    }

    private static String trace(HttpResponse<String> response) {
        return "/understudy/requests/"
                + response.headers().firstValue("Understudy-Request-Id").orElseThrow();
    }

    @Test
    void showsWhatIsCountedToKeysWithoutAScopeAlone() throws Exception {
        for (AccessTerms terms :
                List.of(
                        scope(List.of("lab:*"), List.of(), List.of()),
                        scope(List.of(), List.of("support"), List.of()),
                        scope(List.of(), List.of(), List.of("lab")))) {
            var response = get(gateway.key(terms), "/metrics");

            assertRefused(response, "/metrics", 403, "metrics_not_allowed");
        }
        for (AccessTerms terms :
                List.of(AccessTerms.UNBOUNDED, rate(Optional.of(9), Optional.empty()))) {
            assertEquals(200, get(gateway.key(terms), "/metrics").statusCode());
        }
    }

    @Test
    void letsAChainUseItsTargetsAndNothingBesideIt() throws Exception {
        String secret = gateway.key(scope(List.of(), List.of("support"), List.of()));

        var response = ask(secret, CHAT, "support");

        assertEquals(200, response.statusCode(), response.body());
        assertEquals("openrouter:fake/text-5", model(response));
        for (String other : List.of("other", "lab:text-5", "openrouter:fake/text-5")) {
            assertRefused(ask(secret, CHAT, other), CHAT, 403, "access_out_of_scope");
        }
    }

    @Test
    void neverLeavesTheProvidersAllowed() throws Exception {
        String secret = gateway.key(scope(List.of(), List.of("support"), List.of("lab", "zoo")));

        var response = ask(secret, CHAT, "support");

        assertEquals("zoo:text-8", model(response));
        JsonNode trace = http.trace(response);
        assertEquals("openrouter:fake/text-5", trace.at("/rejected/0/model").asString());
        assertEquals("out_of_scope", trace.at("/rejected/0/why").asString());
        assertTrue(
                gateway.sandbox().requests().stream()
                        .noneMatch(request -> request.body().contains("fake/text-5")));
    }

    @Test
    void listsAndExplainsOnlyWhatIsAllowed() throws Exception {
        assertEquals(
                List.of("lab:text-5", "lab:text-20"),
                listed(gateway.key(scope(List.of("lab:*"), List.of("other"), List.of("lab")))));
        assertEquals(
                List.of("support"),
                listed(gateway.key(scope(List.of(), List.of("support"), List.of()))));
        assertTrue(listed(gateway.key(AccessTerms.UNBOUNDED)).contains("zoo:text-7"));

        String secret = gateway.key(scope(List.of("lab:text-5"), List.of(), List.of()));
        assertEquals(404, get(secret, "/v1/models/zoo:text-7").statusCode());
        assertEquals(200, get(secret, "/v1/models/lab:text-5").statusCode());
        var explained = send(secret, "/understudy/explain", "{\"models\":[\"auto\"]}", Map.of());
        assertEquals("lab:text-5", Http.json(explained.body()).at("/plan/0/target").asString());
        assertEquals(1, Http.json(explained.body()).path("plan").size());
    }

    @Test
    void leavesAStrategyOnlyWhatIsAllowed() throws Exception {
        try (TestGateway choosing =
                        TestGateway.start(
                                """
                                providers: [{ id: lab, base_url: SANDBOX, models: [{ id: text-5 }, { id: text-20 }] }]
                                model_selection: { strategy: ["ai.models.sortBy(m, m.id)"] }
                                """);
                Http calls = new Http(choosing)) {
            String secret = choosing.key(scope(List.of("lab:text-5"), List.of(), List.of()));

            var response =
                    calls.send(
                            calls.to(CHAT)
                                    .header("Understudy-Access-Key", secret)
                                    .POST(BodyPublishers.ofString(Http.prompt("auto", "")))
                                    .build());

            assertEquals(200, response.statusCode(), response.body());
            assertEquals("lab:text-5", model(response));
            assertEquals(1, calls.trace(response).path("targets").size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, RESPONSES, MESSAGES})
    void holdsARateAndSaysWhenToComeAgain(String path) throws Exception {
        String secret = gateway.key(rate(Optional.of(2), Optional.empty()));
        assertEquals(200, ask(secret, path, "lab:text-5").statusCode());
        assertEquals(200, ask(secret, path, "lab:text-5").statusCode());

        var response = ask(secret, path, "lab:text-5");

        assertRefused(response, path, 429, "access_rate_limited");
        assertWait(response, 61);
        assertTrue(response.headers().firstValue("x-should-retry").isEmpty());
        assertEquals(2, gateway.sandbox().requests().size());
        assertEquals(200, get(secret, "/v1/models").statusCode());
        assertEquals(200, ask(gateway.key(), path, "lab:text-5").statusCode());
    }

    @Test
    void answersWhoSentALargeBodyTooSoon() throws Exception {
        String secret = gateway.key(rate(Optional.of(1), Optional.empty()));
        String body =
                "{\"model\":\"lab:text-5\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                        .formatted("x".repeat(4_000_000));
        assertEquals(200, send(secret, CHAT, body, Map.of()).statusCode());

        for (int i = 0; i < 5; i++) {
            assertRefused(send(secret, CHAT, body, Map.of()), CHAT, 429, "access_rate_limited");
        }
    }

    @Test
    void holdsARateOfTokens() throws Exception {
        String secret = gateway.key(rate(Optional.empty(), Optional.of(3)));
        http.trace(ask(secret, CHAT, "lab:text-5"));

        var response = ask(secret, CHAT, "lab:text-5");

        assertRefused(response, CHAT, 429, "access_rate_limited");
        assertTrue(response.body().contains("3 tokens a minute"), response.body());
        assertWait(response, 61);
    }

    @Test
    void countsRequestsThatRun() throws Exception {
        String secret = gateway.key(rate(Optional.of(3), Optional.empty()));
        var sent =
                Stream.generate(() -> post(secret, CHAT, body(CHAT, "lab:text-5"), Map.of()))
                        .limit(8)
                        .map(http::sendLater)
                        .toList();

        List<Integer> statuses = new ArrayList<>();
        for (var one : sent) {
            statuses.add(one.get().statusCode());
        }

        assertEquals(3, Collections.frequency(statuses, 200), statuses.toString());
        assertEquals(5, Collections.frequency(statuses, 429), statuses.toString());
    }

    @ParameterizedTest
    @CsvSource({"DAY, 86400", "MONTH, 2678400"})
    void stopsWhereABudgetIsSpent(Period period, int longest) throws Exception {
        String secret = gateway.key(budget(period, Spent.STOP));
        http.trace(ask(secret, CHAT, "lab:text-5"));

        for (String path : List.of(CHAT, RESPONSES, MESSAGES)) {
            var response = ask(secret, path, "lab:text-5");
            assertRefused(response, path, 429, "access_budget_spent");
            assertWait(response, longest);
        }
        assertEquals(1, gateway.sandbox().requests().size());
    }

    @Test
    void degradesToTheCheapestTargetAllowedAndSaysSo() throws Exception {
        String secret = gateway.key(budget(Period.DAY, Spent.DEGRADE));
        var first = ask(secret, CHAT, "lab:text-20");
        assertEquals("lab:text-20", model(first));
        http.trace(first);

        var response = ask(secret, CHAT, "lab:text-20");

        assertEquals("zoo:text-7", model(response), response.body());
        JsonNode trace = http.trace(response);
        assertEquals(Http.json("[\"zoo:text-7\"]"), trace.path("targets"));
        assertEquals("lab:text-20", trace.at("/rejected/0/model").asString());
        assertEquals("over_budget", trace.at("/rejected/0/why").asString());
        assertTrue(
                trace.at("/rejected/0/reason")
                        .asString()
                        .contains("the budget of 0.0000001 USD a day is spent"),
                trace.toString());
    }

    @Test
    void degradesWithinTheScope() throws Exception {
        var terms =
                new AccessTerms(
                        new Scope(
                                List.of("lab:text-20", "lab:text-5"), List.of(), List.of(), false),
                        Optional.empty(),
                        Rate.UNBOUNDED,
                        budget(Period.DAY, Spent.DEGRADE).budget());
        String secret = gateway.key(terms);
        http.trace(ask(secret, CHAT, "lab:text-20"));

        assertEquals("lab:text-5", model(ask(secret, CHAT, "lab:text-20")));
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, RESPONSES, MESSAGES})
    void letsOnlyThoseRehearseThatMay(String path) throws Exception {
        Map<String, String> faults = Map.of("Understudy-Rehearse", "1=429");
        String may =
                gateway.key(
                        new AccessTerms(
                                new Scope(List.of(), List.of(), List.of(), true),
                                Optional.empty(),
                                Rate.UNBOUNDED,
                                Optional.empty()));
        String body = body(path, "other");

        assertRefused(
                send(gateway.key(AccessTerms.UNBOUNDED), path, body, faults),
                path,
                403,
                "rehearsal_not_allowed");
        assertEquals(429, send(may, path, body, faults).statusCode());
    }

    @Test
    void tenThousandWrongKeysSlowNothingDownAndAreSentAway() throws Exception {
        HttpRequest wrong =
                http.to("/v1/models")
                        .header("Understudy-Access-Key", "us-" + "x".repeat(43))
                        .GET()
                        .build();
        List<Long> times = new ArrayList<>();
        int toldWrong = 0;
        for (int i = 0; i < 10_000; i++) {
            var response = http.send(wrong);
            if (response.statusCode() == 401) {
                toldWrong++;
            } else {
                assertRefused(response, "/v1/models", 429, "too_many_wrong_keys");
                assertWait(response, 61);
            }
            if (i % 50 == 0) {
                long begun = System.nanoTime();
                assertEquals(200, http.get("/v1/models/lab:text-5").statusCode());
                times.add(System.nanoTime() - begun);
            }
        }

        assertTrue(toldWrong >= 30 && toldWrong <= 90, "told wrong: " + toldWrong);
        long early = median(times.subList(0, 50));
        long late = median(times.subList(150, 200));
        assertTrue(late < 3 * early + 5_000_000, early + " ns, then " + late);
        assertEquals(0, gateway.traces().latest().size());
    }

    @Test
    void knowsHowAKeyIsUsed() throws Exception {
        String secret = gateway.key(AccessTerms.UNBOUNDED);
        String id = gateway.keys().list().getLast().id();
        var told = new ArrayList<AccessUse>();
        gateway.accounts().onChange(() -> gateway.accounts().use(id).ifPresent(told::add));
        assertEquals(Optional.empty(), gateway.accounts().use(id));

        var response =
                send(
                        secret,
                        CHAT,
                        body(CHAT, "lab:text-5"),
                        Map.of("User-Agent", "claude-cli/2.1 (external, cli)"));
        JsonNode trace = http.trace(response);

        assertEquals("claude-cli", trace.path("client").asString());
        AccessUse use = gateway.accounts().use(id).orElseThrow();
        assertEquals("claude-cli", use.client());
        assertEquals(1, use.requestsToday());
        assertEquals(0, use.spentToday().compareTo(trace.path("cost_usd").decimalValue()));
        assertTrue(use.spentToday().signum() > 0);
        assertEquals(BigDecimal.ZERO, told.getFirst().spentToday());
    }

    @ParameterizedTest
    @CsvSource({
        "claude-cli/1.0 (x), claude-cli",
        "'OpenAI/Python 1.0', OpenAI",
        "codex_cli_rs/0.1, codex_cli_rs",
        "'<script>/1', ''",
        "'a{b}', a",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/1, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    })
    void readsWhatAClientCallsItself(String agent, String name) {
        assertEquals(
                name,
                ClientName.of(org.eclipse.jetty.http.HttpFields.build().put("User-Agent", agent)));
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static void assertRefused(
            HttpResponse<String> response, String path, int status, String code) {
        assertEquals(status, response.statusCode(), response.body());
        JsonNode body = Http.json(response.body());
        if (path.equals(MESSAGES)) {
            assertEquals("error", body.path("type").asString(), response.body());
            assertEquals(
                    Map.of(
                                    401, "authentication_error",
                                    403, "permission_error",
                                    429, "rate_limit_error")
                            .get(status),
                    body.at("/error/type").asString(),
                    response.body());
        }
        assertEquals(code, body.at("/error/code").asString(), response.body());
        assertFalse(body.at("/error/message").asString().isBlank());
    }

    private static void assertWait(HttpResponse<String> response, int longest) {
        int seconds = Integer.parseInt(response.headers().firstValue("Retry-After").orElseThrow());
        assertTrue(seconds >= 1 && seconds <= longest, "Retry-After: " + seconds);
    }

    private static String model(HttpResponse<String> response) {
        return response.headers().firstValue("Understudy-Model").orElse("");
    }

    private List<String> listed(String secret) throws IOException, InterruptedException {
        return Http.json(get(secret, "/v1/models").body())
                .path("data")
                .valueStream()
                .map(model -> model.path("id").asString())
                .toList();
    }

    private HttpResponse<String> get(String secret, String path)
            throws IOException, InterruptedException {
        return http.send(http.to(path).header("Understudy-Access-Key", secret).GET().build());
    }

    private HttpResponse<String> ask(String secret, String path, String model)
            throws IOException, InterruptedException {
        return send(secret, path, body(path, model), Map.of());
    }

    private HttpResponse<String> send(
            String secret, String path, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        return http.send(post(secret, path, body, headers));
    }

    private HttpRequest post(String secret, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = http.to(path).header("Understudy-Access-Key", secret);
        headers.forEach(request::header);
        return request.POST(BodyPublishers.ofString(body)).build();
    }

    private static String body(String path, String model) {
        return path.equals(RESPONSES)
                ? "{\"model\":\"%s\",\"input\":\"hi\"}".formatted(model)
                : "{\"model\":\"%s\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                        .formatted(model);
    }

    private static AccessTerms scope(
            List<String> models, List<String> chains, List<String> providers) {
        return new AccessTerms(
                new Scope(models, chains, providers, false),
                Optional.empty(),
                Rate.UNBOUNDED,
                Optional.empty());
    }

    private static AccessTerms rate(Optional<Integer> requests, Optional<Integer> tokens) {
        return new AccessTerms(
                Scope.ALL, Optional.empty(), new Rate(requests, tokens), Optional.empty());
    }

    private static AccessTerms budget(Period period, Spent spent) {
        return new AccessTerms(
                Scope.ALL,
                Optional.empty(),
                Rate.UNBOUNDED,
                Optional.of(new Budget(new BigDecimal("0.0000001"), period, spent)));
    }
}
