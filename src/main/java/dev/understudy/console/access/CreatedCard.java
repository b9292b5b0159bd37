package dev.understudy.console.access;

import dev.understudy.console.ui.Texts;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A new key in clear, this once.
final class CreatedCard extends VBox {
    private final Label title = new Label();
    private final TextField secret = new TextField();
    private final Texts texts;

    CreatedCard(AccessViewModel access, Texts texts) {
        this.texts = texts;
        getStyleClass().addAll("card", "draft");
        setId("created");
        title.getStyleClass().add("card-title");
        secret.setId("created-secret");
        secret.setEditable(false);
        secret.getStyleClass().add("mono");
        secret.setAccessibleText(texts.get("accessKeys.secretSpoken"));
        HBox.setHgrow(secret, Priority.ALWAYS);
        var copy = new Button(texts.get("accessKeys.copy"));
        copy.setId("created-copy");
        copy.getStyleClass().add("accent");
        copy.setMinWidth(USE_PREF_SIZE);
        copy.setOnAction(_ -> access.copyCreated());
        var done = new Button(texts.get("accessKeys.done"));
        done.setId("created-done");
        done.getStyleClass().add("quiet");
        done.setMinWidth(USE_PREF_SIZE);
        done.setOnAction(_ -> access.forgetCreated());
        var line = new HBox(secret, copy, done);
        line.getStyleClass().add("draft-line");
        var hint = new Label(texts.get("accessKeys.once"));
        hint.getStyleClass().add("hint");
        getChildren().addAll(title, line, hint);
        access.createdProperty().subscribe(this::show);
    }

    private void show(Optional<AccessBook.Created> created) {
        title.setText(
                created.map(made -> texts.format("accessKeys.createdTitle", made.entry().name()))
                        .orElse(""));
        secret.setText(created.map(AccessBook.Created::secret).orElse(""));
        setVisible(created.isPresent());
        setManaged(created.isPresent());
    }
}
