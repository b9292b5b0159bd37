package dev.understudy.console.chains;

import static dev.understudy.console.Pictures.await;
import static dev.understudy.console.Pictures.ui;

import dev.understudy.console.FakeKeepsakes;
import dev.understudy.console.FakeLater;
import dev.understudy.console.Pictures;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Texts;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// Takes a picture of every state, light and dark, for the eye to judge.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // TestFX calls start before each test
class ChainsSnapshotTest {
    private final FakeChainBook book = new FakeChainBook();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private ChainsViewModel chains;
    private Pictures pictures;

    @Start
    void start(Stage stage) {
        chains =
                new ChainsViewModel(
                        book,
                        new FakeKeepsakes(),
                        new Jobs(background, Platform::runLater),
                        new FakeLater(),
                        InstantSource.fixed(FakeChainBook.NOW),
                        new Texts());
        pictures =
                new Pictures(
                        stage,
                        List.of(
                                ChainsPanel.entry(() ->
                                        new ChainsPanel(
                                                chains,
                                                new Texts(),
                                                _ -> {},
                                                ChainsPanel.Parts.NONE))));
    }

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    @Test
    void composed() throws Exception {
        filled();
        pictures.take("chains");
        pictures.takeLarge("chains");
        pictures.take("chains", 1600, 1000);
        pictures.take("chains", 1280, 800);
        pictures.take("chains", 1000, 1000);
        pictures.take("chains", 840, 560);
    }

    @Test
    void troubled() throws Exception {
        book.health.put(
                "openrouter:anthropic/claude-sonnet-4.5",
                new StepNow.Health.Rests(FakeChainBook.NOW.plusSeconds(17), "server error"));
        book.keys.remove("anthropic");
        ui(chains::look);
        filled();
        pictures.take("chains-troubled", 1280, 800);
    }

    @Test
    void forecast() throws Exception {
        filled();
        var never = new CountDownLatch(1);
        book.forecast = Forecast.UNKNOWN.with(true, Optional.empty());
        book.asked =
                () -> {
                    never.await();
                    return Forecast.UNKNOWN;
                };
        ui(() -> chains.select("code-review"));
        await(() -> chains.askingProperty().get());
        pictures.take("chains-forecast-asking");
        book.asked =
                () ->
                        Forecast.UNKNOWN.with(
                                false,
                                Optional.of(
                                        "OpenRouter cannot be reached: look at the network, then at Settings, Network."));
        ui(() -> chains.select("cheap-first"));
        await(() -> told().flatMap(forecast -> forecast.basis().problem()).isPresent());
        pictures.take("chains-forecast-unknown");
    }

    private Optional<Forecast> told() {
        return chains.forecastProperty().get();
    }

    @Test
    void settings(FxRobot robot) throws Exception {
        filled();
        ui(() -> robot.lookup("#step-2").query().requestFocus());
        robot.push(KeyCode.ENTER);
        pictures.take("chains-step-settings");
        pictures.take("chains-step-settings", 1280, 800);
    }

    @Test
    void rules(FxRobot robot) throws Exception {
        filled();
        robot.clickOn("#chain-more").clickOn("#chains-rules");
        pictures.take("chains-rules");
    }

    @Test
    void typed(FxRobot robot) throws Exception {
        filled();
        robot.push(KeyCode.CONTROL, KeyCode.N).write("drafts");
        pictures.take("chains-new");
    }

    @Test
    void empty(FxRobot robot) throws Exception {
        book.bare();
        ui(chains::look);
        await(() -> robot.lookup("#first-chain").tryQuery().isPresent());
        pictures.take("chains-none");
        robot.clickOn("#first-chain");
        pictures.take("chains-none-new");
    }

    @Test
    void wrong() throws Exception {
        book.problem =
                Optional.of(
                        "gateway.yaml, line 12: there is no provider \"lap\". Did you mean \"lab\"?");
        ui(chains::look);
        await(() -> chains.chainsProperty().get().flatMap(c -> c.problem()).isPresent());
        pictures.take("chains-wrong-file");
    }

    @Test
    void changed(FxRobot robot) throws Exception {
        filled();
        ui(() -> robot.lookup("#step-3").query().requestFocus());
        robot.push(KeyCode.ALT, KeyCode.UP);
        await(() -> book.targets("support").getLast().startsWith("openrouter"));
        pictures.take("chains-changed");
    }

    private void filled() throws TimeoutException {
        await(() -> chains.steps() == 3 && chains.forecastProperty().get().isPresent());
    }
}
