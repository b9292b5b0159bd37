package dev.understudy.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.catalog.Endpoint.Percentiles;
import dev.understudy.catalog.PriceList.Price;
import dev.understudy.model.ListReply;
import dev.understudy.model.ListReply.Validators;
import dev.understudy.model.Target;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EndpointBookTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Target LUNA = new Target("openrouter", "moon/luna:free");
    private static final String BODY =
            """
            {"data":{"id":"moon/luna","endpoints":[
              {"provider_name":"Crater","tag":"crater/fp8","quantization":"fp8","context_length":1000,
               "max_completion_tokens":null,"max_prompt_tokens":900,
               "pricing":{"prompt":"0.000001","completion":"0.000002","discount":0},
               "supported_parameters":["tools"],"status":-2,"uptime_last_5m":null,
               "uptime_last_30m":99.5,"uptime_last_1d":98,
               "latency_last_30m":{"p50":410,"p75":500,"p90":800.5,"p99":2000},
               "throughput_last_30m":null},
              {"provider_name":7,"quantization":"unknown","status":"x","uptime_last_1d":4000,
               "latency_last_30m":{"p50":"fast"}}]}}\
            """;

    @TempDir Path folder;

    private EndpointBook book() {
        return new EndpointBook(folder, () -> NOON);
    }

    private EndpointList ask(ModelSource source) throws InterruptedException {
        return book().ask(List.of(LUNA), source).getOrDefault(LUNA, EndpointList.UNKNOWN);
    }

    private static ModelSource telling(String body) {
        return (_, _, _) -> new ListReply.Fresh(Validators.NONE, body);
    }

    @Test
    void readsWhatIsToldAndKeepsIt() throws InterruptedException {
        EndpointList told = ask(telling(BODY));

        assertEquals(told, book().known(LUNA));
        assertEquals(Optional.of(NOON), told.fetched());
        Endpoint crater = told.endpoints().getFirst();
        assertEquals("Crater", crater.provider());
        assertEquals("fp8", crater.quantization());
        assertEquals(-2, crater.status());
        assertEquals(OptionalDouble.of(98), crater.uptime().best());
        assertEquals(OptionalLong.of(900), crater.limits().prompt());
        assertEquals(OptionalLong.empty(), crater.limits().output());
        assertEquals(Optional.of(new Percentiles(410, 500, 800.5, 2000)), crater.latency());
        assertEquals(Optional.of(new BigDecimal("2")), crater.prices().usual(Price.OUTPUT));
        Endpoint strange = told.endpoints().getLast();
        assertEquals("", strange.quantization());
        assertEquals(OptionalDouble.empty(), strange.uptime().best());
        assertEquals(Optional.empty(), strange.latency());
    }

    @Test
    void keepsWhatWasToldWhenAskingFails() throws InterruptedException {
        EndpointList told = ask(telling(BODY));

        EndpointList failed = ask((_, _, _) -> new ListReply.Failed("The network is down."));
        EndpointList rubbish = ask(telling("<html>"));

        assertEquals(told.endpoints(), failed.endpoints());
        assertEquals(Optional.of("The network is down."), failed.problem());
        assertEquals(told.endpoints(), rubbish.endpoints());
        assertTrue(rubbish.problem().isPresent());
    }

    @Test
    void asksOpenRouterAloneAndNoStrangePaths() {
        assertTrue(EndpointBook.tells(LUNA));
        assertFalse(EndpointBook.tells(new Target("openai", "gpt-4o")));
        assertFalse(EndpointBook.tells(new Target("openrouter", "../../key")));
        assertFalse(EndpointBook.tells(new Target("openrouter", "../key")));
        assertFalse(EndpointBook.tells(new Target("openrouter", "moon/luna?x=1")));
    }

    @Test
    void asksForAllThatCanBeAskedForAtOnce() throws InterruptedException {
        var sol = new Target("openrouter", "sun/sol");
        var both = new CyclicBarrier(2);

        Map<Target, EndpointList> told =
                book().ask(
                                List.of(LUNA, new Target("openai", "gpt-4o"), sol, LUNA),
                                (_, path, _) -> {
                                    meet(both);
                                    return path.contains("luna")
                                            ? new ListReply.Fresh(Validators.NONE, BODY)
                                            : new ListReply.Failed("Busy.");
                                });

        assertEquals(List.of(LUNA, sol), List.copyOf(told.keySet()));
        assertEquals(2, told.getOrDefault(LUNA, EndpointList.UNKNOWN).endpoints().size());
        assertEquals(Optional.of("Busy."), told.getOrDefault(sol, EndpointList.UNKNOWN).problem());
    }

    private static void meet(CyclicBarrier others) throws InterruptedException {
        try {
            others.await(10, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("the others are not asked meanwhile", e);
        }
    }
}
