package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.console.explain.ExplainBook.Chosen;
import dev.understudy.console.explain.ExplainBook.Completion;
import dev.understudy.console.explain.ExplainBook.Explained;
import dev.understudy.console.explain.ExplainBook.Kind;
import dev.understudy.console.explain.ExplainBook.Mistake;
import dev.understudy.console.explain.ExplainBook.Trial;
import dev.understudy.console.explain.ExplainException;
import dev.understudy.console.ui.Undo;
import dev.understudy.model.Evaluation;
import dev.understudy.model.Target;
import dev.understudy.sandbox.SandboxServer;
import dev.understudy.vault.FakeKeychain;
import dev.understudy.vault.Given;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The plans and strategies of a running gateway, whose providers are the sandbox.
@Timeout(60)
final class ExplainDeskTest {
    private static final Target SONNET = new Target("openrouter", "anthropic/claude-sonnet-4.5");
    private static final String ONLY_SONNET =
            "ai.models.filter(m, m.id == 'anthropic/claude-sonnet-4.5')";

    private final SandboxServer sandbox = SandboxServer.start(0);
    private final Home home;
    private final Gateway gateway;
    private final ExplainDesk desk;
    private final URI base;
    private final String before;

    ExplainDeskTest(@TempDir Path folder) throws Exception {
        home = Home.under(folder);
        before =
                """
                # of the desk
                server: { access: open, port: 0 }
                providers: # in order
                  - id: lab
                    base_url: '%s'
                    models: [ { id: text, id_aliases: [ small ], max_context_window: 8000 } ]
                  - id: openrouter
                    base_url: '%s'
                    api_keys: [ { id: one, value: sk-sandbox-good }, { id: two, value: sk-sandbox-good-2 } ]
                chains:
                  - { id: support, targets: [ "lab:small", "openrouter:anthropic/claude-sonnet-4.5" ] } # first
                # the end
                """
                        .formatted(sandbox.openAiBase(), sandbox.openRouterBase());
        Files.writeString(home.gatewayFile(), before);
        gateway = GivenGateway.with(home, Given.vault(home.vaultFile(), new FakeKeychain()));
        takeUp();
        base = gateway.open(gateway.settings(home.gatewayFile()).settings(), _ -> {});
        desk = new ExplainDesk(home.gatewayFile(), gateway, this::takeUp);
    }

    private void takeUp() {
        GivenGateway.takeUp(gateway, home);
    }

    @AfterEach
    void stop() {
        gateway.close(Duration.ZERO);
        sandbox.close();
    }

    private String served() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
                                    .header("Content-Type", "application/json")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    """
                                                    {"model":"auto","messages":[{"role":"user","content":"hi"}]}
                                                    """))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
            return answer.headers().firstValue("Understudy-Model").orElse("");
        }
    }

    private String file() throws Exception {
        return Files.readString(home.gatewayFile());
    }

    @Test
    void explainsAChain() {
        Explained told = desk.explain(List.of("support"));

        assertEquals("", told.problem());
        assertEquals(List.of(new Target("lab", "text"), SONNET), told.plan().targets());
        assertEquals(List.of("one", "two"), told.keys().get("openrouter"));
        assertEquals(List.of(), told.keys().get("lab"));
    }

    @Test
    void tellsTheClosestNameOfWhatLeadsNowhere() {
        Explained told = desk.explain(List.of("suport"));

        assertTrue(told.problem().contains("support"), told.problem());
        assertEquals("suport", told.plan().rejected().getFirst().model());
    }

    @Test
    void nothingIsLikeAuto() {
        assertEquals(
                desk.explain(List.of("auto")).plan().targets(),
                desk.explain(List.of()).plan().targets());
    }

    @Test
    void whatIsTriedIsNotInForce() throws Exception {
        Trial trial = desk.tryOut(Kind.MODELS, List.of(ONLY_SONNET), List.of("auto"));

        assertEquals(List.of(SONNET), trial.plan().plan().targets());
        assertEquals(List.of(), desk.written(Kind.MODELS));
        assertEquals(before, file());
        assertEquals("lab:text", served());
    }

    @Test
    void aWrittenStrategyIsInForceForTheNextRequestUntilItIsTakenBack() throws Exception {
        assertEquals("lab:text", served());

        Undo undo = desk.write(Kind.MODELS, List.of(ONLY_SONNET, "ai.models"));

        assertEquals(SONNET.toString(), served());
        assertEquals(List.of(ONLY_SONNET, "ai.models"), desk.written(Kind.MODELS));
        assertTrue(file().startsWith(before.stripTrailing().substring(0, 60)), file());
        for (String comment : List.of("# of the desk", "# in order", "# first", "# the end")) {
            assertTrue(file().contains(comment), file());
        }
        undo.run();
        assertEquals("lab:text", served());
        assertEquals(before, file());
    }

    @Test
    void removingTheLastExpressionRemovesTheKey() throws Exception {
        var _ = desk.write(Kind.MODELS, List.of(ONLY_SONNET));
        var _ = desk.write(Kind.KEYS, List.of("ai.keys"));

        var _ = desk.write(Kind.MODELS, List.of());
        assertFalse(file().contains("model_selection"), file());
        assertEquals("lab:text", served());
        var _ = desk.write(Kind.KEYS, List.of());

        assertFalse(file().contains("api_key_selection"), file());
        assertEquals(List.of(), desk.written(Kind.KEYS));
        assertTrue(file().contains("# first"), file());
    }

    @Test
    void aWrongStrategyIsRefusedWithItsReason() throws Exception {
        var refused =
                assertThrows(
                        ExplainException.class,
                        () -> desk.write(Kind.MODELS, List.of("ai.models.filter(m, m.knwon)")));

        assertTrue(
                String.valueOf(refused.getMessage()).contains("did you mean \"known\""),
                refused::getMessage);
        assertEquals(before, file());
    }

    @Test
    void undoNeverOverwritesWhatOthersChangedMeanwhile() throws Exception {
        Undo undo = desk.write(Kind.MODELS, List.of("ai.models"));
        String others = file() + "# by hand\n";
        Files.writeString(home.gatewayFile(), others);

        assertThrows(Exception.class, undo::run);

        assertEquals(others, file());
    }

    @Test
    void tellsWhatWasChosenAndByWhatFacts() {
        Trial trial = desk.tryOut(Kind.MODELS, List.of(ONLY_SONNET), List.of("support"));

        assertEquals(1, trial.count());
        Chosen chosen = trial.chosen().getFirst();
        assertEquals(SONNET.toString(), chosen.name());
        assertEquals(Optional.of(new BigDecimal("3")), chosen.facts().input());
        assertTrue(chosen.facts().context().isPresent());
        assertTrue(chosen.facts().errors().isEmpty());
    }

    @Test
    void factsOfTheSettingsCount() {
        Trial trial = desk.tryOut(Kind.MODELS, List.of("ai.models.filter(m, m.custom)"), List.of());

        assertEquals(8000, trial.chosen().getFirst().facts().context().orElseThrow());
    }

    @Test
    void tellsHowOftenAChosenModelFailedLately() throws Exception {
        served();

        Trial trial = desk.tryOut(Kind.MODELS, List.of("ai.models.filter(m, m.custom)"), List.of());

        assertEquals(0, trial.chosen().getFirst().facts().errors().orElseThrow());
    }

    @Test
    void tellsWhichExpressionDecided() {
        Trial trial =
                desk.tryOut(
                        Kind.MODELS,
                        List.of("ai.models.filter(m, false)", ONLY_SONNET, "ai.models"),
                        List.of());

        assertEquals(List.of(0, 1), trial.evaluations().stream().map(Evaluation::count).toList());
    }

    @Test
    void tellsWhyAStrategyThatChoosesNothingLeadsNowhere() {
        Trial trial =
                desk.tryOut(Kind.MODELS, List.of("ai.models.filter(m, false)"), List.of("auto"));

        assertEquals(0, trial.count());
        assertEquals(List.of(), trial.chosen());
        assertTrue(trial.plan().problem().contains("safety net"), trial.plan().problem());
    }

    @Test
    void tellsWhereAnExpressionFailed() {
        Trial trial = desk.tryOut(Kind.MODELS, List.of("[ai.models[9999]]"), List.of());

        assertEquals(0, trial.count());
        assertFalse(trial.evaluations().getFirst().problem().isEmpty());
        assertFalse(trial.plan().problem().isEmpty());
    }

    @Test
    void choosesKeysOfEachProvider() {
        Trial trial =
                desk.tryOut(
                        Kind.KEYS, List.of("ai.keys.filter(k, k.id == 'two')"), List.of("support"));

        assertEquals(Map.of("lab", List.of(), "openrouter", List.of("two")), trial.plan().keys());
        assertEquals(1, trial.count());
        assertEquals(
                List.of("openrouter"),
                trial.evaluations().stream().map(e -> e.of().orElseThrow().provider()).toList());
    }

    @Test
    void checksEachKindByItsOwnWords() {
        assertEquals(List.of(), desk.check(Kind.MODELS, "ai.models"));
        assertEquals(List.of(), desk.check(Kind.KEYS, "ai.keys"));
        List<Mistake> mistakes = desk.check(Kind.KEYS, "ai.models");
        assertEquals(1, mistakes.getFirst().line());
        assertFalse(mistakes.getFirst().message().isBlank());
    }

    @Test
    void completesWithTheWordThatIsTakenTheirPlaceOf() {
        List<Completion> found = desk.complete(Kind.MODELS, "ai.mo", 5);

        assertEquals(List.of("models"), found.stream().map(Completion::word).toList());
        assertEquals(3, found.getFirst().start());
    }
}
