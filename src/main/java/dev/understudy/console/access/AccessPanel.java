package dev.understudy.console.access;

import dev.understudy.console.access.AccessBook.Entry;
import dev.understudy.console.shell.PanelEntry;
import dev.understudy.console.ui.ChangesBar;
import dev.understudy.console.ui.Shortcuts;
import dev.understudy.console.ui.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;

/// The keys of the programs that use the gateway, and how to connect one.
public final class AccessPanel extends VBox {
    private static final KeyCombination ADD = KeyCombination.valueOf("Shortcut+N");
    private static final KeyCombination CLOSE = KeyCombination.valueOf("Esc");

    private final AccessViewModel access;
    private final Texts texts;
    private final AccessWords words;
    private final VBox list = new VBox();
    private final Map<String, AccessRow> rows = new HashMap<>();
    private final Label none;

    public AccessPanel(AccessViewModel access, Texts texts) {
        this.access = access;
        this.texts = texts;
        this.words = new AccessWords(texts, access.clock());
        getStyleClass().addAll("panel", "access-panel");
        none = new Label(texts.get("accessKeys.none"));
        none.getStyleClass().add("invitation");
        none.setWrapText(true);
        none.setMaxWidth(Double.MAX_VALUE);
        none.setMinHeight(USE_PREF_SIZE);
        list.getStyleClass().addAll("card", "access-keys");
        var content =
                new VBox(
                        new CreatedCard(access, texts),
                        new TermsForm(access, texts),
                        none,
                        list,
                        new ConnectCard(access, words, texts));
        content.getStyleClass().add("cards");
        var scroll = new ScrollPane(content);
        scroll.getStyleClass().add("panel-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head(), scroll, new ChangesBar(access.changes(), texts));
        access.keys().addListener((ListChangeListener<Entry>) _ -> show());
        show();
        new Shortcuts(this).on(ADD, access::begin).on(CLOSE, access::discard);
    }

    /// This panel's place in the rail.
    public static PanelEntry entry(Supplier<? extends Region> panel) {
        return new PanelEntry(
                "access",
                MaterialDesignA.ACCOUNT_KEY_OUTLINE,
                "rail.access",
                KeyCombination.valueOf("Shortcut+6"),
                panel);
    }

    private HBox head() {
        var title = new Label(texts.get("rail.access"));
        title.getStyleClass().add("panel-title");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var keys = new Label(ADD.getDisplayText());
        keys.getStyleClass().add("keys");
        var add = new Button(texts.get("accessKeys.add"), keys);
        add.setId("add-access");
        add.setContentDisplay(ContentDisplay.RIGHT);
        add.getStyleClass().add("accent");
        add.setOnAction(_ -> access.begin());
        var head = new HBox(title, space, add);
        head.getStyleClass().add("panel-head");
        return head;
    }

    private void show() {
        List<Node> shown =
                access.keys().stream()
                        .<Node>map(key -> {
                            AccessRow row =
                                    rows.computeIfAbsent(
                                            key.id(), _ -> new AccessRow(access, words, texts));
                            row.show(key);
                            return row;
                        })
                        .toList();
        if (!list.getChildren().equals(shown)) {
            list.getChildren().setAll(shown);
        }
        list.setVisible(!shown.isEmpty());
        list.setManaged(!shown.isEmpty());
        none.setVisible(shown.isEmpty());
        none.setManaged(shown.isEmpty());
    }
}
