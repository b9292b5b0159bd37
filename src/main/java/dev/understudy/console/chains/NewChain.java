package dev.understudy.console.chains;

import dev.understudy.console.chains.ChainBook.Chains;
import dev.understudy.console.ui.Captioned;
import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Texts;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignG;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/// Where a chain is begun: its name, and its first model or a template.
final class NewChain extends VBox {
    private final ChainsViewModel chains;
    private final Texts texts;
    private final Runnable close;
    private final TextField name = new TextField();
    private final SuggestField first;
    private final Label problem = new Label();
    private boolean beginning;

    /// @param close takes it away
    NewChain(ChainsViewModel chains, Texts texts, Runnable close) {
        this.chains = chains;
        this.texts = texts;
        this.close = close;
        this.first = new SuggestField(chains, texts, this::create);
        getStyleClass().addAll("card", "draft", "terms");
        setId("begin-chain");
        var title = new Label(texts.get("chains.newTitle"));
        title.getStyleClass().add("card-title");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var discard = new Button(texts.get("chains.discard"));
        discard.getStyleClass().addAll("quiet", "small");
        discard.setOnAction(_ -> close.run());
        var head = new HBox(title, space, discard);
        head.getStyleClass().add("draft-head");
        name.setPromptText(texts.get("chains.nameExample"));
        first.setPromptText(texts.get("chains.firstModel"));
        first.getStyleClass().add("mono");
        problem.getStyleClass().add("field-problem");
        problem.managedProperty().bind(problem.textProperty().isNotEmpty());
        var templates = new TilePane();
        templates.getStyleClass().add("templates");
        templates.setPrefColumns(2);
        templates.setPrefTileWidth(248);
        templates.setMaxWidth(2 * 248 + 8);
        templates
                .getChildren()
                .addAll(
                        template(ChainTemplate.CHEAP_TO_STRONG, MaterialDesignS.STAIRS_UP),
                        template(ChainTemplate.FREE_TO_PAID, MaterialDesignG.GIFT_OUTLINE),
                        template(ChainTemplate.NATIVE_TO_OPENROUTER, MaterialDesignC.CALL_SPLIT),
                        template(ChainTemplate.LOCAL_TO_CLOUD, MaterialDesignL.LAPTOP));
        getChildren()
                .addAll(
                        head,
                        new Captioned(texts.get("chains.name"), "chain-name", name),
                        new Captioned(texts.get("chains.beginWith"), "chain-first", first),
                        problem,
                        new Paragraph(texts.get("chains.orTemplate"), "caption"),
                        templates);
        sceneProperty()
                .subscribe(scene -> {
                    if (scene != null && beginning) {
                        beginning = false;
                        name.requestFocus();
                    }
                });
        addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE) {
                        close.run();
                        event.consume();
                    }
                });
    }

    /// Empties the fields and has the name typed, once it is seen.
    void begin() {
        name.clear();
        first.fill("");
        problem.setText("");
        beginning = getScene() == null;
        name.requestFocus();
    }

    private Node template(ChainTemplate template, Ikon icon) {
        String word = template.name().toLowerCase(Locale.ROOT).replace('_', '-');
        var button = new Button(texts.get("chains.template." + word), new FontIcon(icon));
        button.setId("template-" + word);
        button.getStyleClass().add("example");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setOnAction(_ -> {
            chains.compose(named(word), template);
            close.run();
        });
        return button;
    }

    private void create(String target) {
        first.fill(target);
        if (name.getText().isBlank()) {
            problem.setText(texts.get("chains.needsName"));
            name.requestFocus();
            return;
        }
        chains.create(name.getText().strip(), target);
        close.run();
    }

    /// The name that was typed, else one that is free.
    private String named(String otherwise) {
        if (!name.getText().isBlank()) {
            return name.getText().strip();
        }
        Set<String> taken =
                chains.chainsProperty().get().map(Chains::entries).stream()
                        .flatMap(entries -> entries.stream())
                        .map(entry -> entry.chain().id())
                        .collect(Collectors.toSet());
        String free = otherwise;
        for (int i = 2; taken.contains(free); i++) {
            free = otherwise + "-" + i;
        }
        return free;
    }
}
