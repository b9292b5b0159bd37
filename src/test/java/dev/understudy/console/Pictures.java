package dev.understudy.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.console.shell.AccessKeys;
import dev.understudy.console.shell.GatewayState;
import dev.understudy.console.shell.PanelEntry;
import dev.understudy.console.shell.Shell;
import dev.understudy.console.shell.StatusViewModel;
import dev.understudy.console.shell.Theme;
import dev.understudy.console.ui.Texts;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.transform.Transform;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.testfx.util.WaitForAsyncUtils;

/// A console with some of its panels, and pictures of it, for the eye to judge.
public final class Pictures {
    private static final Path FOLDER = Path.of("target", "screenshots");
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 700;

    private final Scene scene;
    private final Theme theme;

    private final SimpleObjectProperty<ColorScheme> system =
            new SimpleObjectProperty<>(ColorScheme.LIGHT);
    private final StatusViewModel status;
    private final Shell shell;

    /// Opens a window of 1000 x 700 that shows the first panel.
    public Pictures(Stage stage, List<PanelEntry> panels) {
        status =
                new StatusViewModel(
                        new GatewayState.Running(URI.create("http://127.0.0.1:4141/v1")),
                        new NoKeys(),
                        _ -> {},
                        Runnable::run,
                        Platform::runLater);
        shell = new Shell(panels, status, new Texts());
        scene = new Scene(shell, WIDTH, HEIGHT);
        theme = new Theme(system);
        theme.dress(scene);
        stage.setScene(scene);
        stage.show();
    }

    /// What the status bar says.
    public StatusViewModel status() {
        return status;
    }

    /// The window's content.
    public Shell shell() {
        return shell;
    }

    /// Does something on the UI thread, and waits for what follows.
    public static void ui(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(5_000, action);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Waits until something is so, and for what follows.
    public static void await(BooleanSupplier condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, condition::getAsBoolean);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Takes a picture, light and dark.
    public void take(String name) throws IOException {
        picture(name, ColorScheme.LIGHT, 1);
        picture(name, ColorScheme.DARK, 1);
    }

    /// Takes a picture at half as much again.
    public void takeLarge(String name) throws IOException {
        picture(name + "-150", ColorScheme.LIGHT, 1.5);
        picture(name + "-150", ColorScheme.DARK, 1.5);
    }

    /// Takes a picture in one colour scheme.
    public void take(String name, ColorScheme scheme) throws IOException {
        picture(name, scheme, 1);
    }

    /// Takes a picture of a window of another size, light and dark.
    public void take(String name, int width, int height) throws IOException {
        for (ColorScheme scheme : ColorScheme.values()) {
            dress(scheme);
            WritableImage image =
                    WaitForAsyncUtils.waitForAsyncFx(5_000, () -> sized(width, height));
            write(image, "%s-%dx%d".formatted(name, width, height), scheme);
        }
    }

    /// In a scene without a window: those of the headless platform do not grow.
    private WritableImage sized(int width, int height) {
        scene.setRoot(new Region());
        var other = new Scene(shell, width, height);
        theme.dress(other);
        for (int pass = 0; pass < 3; pass++) { // cells are made by the first
            shell.applyCss();
            shell.layout();
        }
        WritableImage image = other.snapshot(null);
        other.setRoot(new Region());
        scene.setRoot(shell);
        return image;
    }

    /// Dresses the window.
    public void dress(ColorScheme scheme) {
        ui(() -> system.set(scheme));
    }

    private void picture(String name, ColorScheme scheme, double scale) throws IOException {
        dress(scheme);
        WritableImage image =
                WaitForAsyncUtils.waitForAsyncFx(
                        5_000,
                        () -> {
                            var how = new SnapshotParameters();
                            how.setTransform(Transform.scale(scale, scale));
                            return shell.snapshot(how, null);
                        });
        assertEquals(WIDTH * scale, image.getWidth());
        assertEquals(HEIGHT * scale, image.getHeight());
        write(image, name, scheme);
    }

    /// Writes a picture of something else, such as a pop-up.
    public static void write(WritableImage image, String name, ColorScheme scheme)
            throws IOException {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        var copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                copy.setRGB(x, y, image.getPixelReader().getArgb(x, y));
            }
        }
        Files.createDirectories(FOLDER);
        String file = "%s-%s.png".formatted(name, scheme.name().toLowerCase(Locale.ROOT));
        ImageIO.write(copy, "png", FOLDER.resolve(file).toFile());
    }

    /// No key is known; a new one can be made.
    private static final class NoKeys implements AccessKeys {
        @Override
        public Optional<String> known() {
            return Optional.empty();
        }

        @Override
        public String create() {
            return "us-0000";
        }
    }
}
