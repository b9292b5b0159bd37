package dev.understudy.console.chains;

import dev.understudy.console.chains.ChainBook.Chains;
import dev.understudy.console.chains.ChainBook.Entry;
import dev.understudy.console.chains.StepNow.Health;
import dev.understudy.console.ui.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The chains there are, to be found and looked at. A model dropped on one is put behind its last
/// step.
final class ChainList extends VBox {
    private static final PseudoClass TARGET = PseudoClass.getPseudoClass("drop-target");
    private static final PseudoClass TROUBLED = PseudoClass.getPseudoClass("troubled");
    private static final double ROW = 56;

    private final ChainsViewModel chains;
    private final Texts texts;
    private final TextField search = new TextField();
    private final ListView<Entry> list = new ListView<>();
    private boolean showing;

    /// @param begin begins a new chain
    ChainList(ChainsViewModel chains, Texts texts, Runnable begin) {
        this.chains = chains;
        this.texts = texts;
        getStyleClass().addAll("card", "chain-list");
        search.setId("chain-search");
        search.setPromptText(texts.get("chains.search"));
        search.setAccessibleText(texts.get("chains.search"));
        search.textProperty().subscribe((_, _) -> show());
        list.setId("chains");
        list.setFixedCellSize(ROW);
        list.setAccessibleText(texts.get("rail.chains"));
        list.setCellFactory(_ -> new Cell());
        list.getSelectionModel()
                .selectedItemProperty()
                .subscribe((_, entry) -> {
                    if (entry != null && !showing) {
                        chains.select(entry.chain().id());
                    }
                });
        VBox.setVgrow(list, Priority.ALWAYS);
        list.setMinHeight(0);
        var begins = new Button(texts.get("chains.new"));
        begins.setId("new-chain");
        begins.setMaxWidth(Double.MAX_VALUE);
        begins.setOnAction(_ -> begin.run());
        getChildren().addAll(search, list, begins);
        chains.chainsProperty().subscribe(_ -> show());
        chains.selectedProperty().subscribe(_ -> mark());
    }

    /// Has a chain looked for.
    void find() {
        search.requestFocus();
        search.selectAll();
    }

    private void show() {
        String wanted = search.getText().strip().toLowerCase(Locale.ROOT);
        List<Entry> entries =
                chains.chainsProperty().get().map(Chains::entries).orElse(List.of()).stream()
                        .filter(one -> one.chain().id().toLowerCase(Locale.ROOT).contains(wanted))
                        .toList();
        showing = true;
        if (!entries.equals(list.getItems())) {
            list.getItems().setAll(entries);
        }
        showing = false;
        mark();
    }

    private void mark() {
        showing = true;
        String wanted = chains.selectedProperty().get().map(entry -> entry.chain().id()).orElse("");
        for (int i = 0; i < list.getItems().size(); i++) {
            if (list.getItems().get(i).chain().id().equals(wanted)) {
                list.getSelectionModel().select(i);
            }
        }
        showing = false;
    }

    /// How many steps, and how they are.
    private String words(Entry entry) {
        int steps = entry.steps().size();
        long lost = entry.steps().stream().filter(ChainList::lost).count();
        long resting =
                entry.steps().stream().filter(now -> now.health() instanceof Health.Rests).count();
        return lost > 0
                ? texts.format("chains.someLost", steps, lost)
                : resting > 0
                        ? texts.format("chains.someRest", steps, resting)
                        : texts.format("chains.healthy", steps);
    }

    private static boolean lost(StepNow now) {
        return !(now.health() instanceof Health.Off)
                && (now.targets().isEmpty() || now.keyMissing());
    }

    private static boolean troubled(Entry entry) {
        return entry.steps().stream()
                .anyMatch(now -> lost(now) || now.health() instanceof Health.Rests);
    }

    /// A chain: what it is called, and how it is.
    private final class Cell extends ListCell<Entry> {
        private final Label name = new Label();
        private final Label state = new Label();
        private final VBox lines = new VBox(name, state);

        Cell() {
            lines.getStyleClass().add("chain-lines");
            name.getStyleClass().add("chain-name");
            state.getStyleClass().add("chain-state");
            setPrefWidth(0);
            setOnDragOver(event -> {
                if (getItem() != null && StepStack.model(event).isPresent()) {
                    event.acceptTransferModes(TransferMode.COPY_OR_MOVE);
                    pseudoClassStateChanged(TARGET, true);
                }
                event.consume();
            });
            setOnDragExited(_ -> pseudoClassStateChanged(TARGET, false));
            setOnDragDropped(event -> {
                Optional<String> model = StepStack.model(event);
                Entry entry = getItem();
                if (entry != null && model.isPresent()) {
                    chains.select(entry.chain().id());
                    chains.insert(entry.steps().size(), model.get());
                    event.setDropCompleted(true);
                }
                event.consume();
            });
        }

        @Override
        protected void updateItem(@Nullable Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            setGraphic(entry == null ? null : lines);
            if (entry != null) {
                name.setText(entry.chain().id());
                state.setText(words(entry));
                state.pseudoClassStateChanged(TROUBLED, troubled(entry));
            }
        }
    }
}
