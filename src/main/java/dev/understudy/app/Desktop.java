package dev.understudy.app;

import dev.understudy.console.access.AccessBook;
import dev.understudy.console.access.AccessPanel;
import dev.understudy.console.access.AccessViewModel;
import dev.understudy.console.chains.ChainsPanel;
import dev.understudy.console.keys.KeyBook;
import dev.understudy.console.keys.KeysPanel;
import dev.understudy.console.keys.KeysViewModel;
import dev.understudy.console.models.ModelActions;
import dev.understudy.console.models.ModelBook;
import dev.understudy.console.models.ModelsPanel;
import dev.understudy.console.models.ModelsViewModel;
import dev.understudy.console.prompt.PromptPanel;
import dev.understudy.console.prompt.PromptViewModel;
import dev.understudy.console.settings.NetworkBook;
import dev.understudy.console.settings.NetworkViewModel;
import dev.understudy.console.settings.SettingsPanel;
import dev.understudy.console.shell.PanelEntry;
import dev.understudy.console.shell.Shell;
import dev.understudy.console.shell.StatusViewModel;
import dev.understudy.console.shell.Theme;
import dev.understudy.console.ui.Arriving;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Keepsakes;
import dev.understudy.console.ui.Later;
import dev.understudy.console.ui.TextClipboard;
import dev.understudy.console.ui.Texts;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.Region;
import javafx.stage.FileChooser;
import javafx.stage.Stage;

/// The console's window. It is shown first; the gateway starts behind it.
public final class Desktop extends Application {
    private static final System.Logger LOG = System.getLogger(Desktop.class.getName());
    private static final List<Integer> ICONS = List.of(32, 64, 128);
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private Optional<FirstInstance> instance = Optional.empty();
    private Optional<DesktopGateway> gateway = Optional.empty();

    /// Made by JavaFX.
    public Desktop() {}

    /// Opens the window and returns when it is closed.
    ///
    /// @param port instead of the one in the settings
    /// @throws EnvironmentException if there is no display
    static int open(Home home, Optional<Integer> port) throws EnvironmentException {
        requireDisplay(System.getenv());
        var arguments = new ArrayList<String>();
        arguments.add("--config=" + home.config());
        arguments.add("--state=" + home.state());
        arguments.add("--runtime=" + home.runtime());
        port.ifPresent(number -> arguments.add("--port=" + number));
        try {
            launch(Desktop.class, arguments.toArray(String[]::new));
            return 0;
        } catch (UnsupportedOperationException e) {
            throw noDisplay(e);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof UnsupportedOperationException cause) {
                throw noDisplay(cause);
            }
            throw e;
        }
    }

    @Override
    public void start(Stage stage) throws IOException {
        Map<String, String> arguments = getParameters().getNamed();
        var home =
                new Home(
                        Path.of(arguments.get("config")),
                        Path.of(arguments.get("state")),
                        Path.of(arguments.get("runtime")));
        Logs.to(home.logFile());
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, e) -> LOG.log(Level.ERROR, "uncaught in " + thread.getName(), e));
        instance = FirstInstance.claim(home.runtime());
        if (instance.isEmpty()) {
            Platform.exit();
            return;
        }
        instance.get().onCall(() -> Platform.runLater(() -> forward(stage)));
        show(stage, home, Optional.ofNullable(arguments.get("port")).map(Integer::valueOf));
    }

    private void show(Stage stage, Home home, Optional<Integer> port) {
        var texts = new Texts();
        var theme = new Theme(Platform.getPreferences().colorSchemeProperty());
        Consumer<String> clipboard = Desktop::copy;
        var running = new DesktopGateway(home, port, texts, Platform::runLater);
        gateway = Optional.of(running);
        var status =
                new StatusViewModel(
                        running.state(), running, clipboard, background, Platform::runLater);
        var prompt =
                new PromptViewModel(
                        running.client(),
                        "sandbox:demo",
                        status.addressProperty(),
                        background,
                        Platform::runLater,
                        System::nanoTime,
                        clipboard);
        PanelEntry prompting =
                PromptPanel.entry(() -> new PromptPanel(prompt, texts, clipboard, this::browse));
        var opener = new CompletableFuture<Shell>();
        var actions =
                new ModelActions() {
                    @Override
                    public void tryOut(String name) {
                        prompt.modelProperty().set(name);
                        var _ = opener.thenAccept(window -> window.open(prompting));
                    }

                    @Override
                    public void browse(URI page) {
                        Desktop.this.browse(page);
                    }
                };
        var keepsakes = new KeepsakesFile(home.consoleFile(), background);
        var shell =
                new Shell(
                        List.of(
                                prompting,
                                ChainsPanel.entry(
                                        () -> chains(running, keepsakes, texts, actions, stage)),
                                ModelsPanel.entry(() -> models(running, keepsakes, texts, actions)),
                                KeysPanel.entry(() -> keys(running, texts, stage)),
                                AccessPanel.entry(() -> access(running, texts)),
                                SettingsPanel.entry(() -> settings(running, texts, stage))),
                        status,
                        texts);
        opener.complete(shell);
        running.tell(status, shell.notices());
        var scene = new Scene(shell, WIDTH, HEIGHT);
        theme.dress(scene);
        stage.setTitle(texts.get("rail.name"));
        stage.setMinWidth(840);
        stage.setMinHeight(560);
        stage.getIcons().setAll(ICONS.stream().map(Desktop::icon).toList());
        stage.setScene(scene);
        stage.show();
        background.execute(running::start);
        afterFirstFrame(() -> background.execute(running::openVault));
    }

    private Region chains(
            DesktopGateway running,
            Keepsakes keepsakes,
            Texts texts,
            ModelActions actions,
            Stage stage) {
        var made =
                new ChainStage(
                        keepsakes,
                        new Jobs(background, Platform::runLater),
                        Later.ofJavaFx(),
                        InstantSource.system(),
                        texts,
                        actions::tryOut,
                        name -> saveFile(stage, name));
        return new Arriving<>(
                texts.get("rail.chains"),
                ChainStage.Books.of(running),
                made::panel,
                Platform::runLater);
    }

    private Region models(
            DesktopGateway running, Keepsakes keepsakes, Texts texts, ModelActions actions) {
        return new Arriving<ModelBook>(
                texts.get("rail.models"),
                running.models(),
                book ->
                        new ModelsPanel(
                                new ModelsViewModel(
                                        book,
                                        keepsakes,
                                        new Jobs(background, Platform::runLater),
                                        Later.ofJavaFx(),
                                        TextClipboard.ofSystem(),
                                        InstantSource.system(),
                                        texts),
                                texts,
                                actions),
                Platform::runLater);
    }

    private Region keys(DesktopGateway running, Texts texts, Stage stage) {
        return new Arriving<KeyBook>(
                texts.get("rail.keys"),
                running.keys(),
                book -> {
                    var model =
                            new KeysViewModel(
                                    book,
                                    new Jobs(background, Platform::runLater),
                                    Later.ofJavaFx(),
                                    TextClipboard.ofSystem(),
                                    InstantSource.system(),
                                    texts);
                    model.lookAtAccounts();
                    return new KeysPanel(model, texts, () -> chooseFile(stage));
                },
                Platform::runLater);
    }

    private Region access(DesktopGateway running, Texts texts) {
        return new Arriving<AccessBook>(
                texts.get("rail.access"),
                running.access(),
                book ->
                        new AccessPanel(
                                new AccessViewModel(
                                        book,
                                        new Jobs(background, Platform::runLater),
                                        Later.ofJavaFx(),
                                        TextClipboard.ofSystem(),
                                        InstantSource.system(),
                                        texts),
                                texts),
                Platform::runLater);
    }

    private Region settings(DesktopGateway running, Texts texts, Stage stage) {
        return new Arriving<NetworkBook>(
                texts.get("rail.settings"),
                running.network(),
                book ->
                        new SettingsPanel(
                                new NetworkViewModel(
                                        book,
                                        new Jobs(background, Platform::runLater),
                                        Later.ofJavaFx(),
                                        texts),
                                texts,
                                () -> chooseFile(stage)),
                Platform::runLater);
    }

    private static Optional<Path> chooseFile(Stage stage) {
        return Optional.ofNullable(new FileChooser().showOpenDialog(stage)).map(File::toPath);
    }

    private static Optional<Path> saveFile(Stage stage, String name) {
        var chooser = new FileChooser();
        chooser.setInitialFileName(name);
        return Optional.ofNullable(chooser.showSaveDialog(stage)).map(File::toPath);
    }

    /// Runs something once the window has been painted: the second pulse comes after the first
    /// frame.
    private static void afterFirstFrame(Runnable run) {
        new AnimationTimer() {
            private int pulses;

            @Override
            public void handle(long now) {
                pulses++;
                if (pulses == 2) {
                    stop();
                    run.run();
                }
            }
        }.start();
    }

    @Override
    public void stop() throws IOException {
        background.shutdownNow();
        gateway.ifPresent(DesktopGateway::close);
        if (instance.isPresent()) {
            instance.get().close();
        }
    }

    private void browse(URI link) {
        getHostServices().showDocument(link.toString());
    }

    private static void forward(Stage stage) {
        stage.setIconified(false);
        stage.show();
        stage.toFront();
        stage.requestFocus();
    }

    private static void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    private static Image icon(int size) {
        InputStream png = Desktop.class.getResourceAsStream("icon-%d.png".formatted(size));
        return new Image(Commands.filled(png));
    }

    private static void requireDisplay(Map<String, String> environment)
            throws EnvironmentException {
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
        boolean headless = "Headless".equals(System.getProperty("glass.platform"));
        if (linux && !headless && !environment.containsKey("DISPLAY")) {
            throw new EnvironmentException(NO_DISPLAY);
        }
    }

    private static EnvironmentException noDisplay(UnsupportedOperationException e) {
        return new EnvironmentException(NO_DISPLAY, e);
    }

    private static final String NO_DISPLAY =
            "there is no display to open a window on: run \"understudy serve\" for the gateway alone";
}
