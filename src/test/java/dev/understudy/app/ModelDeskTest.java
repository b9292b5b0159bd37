package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.catalog.Change;
import dev.understudy.catalog.Change.What;
import dev.understudy.catalog.Endpoint;
import dev.understudy.catalog.EndpointList;
import dev.understudy.catalog.Stock;
import dev.understudy.catalog.Stock.Origin;
import dev.understudy.console.models.ModelBook.Models;
import dev.understudy.console.models.ModelBookException;
import dev.understudy.console.ui.Undo;
import dev.understudy.model.Target;
import dev.understudy.sandbox.SandboxServer;
import dev.understudy.vault.FakeKeychain;
import dev.understudy.vault.Given;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The models of a running gateway, synced with the sandbox in OpenRouter's place.
@Timeout(60)
final class ModelDeskTest {
    private static final Target SONNET = new Target("openrouter", "anthropic/claude-sonnet-4.5");

    private final SandboxServer openRouter = SandboxServer.start(0);
    private final Home home;
    private final Gateway gateway;
    private final ModelDesk desk;
    private final String written;

    ModelDeskTest(@TempDir Path folder) throws Exception {
        home = Home.under(folder);
        written =
                """
                server: { access: open, port: 0 }
                providers:
                  - { id: openrouter, base_url: '%s', api_keys: [ { value: sk-sandbox-good } ] }
                  - { id: lab, base_url: '%s' } # on this desk
                  - { id: openai, disabled: true }
                chains:
                  - id: support
                    targets: [ "openrouter:anthropic/claude-sonnet-4.5", "lab:text" ] # in order
                  - id: both
                    targets: [ support ]
                """
                        .formatted(openRouter.openRouterBase(), openRouter.openAiBase());
        Files.writeString(home.gatewayFile(), written);
        gateway = GivenGateway.with(home, Given.vault(home.vaultFile(), new FakeKeychain()));
        takeUp();
        gateway.open(gateway.settings(home.gatewayFile()).settings(), _ -> {});
        desk =
                new ModelDesk(
                        home.gatewayFile(),
                        new ChainsFile(home.gatewayFile(), gateway.reader()),
                        gateway,
                        InstantSource.system(),
                        this::takeUp);
    }

    private void takeUp() {
        GivenGateway.takeUp(gateway, home);
    }

    @AfterEach
    void stop() {
        gateway.close(Duration.ZERO);
        openRouter.close();
    }

    /// Has OpenRouter's list be as it is on such a day.
    private void day(String day) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(openRouter.origin() + "/control/catalogue"))
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            "{\"day\":\"%s\"}".formatted(day)))
                            .build();
            assertEquals(
                    200, http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
        }
    }

    private static Origin origin(Models models) {
        return models.stock().origin("openrouter").orElseThrow();
    }

    @Test
    void syncsWithEveryProviderThatCanBeAsked() throws Exception {
        Models before = desk.read();
        Models after = desk.sync();

        assertEquals(Optional.empty(), origin(before).checked());
        assertEquals(Optional.empty(), origin(after).problem());
        assertTrue(origin(after).checked().isPresent());
        assertEquals(422, origin(after).models());
        assertTrue(after.stock().catalogue().model(new Target("lab", "text")).isPresent());
        assertEquals(List.of("support", "both"), after.chains().get(SONNET));
        assertTrue(after.callable().contains("lab"));
        assertFalse(after.callable().contains("openai"));
        assertEquals(
                422,
                gateway.catalogue().shelf().await().models().stream()
                        .filter(model -> model.target().provider().equals("openrouter"))
                        .count());
    }

    @Test
    void asksOnlyWhetherAnythingHasChanged() throws Exception {
        Instant fetched = origin(desk.sync()).fetched();
        long asked = asked();

        Origin again = origin(desk.sync());

        assertEquals(fetched, again.fetched());
        assertTrue(again.checked().orElseThrow().isAfter(fetched));
        assertEquals(Optional.empty(), again.problem());
        assertEquals(asked + 1, asked());
        assertEquals(
                304,
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(openRouter.openRouterBase() + "/models"))
                                        .header("If-None-Match", etag())
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode());
    }

    private String etag() throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(openRouter.openRouterBase() + "/models"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }

    private long asked() {
        return openRouter.requests().stream()
                .filter(request -> request.path().equals("/api/v1/models"))
                .count();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    half    | The answer of OpenRouter broke off before its end: try again.
                    short   | What came is no list of models: it has 40 of 422 models.
                    rubbish | What came is no list of models: it is no JSON, or breaks off.
                    busy    | OpenRouter did not tell (HTTP 503): try again later.
                    """)
    void keepsTheLastGoodListOnABadDay(String day, String why) throws Exception {
        Origin good = origin(desk.sync());
        day(day);

        Origin bad = origin(desk.sync());

        assertEquals(Optional.of(why), bad.problem());
        assertEquals(422, bad.models());
        assertEquals(good.fetched(), bad.fetched());
        day("plain");
        assertEquals(Optional.empty(), origin(desk.sync()).problem());
    }

    @Test
    void keepsTheLastGoodListWithoutANetwork() throws Exception {
        desk.sync();
        openRouter.close();

        Models models = desk.sync();

        assertTrue(
                origin(models)
                        .problem()
                        .orElseThrow()
                        .contains("check the address and the network"),
                origin(models).problem().orElseThrow());
        assertEquals(422, origin(models).models());
    }

    @Test
    void tellsWhatHasChanged() throws Exception {
        Instant before = Instant.now();
        desk.sync();
        day("changed");

        Stock stock = desk.sync().stock();

        List<Change> changes = stock.history().after(before);
        assertEquals(
                List.of(
                        "Appeared",
                        "Repriced",
                        "Repriced",
                        "Repriced",
                        "Repriced",
                        "Expires",
                        "Gone"),
                changes.stream().map(change -> change.what().getClass().getSimpleName()).toList());
        var first = (What.Repriced) changes.get(1).what();
        assertEquals(40, first.percent());
        assertTrue(
                stock.catalogue().model(new Target("openrouter", "sandbox/fresh-1")).isPresent());
        assertTrue(stock.catalogue().model(changes.getLast().target()).isEmpty());
    }

    @Test
    void tellsWhereAModelIsServed() throws Exception {
        assertEquals(EndpointList.UNKNOWN, desk.endpoints(SONNET));

        EndpointList asked = desk.askEndpoints(SONNET);

        assertEquals(2, asked.endpoints().size());
        assertTrue(asked.endpoints().stream().map(Endpoint::latency).allMatch(Optional::isPresent));
        assertEquals(asked, desk.endpoints(SONNET));
        openRouter.close();
        EndpointList offline = desk.askEndpoints(SONNET);
        assertEquals(asked.endpoints(), offline.endpoints());
        assertTrue(offline.problem().isPresent());
    }

    @Test
    void putsAModelIntoAChainAndTakesItBack() throws Exception {
        Undo undo = desk.addToChain("support", new Target("openrouter", "moonshotai/kimi-k2"));

        assertTrue(
                Files.readString(home.gatewayFile())
                        .contains("\"lab:text\", \"openrouter:moonshotai/kimi-k2\" ] # in order"),
                Files.readString(home.gatewayFile()));
        assertEquals(3, gateway.targets("both").size());
        undo.run();
        assertEquals(written, Files.readString(home.gatewayFile()));
        assertEquals(2, gateway.targets("both").size());
        assertThrows(ModelBookException.class, () -> desk.addToChain("none", SONNET));
    }

    @Test
    void beginsAChainWithAModelAndTakesItBack() throws Exception {
        Undo undo = desk.newChain("drafts", SONNET);

        assertEquals(List.of(SONNET), gateway.targets("drafts"));
        assertTrue(desk.read().chainNames().contains("drafts"));
        assertThrows(ModelBookException.class, () -> desk.newChain("support", SONNET));
        assertThrows(ModelBookException.class, () -> desk.newChain("a:b", SONNET));
        undo.run();
        assertEquals(written, Files.readString(home.gatewayFile()));
    }

    @Test
    void givesAModelAWeightWhereTheOthersHaveOne() throws Exception {
        String weighted =
                written.replace("\"lab:text\" ]", "\"lab:text\" ]\n    weights: [ 3, 1 ]");
        Files.writeString(home.gatewayFile(), weighted);

        desk.addToChain("support", new Target("openrouter", "moonshotai/kimi-k2"));

        String now = Files.readString(home.gatewayFile());
        assertTrue(now.contains("weights: [ 3, 1, 1 ]"), now);
    }

    @Test
    void syncsDailyOnlyIfWanted() throws Exception {
        assertFalse(desk.read().daily());

        Undo undo = desk.syncDaily(true);

        assertTrue(desk.read().daily());
        assertTrue(Files.readString(home.gatewayFile()).contains("catalogue_sync: daily"));
        undo.run();
        assertFalse(desk.read().daily());
    }

    @Test
    void isDueADayAfterItWasCheckedAndAnHourAfterItFailed() throws Exception {
        Stock never = desk.read().stock();
        Stock synced = desk.sync().stock();
        Instant checked = synced.origin("openrouter").orElseThrow().checked().orElseThrow();

        assertEquals(Duration.ZERO, CatalogueCare.due(never, Optional.empty(), Instant.now()));
        assertEquals(
                Duration.ofHours(14),
                CatalogueCare.due(synced, Optional.empty(), checked.plusSeconds(36_000)));
        assertEquals(
                Duration.ofMinutes(50),
                CatalogueCare.due(
                        synced, Optional.of(checked.plusSeconds(600)), checked.plusSeconds(1_200)));
        assertEquals(
                Duration.ZERO,
                CatalogueCare.due(synced, Optional.empty(), checked.plusSeconds(900_000)));
    }

    @Test
    void tellsOthersOfASync() throws Exception {
        var told = new AtomicInteger();
        Runnable silence = desk.onSync(told::incrementAndGet);
        desk.sync();
        silence.run();
        desk.sync();

        assertEquals(1, told.get());
    }
}
