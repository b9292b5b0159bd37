package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.console.chains.ChainBook.Chains;
import dev.understudy.console.chains.ChainBook.Entry;
import dev.understudy.console.chains.ChainBook.Use;
import dev.understudy.console.chains.ChainBookException;
import dev.understudy.console.chains.ChainEdit;
import dev.understudy.console.chains.ChainTemplate;
import dev.understudy.console.chains.Forecast;
import dev.understudy.console.chains.StepNow;
import dev.understudy.console.chains.StepNow.Health;
import dev.understudy.console.chains.Suggestion;
import dev.understudy.console.ui.Undo;
import dev.understudy.model.AccessTerms;
import dev.understudy.model.AccessTerms.Rate;
import dev.understudy.model.AccessTerms.Scope;
import dev.understudy.model.ChainStep;
import dev.understudy.model.Target;
import dev.understudy.sandbox.SandboxServer;
import dev.understudy.vault.FakeKeychain;
import dev.understudy.vault.Given;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The chains of a running gateway, whose providers are the sandbox.
@Timeout(60)
final class ChainDeskTest {
    private final SandboxServer sandbox = SandboxServer.start(0);
    private final Home home;
    private final Gateway gateway;
    private final ChainsFile file;
    private final ChainDesk desk;
    private final URI base;

    ChainDeskTest(@TempDir Path folder) throws Exception {
        home = Home.under(folder);
        Files.writeString(
                home.gatewayFile(),
                """
                server: { access: open, port: 0 }
                providers:
                  - id: openrouter
                    base_url: '%s'
                    api_keys: [ { id: one, value: sk-sandbox-good }, { id: two, value: sk-sandbox-revoked } ]
                  - { id: lab, base_url: '%s', models: [ { id: text, id_aliases: [ small ] } ] } # here
                chains:
                  - id: support
                    targets: [ "lab:error-503", "lab:text", "openrouter:anthropic/claude-sonnet-4.5", "openai:gpt-4o" ]
                  - id: both
                    targets: [ support, { target: small, disabled: true } ]
                """
                        .formatted(sandbox.openRouterBase(), sandbox.openAiBase()));
        gateway = GivenGateway.with(home, Given.vault(home.vaultFile(), new FakeKeychain()));
        takeUp();
        base = gateway.open(gateway.settings(home.gatewayFile()).settings(), _ -> {});
        file = new ChainsFile(home.gatewayFile(), gateway.reader());
        desk = new ChainDesk(file, gateway, InstantSource.system(), this::takeUp);
    }

    private void takeUp() {
        GivenGateway.takeUp(gateway, home);
    }

    @AfterEach
    void stop() {
        gateway.close(Duration.ZERO);
        sandbox.close();
    }

    private HttpResponse<String> ask(String model) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
                            .header("Content-Type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            """
                                            {"model":"%s","messages":[{"role":"user","content":"hi"}]}
                                            """
                                                    .formatted(model)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private String served(String model) throws Exception {
        HttpResponse<String> answer = ask(model);
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.headers().firstValue("Understudy-Model").orElse("");
    }

    private static Entry entry(Chains chains, String id) {
        return chains.entries().stream()
                .filter(entry -> entry.chain().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsHowEachStepIs() throws Exception {
        Chains chains = desk.read();

        assertEquals(Optional.empty(), chains.problem());
        List<StepNow> support = entry(chains, "support").steps();
        assertEquals(List.of(new Target("lab", "error-503")), support.get(0).targets());
        assertTrue(support.get(0).local());
        assertFalse(support.get(0).keyMissing());
        StepNow sonnet = support.get(2);
        assertEquals(
                List.of("one", "two"), sonnet.keys().stream().map(StepNow.Key::alias).toList());
        assertEquals("Anthropic: Claude Sonnet 4.5", sonnet.model().orElseThrow().name());
        assertTrue(support.get(3).keyMissing());
        List<StepNow> both = entry(chains, "both").steps();
        assertEquals(4, both.get(0).targets().size());
        assertEquals(new Health.Off(), both.get(1).health());
        assertEquals(List.of(new Target("lab", "text")), both.get(1).targets());
    }

    @Test
    void tellsOfTheStepsOwnKeys() throws Exception {
        ChainStep.Own nothing = ChainStep.Own.NOTHING;
        var own =
                new ChainStep.Own(
                        nothing.hedgeAfter(),
                        nothing.onStreamBreak(),
                        nothing.onRefusal(),
                        nothing.waits(),
                        List.of("two"),
                        nothing.parameters());
        Chains chains =
                desk.change(
                        new ChainEdit.Replace(
                                "support",
                                2,
                                new ChainStep(
                                        "openrouter:anthropic/claude-sonnet-4.5",
                                        own,
                                        OptionalInt.empty(),
                                        false)));

        assertEquals(
                List.of("two"),
                entry(chains, "support").steps().get(2).keys().stream()
                        .map(StepNow.Key::alias)
                        .toList());
    }

    @Test
    void aChangeIsInForceForTheNextRequest() throws Exception {
        assertEquals("lab:text", served("support"));

        desk.change(new ChainEdit.Move("support", 2, 0));

        assertEquals("openrouter:anthropic/claude-sonnet-4.5", served("support"));
        desk.undo();
        assertEquals("lab:text", served("support"));
        desk.redo();
        assertEquals("openrouter:anthropic/claude-sonnet-4.5", served("support"));
    }

    @Test
    void tellsThatATargetRestsAndWhy() throws Exception {
        served("support");

        Health health = entry(desk.read(), "support").steps().getFirst().health();

        assertTrue(
                health instanceof Health.Rests rests && rests.why().equals("server error 503"),
                health.toString());
    }

    @Test
    void tellsWhatIsWrongWithTheFileAndShowsWhatIsInForce() throws Exception {
        Files.writeString(home.gatewayFile(), "chains: [ { id: support, targets: [ nowhere ] } ]");

        Chains chains = desk.read();

        assertTrue(chains.problem().isPresent());
        assertEquals(4, entry(chains, "support").steps().size());
        assertThrows(ChainBookException.class, () -> desk.change(new ChainEdit.Delete("support")));
    }

    @Test
    void aRenameIsFollowedByTheScopesOfAccessKeys() throws Exception {
        String id = key(List.of("Support"));
        String free = key(List.of());

        desk.change(new ChainEdit.Rename("support", "help"));

        assertEquals(List.of("help"), scope(id));
        assertEquals(List.of(), scope(free));
        assertEquals("help", entry(desk.read(), "both").chain().targets().getFirst());
        desk.undo();
        assertEquals(List.of("support"), scope(id));
        desk.redo();
        assertEquals(List.of("help"), scope(id));
    }

    @Test
    void aRenameThatScopesCannotFollowDoesNotHappen() throws Exception {
        String id = key(List.of("support"));
        desk.change(new ChainEdit.Rename("support", "help"));
        String help = Files.readString(home.gatewayFile());
        Path aside = home.accessFile().resolveSibling("aside");
        Files.move(home.accessFile(), aside);
        Files.createDirectories(home.accessFile().resolve("in the way"));

        assertThrows(
                ChainBookException.class, () -> desk.change(new ChainEdit.Rename("help", "other")));
        assertThrows(ChainBookException.class, desk::undo);

        assertEquals(help, Files.readString(home.gatewayFile()));
        assertEquals(List.of("help"), scope(id));
        Files.delete(home.accessFile().resolve("in the way"));
        Files.delete(home.accessFile());
        Files.move(aside, home.accessFile());
        desk.undo();
        assertEquals(List.of("support"), scope(id));
        assertTrue(Files.readString(home.gatewayFile()).contains("id: support"));
    }

    @Test
    void aChainThatIsGoneWidensNoKey() throws Exception {
        String id = key(List.of("both"));

        desk.change(new ChainEdit.Delete("both"));

        assertEquals(List.of("both"), scope(id));
        assertEquals(1, desk.read().entries().size());
    }

    private String key(List<String> chains) throws Exception {
        return gateway.desk()
                .create(
                        "k",
                        new AccessTerms(
                                new Scope(List.of(), chains, List.of(), false),
                                Optional.empty(),
                                Rate.UNBOUNDED,
                                Optional.empty()))
                .entry()
                .id();
    }

    private List<String> scope(String id) {
        return gateway.desk().keys().stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow()
                .terms()
                .scope()
                .chains();
    }

    @Test
    void sharesOneHistoryWithTheModelsPanel() throws Exception {
        var models =
                new ModelDesk(
                        home.gatewayFile(), file, gateway, InstantSource.system(), this::takeUp);
        Undo undo = models.addToChain("both", new Target("lab", "echo"));

        assertEquals(
                Optional.of(new ChainEdit.Insert("both", 2, List.of("lab:echo"))),
                desk.read().undo());
        undo.run();
        assertEquals(2, entry(desk.read(), "both").steps().size());
        assertEquals(3, entry(desk.redo(), "both").steps().size());
    }

    @Test
    void tellsOthersOfChanges() throws Exception {
        var told = new AtomicInteger();
        Runnable silence = desk.onChange(told::incrementAndGet);
        desk.change(new ChainEdit.Move("support", 0, 1));
        int once = told.get();
        silence.run();
        desk.change(new ChainEdit.Move("support", 0, 1));

        assertEquals(1, once);
        assertEquals(1, told.get());
    }

    @Test
    void findsWhatAStepCouldLeadTo() throws Exception {
        List<String> found = names(desk.search("claude sonnet 4.5", "none", 5));
        assertEquals("openrouter:anthropic/claude-sonnet-4.5", found.getFirst());
        assertEquals("small", names(desk.search("small", "none", 5)).getFirst());
        assertEquals("support", names(desk.search("supp", "none", 5)).getFirst());
        assertFalse(names(desk.search("", "support", 10)).contains("support"));
        assertFalse(names(desk.search("", "support", 10)).contains("both"), "leads back");
        assertTrue(names(desk.search("", "both", 10)).contains("support"));
        assertEquals(3, desk.search("", "none", 3).size());
    }

    private static List<String> names(List<Suggestion> found) {
        return found.stream().map(Suggestion::target).toList();
    }

    @Test
    void composesChainsOfWhatIsThere() throws Exception {
        for (ChainTemplate template :
                List.of(
                        ChainTemplate.CHEAP_TO_STRONG,
                        ChainTemplate.FREE_TO_PAID,
                        ChainTemplate.LOCAL_TO_CLOUD)) {
            List<String> targets = desk.compose(template);
            assertEquals(2, targets.size(), template + ": " + targets);
            desk.change(new ChainEdit.Create(template.name(), targets));
        }
        List<String> free = desk.compose(ChainTemplate.FREE_TO_PAID);
        assertEquals(free.getFirst(), free.getLast() + ":free");
        assertEquals("lab:text", desk.compose(ChainTemplate.LOCAL_TO_CLOUD).getFirst());
        var missing =
                assertThrows(
                        ChainBookException.class,
                        () -> desk.compose(ChainTemplate.NATIVE_TO_OPENROUTER));
        assertTrue(
                String.valueOf(missing.getMessage()).contains("add a key of a maker"),
                missing::getMessage);
    }

    @Test
    void goesFromAMakerToOpenRouter() throws Exception {
        Files.writeString(
                home.gatewayFile(),
                Files.readString(home.gatewayFile())
                        .replace(
                                "chains:\n",
                                "  - { id: anthropic, api_keys: [ { value: sk-sandbox-good } ] }\nchains:\n"));
        takeUp();

        List<String> targets = desk.compose(ChainTemplate.NATIVE_TO_OPENROUTER);

        assertTrue(targets.getFirst().startsWith("anthropic:claude"), targets.toString());
        assertTrue(targets.getLast().startsWith("openrouter:anthropic/claude"), targets.toString());
    }

    @Test
    void findsCheaperModelsThatCanAllTheSame() throws Exception {
        var sonnet = new Target("openrouter", "anthropic/claude-sonnet-4.5");

        List<Suggestion> found = desk.cheaper(sonnet, 5);

        assertFalse(found.isEmpty());
        assertTrue(found.stream().allMatch(one -> one.input().isPresent()), found.toString());
        assertFalse(names(found).contains(sonnet.toString()));
        assertEquals(List.of(), desk.cheaper(new Target("lab", "text"), 5));
    }

    @Test
    void expectsWhatOwnTriesTell() throws Exception {
        assertTrue(desk.forecast("support").answers().isEmpty());
        desk.change(new ChainEdit.Create("plain", List.of("lab:text")));
        for (int i = 0; i < 20; i++) {
            served("plain");
        }
        var after = new ChainDesk(file, gateway, InstantSource.system(), this::takeUp);
        Forecast forecast = after.forecast("plain");
        while (forecast.basis().ownTries() < 20) { // the journal is written a little later
            Thread.onSpinWait();
            forecast =
                    new ChainDesk(file, gateway, InstantSource.system(), this::takeUp)
                            .forecast("plain");
        }

        assertEquals(1.0, forecast.answers().orElseThrow());
        assertEquals(0, forecast.perThousand().orElseThrow().signum());
        Chains chains = new ChainDesk(file, gateway, InstantSource.system(), this::takeUp).read();
        assertEquals(
                Optional.of(20L),
                Optional.ofNullable(chains.used().get("plain")).map(Use::requests));
        assertEquals(Forecast.UNKNOWN, desk.forecast("none"));
    }

    @Test
    void asksOpenRouterForWhatAForecastNeeds() throws Exception {
        desk.change(
                new ChainEdit.Create("routed", List.of("openrouter:anthropic/claude-sonnet-4.5")));
        Forecast before = desk.forecast("routed");
        assertTrue(before.basis().stale());
        assertEquals(OptionalDouble.empty(), before.answers());

        Forecast asked = desk.askedForecast("routed");

        assertEquals(Optional.empty(), asked.basis().problem());
        assertEquals(2, asked.basis().endpoints());
        assertTrue(asked.firstToken().isPresent());
        assertFalse(desk.forecast("routed").basis().stale());
        assertTrue(entry(desk.read(), "routed").steps().getFirst().uptime().isPresent());
    }

    @Test
    void saysWhyOpenRouterDidNotTellAndWaitsAWhile() throws Exception {
        desk.change(new ChainEdit.Create("routed", List.of("openrouter:anthropic/claude-no-such")));
        assertTrue(desk.forecast("routed").basis().stale());

        Forecast asked = desk.askedForecast("routed");

        String why = asked.basis().problem().orElseThrow();
        assertTrue(why.startsWith("OpenRouter did not tell (HTTP 404)"), why);
        assertFalse(desk.forecast("routed").basis().stale());
    }

    @Test
    void doesNotAskOpenRouterWithoutAKeyForIt() throws Exception {
        String settings = Files.readString(home.gatewayFile());
        Files.writeString(home.gatewayFile(), settings.replaceFirst("(?m)^    api_keys: .*$", ""));
        takeUp();

        assertFalse(desk.forecast("support").basis().stale());

        gateway.catalogue().sync();
        assertTrue(desk.forecast("support").basis().stale());
    }
}
