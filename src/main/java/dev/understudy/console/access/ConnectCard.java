package dev.understudy.console.access;

import dev.understudy.console.access.AccessBook.Entry;
import dev.understudy.console.ui.Texts;
import dev.understudy.interchange.Recipe;
import java.util.List;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// How a program is connected, and a light that turns on when its first request arrives.
final class ConnectCard extends VBox {
    private static final PseudoClass ON = PseudoClass.getPseudoClass("on");

    private final AccessViewModel access;
    private final AccessWords words;
    private final Texts texts;
    private final Label where = new Label();
    private final Label code = new Label();
    private final Region light = new Region();
    private final Label waiting = new Label();
    private final Button copy;
    private Optional<Recipe> shown = Optional.empty();

    ConnectCard(AccessViewModel access, AccessWords words, Texts texts) {
        this.access = access;
        this.words = words;
        this.texts = texts;
        getStyleClass().addAll("card", "connect");
        setId("connect");
        var title = new Label(texts.get("accessKeys.connect"));
        title.getStyleClass().add("card-title");
        where.getStyleClass().add("hint");
        where.setWrapText(true);
        where.setMinHeight(USE_PREF_SIZE);
        code.getStyleClass().add("mono");
        code.setId("recipe");
        code.setMinWidth(0);
        copy =
                new Button(
                        texts.get("accessKeys.copyRecipe"),
                        new FontIcon(MaterialDesignC.CONTENT_COPY));
        copy.setId("copy-recipe");
        copy.getStyleClass().addAll("quiet", "small");
        copy.setMinWidth(USE_PREF_SIZE);
        copy.setOnAction(_ -> shown.ifPresent(access::copy));
        HBox.setHgrow(where, Priority.ALWAYS);
        where.setMaxWidth(Double.MAX_VALUE);
        var head = new HBox(where, copy);
        head.getStyleClass().add("recipe-head");
        var block = new VBox(code);
        block.getStyleClass().addAll("code-block", "recipe");
        block.visibleProperty().bind(code.textProperty().isNotEmpty());
        block.managedProperty().bind(block.visibleProperty());
        getChildren().addAll(title, programs(), head, block, lightLine());
        access.keys().addListener((ListChangeListener<Entry>) _ -> lighten());
        access.createdProperty().subscribe(this::lighten);
        access.lightProperty().subscribe(this::lighten);
        lighten();
    }

    private FlowPane programs() {
        var group = new ToggleGroup();
        var flow = new FlowPane();
        flow.getStyleClass().add("programs");
        List<Recipe> recipes = access.recipes();
        for (Recipe recipe : recipes) {
            var button = new ToggleButton(recipe.program());
            button.setId("recipe-" + recipe.id());
            button.getStyleClass().addAll("quiet", "small");
            button.setToggleGroup(group);
            button.setOnAction(_ -> {
                button.setSelected(true);
                show(recipe.id());
            });
            flow.getChildren().add(button);
        }
        group.selectToggle(group.getToggles().getFirst());
        show(recipes.getFirst().id());
        return flow;
    }

    /// The gateway's address may have changed since the card was made.
    private void show(String id) {
        shown = access.recipes().stream().filter(recipe -> recipe.id().equals(id)).findFirst();
        where.setText(shown.map(Recipe::where).orElse(""));
        code.setText(shown.map(Recipe::text).map(String::stripTrailing).orElse(""));
        copy.setVisible(!code.getText().isEmpty());
    }

    private HBox lightLine() {
        light.getStyleClass().add("light");
        waiting.setId("light");
        waiting.getStyleClass().add("hint");
        var line = new HBox(light, waiting);
        line.getStyleClass().add("draft-line");
        return line;
    }

    private void lighten() {
        AccessViewModel.Light known = access.lightProperty().get();
        if (known.open()) {
            light.pseudoClassStateChanged(ON, known.visitor().isPresent());
            waiting.setText(
                    known.visitor()
                            .map(words::visited)
                            .orElseGet(() -> texts.get("accessKeys.waitingOpen")));
            return;
        }
        Optional<Entry> awaited = access.awaited();
        boolean on = awaited.filter(access::arrived).isPresent();
        light.pseudoClassStateChanged(ON, on);
        waiting.setText(
                awaited.map(key ->
                                on
                                        ? texts.format(
                                                "accessKeys.arrived", key.name(), words.used(key))
                                        : texts.format("accessKeys.waiting", key.name()))
                        .orElseGet(() -> texts.get("accessKeys.makeFirst")));
    }
}
