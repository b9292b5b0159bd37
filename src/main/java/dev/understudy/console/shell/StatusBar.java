package dev.understudy.console.shell;

import dev.understudy.console.ui.Texts;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/// The strip at the foot of the window.
final class StatusBar extends HBox {
    private final StatusViewModel status;
    private final Texts texts;
    private final PauseTransition confirmation = new PauseTransition(Duration.seconds(2));

    StatusBar(StatusViewModel status, Texts texts) {
        this.status = status;
        this.texts = texts;
        getStyleClass().add("status-bar");
        confirmation.setOnFinished(_ -> status.forgetCopied());
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(state(), address(), addressCopied(), accessKey(), space, inFlight());
    }

    private Label state() {
        var dot = new Region();
        dot.getStyleClass().add("status-dot");
        var label = new Label("", dot);
        label.setId("gateway-state");
        label.setMinWidth(USE_PREF_SIZE);
        status.gatewayProperty()
                .subscribe(state -> {
                    label.getStyleClass().removeAll("running", "stopped");
                    switch (state) {
                        case GatewayState.Starting _ -> label.setText(texts.get("status.starting"));
                        case GatewayState.Running _ -> {
                            label.setText(texts.get("status.running"));
                            label.getStyleClass().add("running");
                        }
                        case GatewayState.Stopped _ -> {
                            label.setText(texts.get("status.stopped"));
                            label.getStyleClass().add("stopped");
                        }
                    }
                });
        return label;
    }

    private Button address() {
        var button = action("gateway-address");
        button.getStyleClass().add("mono");
        button.textProperty().bind(status.addressProperty());
        button.visibleProperty().bind(status.addressProperty().isNotEmpty());
        button.managedProperty().bind(button.visibleProperty());
        button.setTooltip(new Tooltip(texts.get("status.copyAddress")));
        button.accessibleTextProperty()
                .bind(
                        status.addressProperty()
                                .map(address -> texts.format("status.addressSpoken", address)));
        button.setOnAction(_ -> {
            status.copyAddress();
            confirmation.playFromStart();
        });
        return button;
    }

    private Label addressCopied() {
        var label = new Label(texts.get("status.copied"));
        label.getStyleClass().add("confirmation");
        label.visibleProperty().bind(status.addressCopiedProperty());
        label.managedProperty().bind(status.addressCopiedProperty());
        return label;
    }

    private Button accessKey() {
        var button = action("access-key");
        status.accessKeyProperty().subscribe(action -> show(button, action));
        button.setOnAction(_ -> status.copyAccessKey());
        return button;
    }

    private void show(Button button, AccessKeyAction action) {
        button.getStyleClass().remove("confirmed");
        switch (action) {
            case COPY -> say(button, "status.copyKey", "status.copyKeyHelp");
            case CREATE -> say(button, "status.newKey", "status.newKeyHelp");
            case COPIED -> {
                say(button, "status.keyCopied", "status.keyCopiedHelp");
                button.getStyleClass().add("confirmed");
                confirmation.playFromStart();
            }
            case FAILED -> {
                say(button, "status.keyFailed", "status.keyFailedHelp");
                confirmation.playFromStart();
            }
        }
    }

    private void say(Button button, String label, String help) {
        button.setText(texts.get(label));
        button.setTooltip(new Tooltip(texts.get(help)));
        button.setAccessibleHelp(texts.get(help));
    }

    private Label inFlight() {
        var label = new Label();
        label.setId("in-flight");
        label.setMinWidth(USE_PREF_SIZE);
        label.textProperty()
                .bind(
                        status.inFlightProperty()
                                .map(count -> texts.format("status.inFlight", count)));
        return label;
    }

    private static Button action(String id) {
        var button = new Button();
        button.setId(id);
        button.getStyleClass().add("status-action");
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }
}
