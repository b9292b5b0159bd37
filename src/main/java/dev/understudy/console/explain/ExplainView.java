package dev.understudy.console.explain;

import dev.understudy.console.explain.ExplainBook.Kind;
import dev.understudy.console.ui.ChangesBar;
import dev.understudy.console.ui.IconButton;
import dev.understudy.console.ui.Labels;
import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Shortcuts;
import dev.understudy.console.ui.Texts;
import java.util.List;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;

/// What something that is asked for leads to, and beside it a strategy that is written and tried.
public final class ExplainView extends VBox {
    private static final KeyCombination CLOSE = KeyCombination.valueOf("Esc");
    private static final double BESIDE = 720;

    private final ExplainViewModel explain;
    private final Texts texts;
    private final Button use = new Button();
    private final Button revert = new Button();
    private final FlowPane cards = new FlowPane(16, 16);

    /// @param back closes the view
    public ExplainView(ExplainViewModel explain, Texts texts, Runnable back) {
        this.explain = explain;
        this.texts = texts;
        getStyleClass().addAll("explain", "cards");
        setId("explain");
        var plan = new PlanCard(explain, texts);
        VBox strategy = strategy();
        cards.getChildren().addAll(plan, strategy);
        var scroll = new ScrollPane(cards);
        scroll.getStyleClass().add("panel-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinHeight(0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        scroll.viewportBoundsProperty()
                .subscribe(bounds -> {
                    double width = bounds.getWidth();
                    double each = width >= BESIDE ? (width - 16) / 2 : width;
                    for (Region card : List.of(plan, strategy)) {
                        card.setPrefWidth(Math.floor(each));
                    }
                });
        getChildren().addAll(head(back), scroll, new ChangesBar(explain.changes(), texts));
        explain.textProperty()
                .subscribe(text ->
                        use.setText(texts.get(text.isBlank() ? "explain.remove" : "explain.use")));
        new Shortcuts(this).on(CLOSE, back);
    }

    private HBox head(Runnable back) {
        var arrow = new IconButton(MaterialDesignA.ARROW_LEFT, texts.get("explain.back"), back);
        arrow.setId("explain-back");
        var title = new Label(texts.get("explain.title"));
        title.getStyleClass().add("panel-title");
        title.setMinWidth(USE_PREF_SIZE);
        var asked = new TextField();
        asked.setId("explain-asked");
        asked.getStyleClass().add("mono");
        asked.setPromptText("auto");
        asked.setAccessibleText(texts.get("explain.askedSpoken"));
        asked.textProperty().bindBidirectional(explain.askedProperty());
        asked.setPrefColumnCount(36);
        asked.setMinWidth(120);
        HBox.setHgrow(asked, Priority.SOMETIMES);
        var hint = new Label(texts.get("explain.asked"));
        hint.getStyleClass().add("hint");
        hint.setMinWidth(0);
        var head = new HBox(arrow, title, asked, hint);
        head.getStyleClass().add("view-head");
        return head;
    }

    private VBox strategy() {
        var title = new Label(texts.get("explain.strategy"));
        title.getStyleClass().add("card-title");
        var kind = new ComboBox<Kind>();
        kind.setId("strategy-kind");
        kind.getItems().setAll(Kind.values());
        kind.setConverter(
                new Labels<>(
                        of -> texts.get(of == Kind.MODELS ? "explain.models" : "explain.keys")));
        kind.valueProperty().bindBidirectional(explain.kindProperty());
        kind.setAccessibleText(texts.get("explain.kindSpoken"));
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button templates = templates();
        var top = new HBox(title, space, templates, kind);
        top.getStyleClass().add("card-head");
        var editor = new StrategyEditor(explain, texts);
        use.setId("strategy-use");
        use.getStyleClass().add("accent");
        use.setMinWidth(USE_PREF_SIZE);
        use.setOnAction(_ -> explain.use());
        use.disableProperty().bind(explain.usableProperty().not());
        revert.setId("strategy-revert");
        revert.setText(texts.get("explain.revert"));
        revert.getStyleClass().add("quiet");
        revert.setMinWidth(USE_PREF_SIZE);
        revert.setOnAction(_ -> explain.revert());
        revert.disableProperty().bind(explain.changedProperty().not());
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var foot = new HBox(gap, revert, use);
        foot.getStyleClass().add("draft-line");
        var card =
                new VBox(
                        top,
                        new Paragraph(texts.get("explain.strategyHelp"), "hint"),
                        editor,
                        new Paragraph(texts.get("explain.keysHelp"), "hint"),
                        foot,
                        new TrialView(explain, texts, editor::go));
        card.getStyleClass().addAll("card", "side-card", "setting");
        card.setId("strategy-card");
        return card;
    }

    private Button templates() {
        var menu = new ContextMenu();
        for (StrategyTemplate template : StrategyTemplate.values()) {
            var item = new MenuItem(texts.get("explain.template." + template.word()));
            item.setId("strategy-" + template.word());
            item.setOnAction(_ -> {
                explain.kindProperty().set(Kind.MODELS);
                explain.textProperty().set(template.text());
            });
            menu.getItems().add(item);
        }
        var button = new Button(texts.get("explain.templates"));
        button.setId("strategy-templates");
        button.getStyleClass().add("quiet");
        button.setOnAction(_ -> menu.show(button, Side.BOTTOM, 0, 4));
        return button;
    }
}
