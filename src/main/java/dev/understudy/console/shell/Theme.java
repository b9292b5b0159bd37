package dev.understudy.console.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import javafx.application.ColorScheme;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import javafx.util.Subscription;

/// The console's looks: AtlantaFX's Primer, light or dark, our stylesheet and our fonts.
public final class Theme {
    /// Which of the two looks.
    public enum Choice {
        SYSTEM,
        LIGHT,
        DARK
    }

    private static final List<String> FONTS =
            List.of(
                    "inter/Inter-Regular.otf",
                    "inter/Inter-Medium.otf",
                    "inter/Inter-SemiBold.otf",
                    "inter/Inter-Bold.otf",
                    "inter/Inter-Italic.otf",
                    "inter/Inter-BoldItalic.otf",
                    "jetbrains-mono/JetBrainsMono-Regular.ttf",
                    "jetbrains-mono/JetBrainsMono-Bold.ttf");

    private final ObjectProperty<Choice> choice = new SimpleObjectProperty<>(Choice.SYSTEM);
    private final ObservableValue<ColorScheme> system;
    private final String stylesheet;

    /// Loads the fonts.
    ///
    /// @param system the color scheme of the desktop
    public Theme(ObservableValue<ColorScheme> system) {
        FONTS.forEach(Theme::load);
        stylesheet = resource("/dev/understudy/console/console.css").toExternalForm();
        this.system = system;
    }

    /// Light, dark or the desktop's, which is the default.
    public ObjectProperty<Choice> choiceProperty() {
        return choice;
    }

    /// Dresses a window now and at every change, until the subscription is ended.
    public Subscription dress(Scene scene) {
        scene.getStylesheets().add(stylesheet);
        return Subscription.combine(
                choice.subscribe(_ -> paint(scene)), system.subscribe(_ -> paint(scene)));
    }

    private void paint(Scene scene) {
        ColorScheme now =
                switch (choice.get()) {
                    case SYSTEM -> system.getValue();
                    case LIGHT -> ColorScheme.LIGHT;
                    case DARK -> ColorScheme.DARK;
                };
        scene.getPreferences().setColorScheme(now);
        scene.setUserAgentStylesheet(
                switch (now) {
                    case LIGHT -> new PrimerLight().getUserAgentStylesheetBSS();
                    case DARK -> new PrimerDark().getUserAgentStylesheetBSS();
                });
    }

    private static void load(String font) {
        try (InputStream in = resource("/dev/understudy/console/fonts/" + font).openStream()) {
            Font.loadFont(in, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL resource(String path) {
        return Objects.requireNonNull(Theme.class.getResource(path), path);
    }
}
