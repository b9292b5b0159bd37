package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.client.RehearsalClient;
import dev.understudy.console.FakeKeepsakes;
import dev.understudy.console.FakeLater;
import dev.understudy.console.UiQueue;
import dev.understudy.console.rehearse.RehearsalBookException;
import dev.understudy.console.rehearse.RehearsalViewModel;
import dev.understudy.console.ui.Changes;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Texts;
import dev.understudy.gateway.TestGateway;
import dev.understudy.model.Play;
import dev.understudy.model.RehearsalCase;
import dev.understudy.model.RehearsalCase.Expectation;
import dev.understudy.rehearsal.CaseResult;
import dev.understudy.rehearsal.CaseRun;
import dev.understudy.rehearsal.FaultSet;
import dev.understudy.rehearsal.RehearsalListener;
import dev.understudy.rehearsal.Rehearser;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Rehearsals of the console with a gateway that runs.
@Timeout(60)
final class RehearsalDeskTest {
    private static final String SETTINGS =
            """
            first_token_timeout: 500ms
            stream_idle_timeout: 500ms
            chains:
              - { id: duo, targets: ["sandbox:fb-ok", "sandbox:fb-ok-noprefill"] }
            """;

    @TempDir Path folder;

    @Test
    void showsWhatTheCommandLineFinds() throws Exception {
        var ui = new UiQueue();
        ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
        try (TestGateway gateway = TestGateway.patient(SETTINGS);
                var client = new RehearsalClient(gateway::base, gateway.key());
                var desk =
                        new RehearsalDesk(
                                folder.resolve("rehearsals.yaml"),
                                () -> Optional.of(gateway.base()),
                                gateway.key())) {
            var jobs = new Jobs(background, ui);
            var shown =
                    new RehearsalViewModel(
                            desk,
                            new FakeKeepsakes(),
                            jobs,
                            new Changes(jobs, new FakeLater()),
                            InstantSource.system(),
                            new Texts());
            shown.show("duo", List.of("sandbox:fb-ok", "sandbox:fb-ok-noprefill"));

            shown.runAll();
            var rehearser = new Rehearser(client, System::nanoTime, Duration.ofSeconds(20));
            List<CaseResult> told =
                    new CaseRun(rehearser)
                            .run(FaultSet.all(Play.of("duo"), List.of(1)), new Quiet())
                            .played();
            ui.until(() -> !shown.allProperty().get().isRunning());

            assertEquals(16, told.size());
            assertEquals(
                    told.stream().map(RehearsalDeskTest::line).toList(),
                    shown.allProperty().get().played().stream()
                            .map(one -> line(one.result().orElseThrow()))
                            .toList());
        } finally {
            background.shutdownNow();
        }
    }

    private static String line(CaseResult result) {
        return "%s: %s, %s"
                .formatted(result.of().name(), result.outcome().verdict(), result.misses());
    }

    @Test
    void keepsTestsWhereTheCommandLineFindsThemAndTakesThemBack() throws Exception {
        Path file = folder.resolve("rehearsals.yaml");
        Files.writeString(file, "# ours\ncases: []\n");
        try (var desk = new RehearsalDesk(file, Optional::empty, "us-none")) {
            var test = new RehearsalCase("kept", Play.of("duo"), Expectation.SOUND);

            var undo = desk.keep(test);

            assertEquals(List.of(test), desk.kept());
            assertThrows(RehearsalBookException.class, () -> desk.keep(test));
            undo.run();
            assertEquals("# ours\ncases: []\n", Files.readString(file));
        }
    }

    @Test
    void saysWhatIsWrongWithTheFileAndThatNobodyListens() throws Exception {
        Path file = folder.resolve("rehearsals.yaml");
        Files.writeString(file, "cases: [{ name: a }]\n");
        try (var desk = new RehearsalDesk(file, Optional::empty, "us-none")) {
            var wrong = assertThrows(RehearsalBookException.class, desk::kept);

            assertTrue(
                    String.valueOf(wrong.getMessage())
                            .startsWith("rehearsals.yaml has a mistake: line 1"),
                    wrong.getMessage());
            assertThrows(
                    ConnectException.class,
                    () -> desk.client().play(Play.of("duo"), "rh_1", _ -> {}));
        }
    }

    private static final class Quiet implements CaseRun.Progress {
        @Override
        public RehearsalListener begins(int number, RehearsalCase next) {
            return RehearsalListener.NONE;
        }

        @Override
        public void ended(int number, CaseResult result) {}
    }
}
