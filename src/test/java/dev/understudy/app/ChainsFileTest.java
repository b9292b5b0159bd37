package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.app.ChainsFile.Content;
import dev.understudy.console.chains.ChainBookException;
import dev.understudy.console.chains.ChainEdit;
import dev.understudy.model.Chain;
import dev.understudy.model.ChainStep;
import dev.understudy.model.StepParameters;
import dev.understudy.model.StepRules;
import dev.understudy.model.StepRules.OnRefusal;
import dev.understudy.model.StepRules.OnStreamBreak;
import dev.understudy.model.Waits;
import dev.understudy.settings.BuiltInProviders;
import dev.understudy.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ChainsFileTest {
    private static final String FIRST =
            """
            # ours
            total_timeout: 2m
            chains:
              # for people
              - id: a # first
                targets:
                  - "openai:x"   # near
                  - { target: "openai:y", hedge_after: 2s } # slow
                weights: [ 3, 1 ]
              - { id: b, targets: [ a, "openai:z" ] }

            # the end
            """;

    private final Path path;
    private final ChainsFile file;

    ChainsFileTest(@TempDir Path folder) throws IOException {
        path = folder.resolve("gateway.yaml");
        Files.writeString(path, FIRST);
        file =
                new ChainsFile(
                        path,
                        new SettingsReader(BuiltInProviders.all(), Map.<String, String>of()::get));
    }

    private String text() throws IOException {
        return Files.readString(path);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void takesEverythingBackAndMakesItAgain(long seed) throws Exception {
        var random = new Random(seed);
        int made = 0;
        for (int i = 0; i < 60; i++) {
            String before = text();
            try {
                Content after = file.change(any(random, file.read().chains()));
                assertEquals(text(), after.text());
                made += before.equals(after.text()) ? 0 : 1;
            } catch (ChainBookException _) {
                assertEquals(before, text(), "what is refused changes nothing");
            }
            assertEquals(Optional.empty(), file.read().problem());
        }
        String last = text();
        assertTrue(made > 20, "made " + made);
        assertTrue(last.startsWith("# ours\ntotal_timeout: 2m\n"), last);

        for (int i = 0; i < made; i++) {
            file.undo();
        }
        assertEquals(FIRST, text());
        assertThrows(ChainBookException.class, file::undo);
        for (int i = 0; i < made; i++) {
            file.redo();
        }
        assertEquals(last, text());
        assertThrows(ChainBookException.class, file::redo);
    }

    private static ChainEdit any(Random random, List<Chain> chains) {
        Chain chain =
                chains.isEmpty()
                        ? new Chain("none", List.of("openai:x"))
                        : chains.get(random.nextInt(chains.size()));
        String id = chain.id();
        int place = random.nextInt(chain.steps().size());
        String fresh = "c" + random.nextInt(1000);
        String target = random.nextInt(4) == 0 ? id : "openai:m" + random.nextInt(9);
        Optional<Duration> wait =
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(Duration.ofMillis(500 + random.nextInt(4) * 500L));
        return switch (random.nextInt(9)) {
            case 0 -> new ChainEdit.Create(fresh, List.of(target));
            case 1 -> new ChainEdit.Duplicate(id, fresh);
            case 2 -> new ChainEdit.Delete(id);
            case 3 -> new ChainEdit.Rename(id, fresh);
            case 4 -> new ChainEdit.Insert(id, place, List.of(target, "openai:new"));
            case 5 -> new ChainEdit.Move(id, place, random.nextInt(chain.steps().size()));
            case 6 -> new ChainEdit.Remove(id, place);
            case 7 ->
                    new ChainEdit.Replace(
                            id,
                            place,
                            new ChainStep(
                                    target,
                                    new ChainStep.Own(
                                            wait,
                                            Optional.empty(),
                                            Optional.empty(),
                                            Waits.USUAL,
                                            List.of(),
                                            StepParameters.NONE),
                                    OptionalInt.empty(),
                                    random.nextBoolean()));
            default ->
                    new ChainEdit.Rules(
                            id,
                            new StepRules(
                                    wait,
                                    random.nextBoolean()
                                            ? OnStreamBreak.FAIL
                                            : OnStreamBreak.RESUME,
                                    OnRefusal.STOP));
        };
    }

    @Test
    void tellsWhatWouldBeTakenBack() throws Exception {
        var move = new ChainEdit.Move("a", 0, 1);
        var rename = new ChainEdit.Rename("a", "c");
        file.change(move);
        file.change(rename);

        assertEquals(Optional.of(rename), file.read().undo());
        assertEquals(rename, file.undo());
        assertEquals(Optional.of(move), file.read().undo());
        assertEquals(Optional.of(rename), file.read().redo());
        file.change(new ChainEdit.Remove("b", 0));
        assertEquals(Optional.empty(), file.read().redo());
    }

    @Test
    void takesNothingBackThatOthersHaveWritten() throws Exception {
        file.change(new ChainEdit.Move("a", 0, 1));
        String theirs = text().replace("2m", "3m");
        Files.writeString(path, theirs);

        assertEquals(Optional.empty(), file.read().undo());
        assertThrows(ChainBookException.class, file::undo);
        assertEquals(theirs, text());
        file.change(new ChainEdit.Remove("a", 0));
        file.undo();
        assertEquals(theirs, text());
        assertEquals(Optional.empty(), file.read().undo());
    }

    @Test
    void keepsTheLastHundred() throws Exception {
        for (int i = 0; i < 103; i++) {
            file.change(new ChainEdit.Move("a", 0, 1));
        }
        int back = 0;
        while (file.read().undo().isPresent()) {
            file.undo();
            back++;
        }
        assertEquals(100, back);
    }

    @Test
    void takesBackOneChangeOnlyWhileItIsTheLast() throws Exception {
        String after = file.change(new ChainEdit.Remove("b", 0)).text();
        file.change(new ChainEdit.Remove("a", 0));

        assertThrows(ChainBookException.class, () -> file.undo(after));
        file.undo();
        file.undo(after);
        assertEquals(FIRST, text());
    }

    @Test
    void writesNothingThatIsWrong() throws Exception {
        var wrong =
                assertThrows(
                        ChainBookException.class,
                        () -> file.change(new ChainEdit.Insert("a", 0, List.of("opnai:x"))));

        assertEquals(
                "This cannot be: there is no provider \"opnai\": did you mean \"openai:x\"?",
                wrong.getMessage());
        assertEquals(FIRST, text());
        assertFalse(file.read().undo().isPresent());
    }

    @Test
    void changesNoFileThatCannotBeUsed() throws Exception {
        Files.writeString(path, "chains: [ { id: a, targets: [ nowhere ] } ]");

        Content content = file.read();

        assertTrue(
                content.problem().orElseThrow().startsWith("gateway.yaml cannot be used"),
                content.problem().get());
        assertThrows(ChainBookException.class, () -> file.change(new ChainEdit.Delete("a")));
    }

    @Test
    void beginsAFileThatIsNotThere() throws Exception {
        Files.delete(path);

        assertEquals(List.of(), file.read().chains());
        file.change(new ChainEdit.Create("new", List.of("openai:x")));

        assertEquals("chains:\n  - id: new\n    targets: [\"openai:x\"]\n", text());
        file.undo();
        assertEquals("", text());
    }
}
