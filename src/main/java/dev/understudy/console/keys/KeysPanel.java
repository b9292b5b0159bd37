package dev.understudy.console.keys;

import dev.understudy.console.shell.PanelEntry;
import dev.understudy.console.ui.ChangesBar;
import dev.understudy.console.ui.Shortcuts;
import dev.understudy.console.ui.Texts;
import dev.understudy.console.ui.Tick;
import dev.understudy.model.KeySlot;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.collections.ListChangeListener;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignK;

/// Providers' keys: pasted, checked, sealed, put in order, replaced.
public final class KeysPanel extends VBox {
    private static final KeyCombination ADD = KeyCombination.valueOf("Shortcut+N");
    private static final KeyCombination CLOSE = KeyCombination.valueOf("Esc");

    private final KeysViewModel keys;
    private final Texts texts;
    private final Words words;
    private final Supplier<Optional<Path>> chooseFile;
    private final DraftCard draft;
    private final VaultCard vault;
    private final VBox list = new VBox();
    private final Map<String, ProviderCard> cards = new HashMap<>();
    private final ProviderForm form;

    /// @param chooseFile asks for a file; empty if none was chosen
    public KeysPanel(KeysViewModel keys, Texts texts, Supplier<Optional<Path>> chooseFile) {
        this.keys = keys;
        this.texts = texts;
        this.words = new Words(texts, keys.clock());
        this.chooseFile = chooseFile;
        this.draft = new DraftCard(keys.draft(), words, texts);
        this.form = new ProviderForm(keys, words, texts);
        this.vault = new VaultCard(keys, texts);
        getStyleClass().addAll("panel", "keys-panel");
        list.getStyleClass().add("cards");
        var content =
                new VBox(
                        vault,
                        draft,
                        new ImportCard(keys.importing(), texts),
                        form,
                        list,
                        invitation());
        content.getStyleClass().add("cards");
        var scroll = new ScrollPane(content);
        scroll.setId("keys-scroll");
        scroll.getStyleClass().add("panel-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head(), scroll, new ChangesBar(keys.changes(), texts));
        keys.providers().addListener((ListChangeListener<ProviderKeys>) _ -> show());
        show();
        new Shortcuts(this).on(ADD, this::add).on(CLOSE, this::close);
        new Tick(this, () -> cards.values().forEach(ProviderCard::tick));
    }

    /// This panel's place in the rail.
    public static PanelEntry entry(Supplier<? extends Region> panel) {
        return new PanelEntry(
                "keys",
                MaterialDesignK.KEY_OUTLINE,
                "rail.keys",
                KeyCombination.valueOf("Shortcut+4"),
                panel);
    }

    private void add() {
        if (!keys.pasteDraft()) {
            keys.draft().begin();
        }
        draft.focusKey();
    }

    private void close() {
        keys.draft().discard();
        keys.importing().discard();
        keys.doctor().cancel();
        keys.hide();
        form.close();
        vault.close();
    }

    private void show() {
        List<Node> shown =
                keys.providers().stream()
                        .<Node>map(provider -> {
                            ProviderCard card =
                                    cards.computeIfAbsent(
                                            provider.id(),
                                            _ -> new ProviderCard(keys, words, texts, draft));
                            card.show(provider);
                            return card;
                        })
                        .toList();
        if (!list.getChildren().equals(shown)) {
            list.getChildren().setAll(shown);
        }
        list.setManaged(!shown.isEmpty());
    }

    private HBox head() {
        var title = new Label(texts.get("rail.keys"));
        title.getStyleClass().add("panel-title");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var head =
                new HBox(
                        title,
                        new VaultMenu(keys, texts, vault::askPassphrase),
                        space,
                        importer(),
                        checkAll(),
                        adder());
        head.getStyleClass().addAll("panel-head", "tight");
        return head;
    }

    private Button importer() {
        var file = new MenuItem(texts.get("keys.importFile"));
        file.setId("import-file");
        file.setOnAction(_ -> chooseFile.get().ifPresent(keys.importing()::lookIn));
        var environment = new MenuItem(texts.get("keys.importFromEnvironment"));
        environment.setId("import-environment");
        environment.setOnAction(_ -> keys.importing().lookInEnvironment());
        var own = new MenuItem(texts.get("keys.ownProvider"));
        own.setId("own-provider");
        own.setOnAction(_ -> form.open());
        var menu = new ContextMenu(file, environment, own);
        var button = new Button(texts.get("keys.more"));
        button.setId("import");
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> menu.show(button, Side.BOTTOM, 0, 4));
        return button;
    }

    private Button checkAll() {
        var button = new Button();
        button.setId("check-all");
        button.setMinWidth(USE_PREF_SIZE);
        keys.doctor()
                .roundProperty()
                .subscribe(round ->
                        button.setText(
                                round.map(r -> texts.format("keys.checking", r.done(), r.all()))
                                        .orElseGet(() -> texts.get("keys.checkAll"))));
        button.setOnAction(_ -> {
            if (keys.doctor().roundProperty().get().isPresent()) {
                keys.doctor().cancel();
            } else {
                keys.doctor()
                        .checkAll(
                                keys.providers().stream()
                                        .flatMap(provider -> provider.keys().stream())
                                        .map(KeySlot::id)
                                        .toList());
            }
        });
        return button;
    }

    private Button adder() {
        var hint = new Label(ADD.getDisplayText());
        hint.getStyleClass().add("keys");
        var button = new Button(texts.get("keys.add"), hint);
        button.setId("add-key");
        button.setContentDisplay(ContentDisplay.RIGHT);
        button.getStyleClass().add("accent");
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> add());
        return button;
    }

    private Label invitation() {
        var label = new Label();
        label.setId("invitation");
        label.getStyleClass().add("invitation");
        label.setWrapText(true);
        label.setMaxWidth(Double.MAX_VALUE);
        label.setMinHeight(USE_PREF_SIZE);
        keys.providers()
                .addListener((ListChangeListener<ProviderKeys>) _ -> label.setText(invite()));
        label.setText(invite());
        return label;
    }

    private String invite() {
        List<String> had = keys.providers().stream().map(ProviderKeys::id).toList();
        List<String> others =
                keys.known().stream()
                        .filter(known -> !had.contains(known.id()))
                        .map(KeyBook.Known::name)
                        .toList();
        int named = Math.min(6, others.size());
        String names = String.join(", ", others.subList(0, named));
        return keys.empty()
                ? texts.format("keys.first", names, others.size() - named)
                : texts.format("keys.others", names, others.size() - named);
    }
}
