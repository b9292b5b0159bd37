package dev.understudy.console.shell;

import dev.understudy.console.ui.IconButton;
import dev.understudy.console.ui.Texts;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;

/// A [Notice] as a strip: icon, severity, what and why, at most one action, close.
final class Banner extends HBox {
    Banner(Notice notice, Texts texts, Runnable close) {
        getStyleClass().addAll("banner", notice.severity().name().toLowerCase(Locale.ROOT));
        setAccessibleText(
                texts.format(
                        "banner.spoken", severity(notice, texts), notice.title(), notice.text()));
        getChildren().addAll(new FontIcon(icon(notice)), words(notice, texts));
        notice.action().map(Banner::action).ifPresent(getChildren()::add);
        getChildren().add(closer(texts, close));
    }

    private static VBox words(Notice notice, Texts texts) {
        var severity = new Text(severity(notice, texts));
        severity.getStyleClass().add("severity");
        var title = new Text("  " + notice.title());
        title.getStyleClass().add("title");
        var text = new Label(notice.text());
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        var words = new VBox(new TextFlow(severity, title), text);
        words.getStyleClass().add("banner-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        return words;
    }

    private static Button action(Notice.Action action) {
        var button = new Button(action.label());
        button.setId("banner-action");
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> action.run().run());
        return button;
    }

    private static Button closer(Texts texts, Runnable close) {
        var button = new IconButton(MaterialDesignC.CLOSE, texts.get("banner.close"), close);
        button.setId("banner-close");
        return button;
    }

    private static String severity(Notice notice, Texts texts) {
        return switch (notice.severity()) {
            case NOTE -> texts.get("banner.note");
            case WARNING -> texts.get("banner.warning");
            case PROBLEM -> texts.get("banner.problem");
        };
    }

    private static Ikon icon(Notice notice) {
        return switch (notice.severity()) {
            case NOTE -> MaterialDesignI.INFORMATION_OUTLINE;
            case WARNING -> MaterialDesignA.ALERT_OUTLINE;
            case PROBLEM -> MaterialDesignA.ALERT_CIRCLE_OUTLINE;
        };
    }
}
