package dev.understudy.console.access;

import dev.understudy.console.access.AccessBook.Entry;
import dev.understudy.console.ui.Captioned;
import dev.understudy.console.ui.Labels;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.AccessTerms;
import dev.understudy.model.AccessTerms.Budget;
import dev.understudy.model.AccessTerms.Period;
import dev.understudy.model.AccessTerms.Rate;
import dev.understudy.model.AccessTerms.Scope;
import dev.understudy.model.AccessTerms.Spent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The name and terms of a key, new or not. What is left empty bounds nothing.
final class TermsForm extends VBox {
    private static final List<Integer> DAYS = List.of(0, 7, 30, 90, 365);

    private final AccessViewModel access;
    private final Texts texts;
    private final Label title = new Label();
    private final TextField name = new TextField();
    private final TextField models = new TextField();
    private final TextField chains = new TextField();
    private final TextField providers = new TextField();
    private final CheckBox rehearse = new CheckBox();
    private final ComboBox<String> expires = new ComboBox<>();
    private final TextField requests = new TextField();
    private final TextField tokens = new TextField();
    private final TextField budget = new TextField();
    private final ComboBox<Period> period = new ComboBox<>();
    private final ComboBox<Spent> spent = new ComboBox<>();
    private final Label problem = new Label();
    private final Button save = new Button();
    private Optional<Instant> keptEnd = Optional.empty();

    TermsForm(AccessViewModel access, Texts texts) {
        this.access = access;
        this.texts = texts;
        getStyleClass().addAll("card", "draft", "terms");
        setId("terms");
        title.getStyleClass().add("card-title");
        period.getItems().setAll(Period.values());
        period.setConverter(
                new Labels<>(
                        p -> texts.get(p == Period.DAY ? "accessKeys.day" : "accessKeys.month")));
        spent.getItems().setAll(Spent.values());
        spent.setConverter(
                new Labels<>(s ->
                        texts.get(s == Spent.STOP ? "accessKeys.stop" : "accessKeys.degrade")));
        rehearse.setText(texts.get("accessKeys.mayRehearse"));
        rehearse.setId("terms-rehearse");
        problem.getStyleClass().add("field-problem");
        problem.setId("terms-problem");
        problem.setWrapText(true);
        save.setId("terms-save");
        save.getStyleClass().add("accent");
        save.setOnAction(_ -> save());
        var discard = new Button(texts.get("accessKeys.discard"));
        discard.getStyleClass().add("quiet");
        discard.setOnAction(_ -> access.discard());
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var actions = new HBox(rehearse, space, discard, save);
        actions.getStyleClass().add("draft-line");
        getChildren().addAll(title, fields(), problem, actions);
        access.editingProperty().subscribe(this::show);
    }

    private GridPane fields() {
        var grid = new GridPane();
        grid.getStyleClass().add("terms-grid");
        for (int i = 0; i < 3; i++) {
            var column = new ColumnConstraints();
            column.setPercentWidth(100.0 / 3);
            grid.getColumnConstraints().add(column);
        }
        cell(grid, 0, 0, "accessKeys.name", "terms-name", name);
        cell(grid, 1, 0, "accessKeys.expires", "terms-expires", expires);
        cell(grid, 2, 0, "accessKeys.chains", "terms-chains", chains);
        cell(grid, 0, 1, "accessKeys.models", "terms-models", models);
        cell(grid, 1, 1, "accessKeys.providers", "terms-providers", providers);
        cell(grid, 2, 1, "accessKeys.requests", "terms-requests", requests);
        cell(grid, 0, 2, "accessKeys.tokens", "terms-tokens", tokens);
        HBox.setHgrow(budget, Priority.ALWAYS);
        budget.setMinWidth(48);
        period.setMinWidth(116);
        period.setId("terms-period");
        var amount = new HBox(budget, period);
        amount.getStyleClass().add("joined");
        budget.setId("terms-budget");
        cell(grid, 1, 2, "accessKeys.budget", "terms-amount", amount);
        cell(grid, 2, 2, "accessKeys.whenSpent", "terms-spent", spent);
        chains.setPromptText(texts.get("accessKeys.any"));
        models.setPromptText("openrouter:anthropic/*");
        providers.setPromptText(texts.get("accessKeys.any"));
        requests.setPromptText(texts.get("accessKeys.unbounded"));
        tokens.setPromptText(texts.get("accessKeys.unbounded"));
        budget.setPromptText(texts.get("accessKeys.unbounded"));
        name.setPromptText(texts.get("accessKeys.nameExample"));
        return grid;
    }

    private void cell(GridPane grid, int column, int row, String text, String id, Region field) {
        grid.add(new Captioned(texts.get(text), id, field), column, row);
    }

    private void show(Optional<AccessViewModel.Editing> editing) {
        setVisible(editing.isPresent());
        setManaged(editing.isPresent());
        problem("");
        if (editing.isEmpty()) {
            return;
        }
        Optional<Entry> key = editing.get().key();
        AccessTerms terms = key.map(Entry::terms).orElse(AccessTerms.UNBOUNDED);
        title.setText(
                key.map(k -> texts.format("accessKeys.editTitle", k.name()))
                        .orElseGet(() -> texts.get("accessKeys.newTitle")));
        save.setText(texts.get(key.isPresent() ? "accessKeys.save" : "accessKeys.make"));
        name.setText(key.map(Entry::name).orElse(""));
        models.setText(String.join(", ", terms.scope().models()));
        chains.setText(String.join(", ", terms.scope().chains()));
        providers.setText(String.join(", ", terms.scope().providers()));
        rehearse.setSelected(terms.scope().mayRehearse());
        requests.setText(terms.rate().requestsPerMinute().map(Object::toString).orElse(""));
        tokens.setText(terms.rate().tokensPerMinute().map(Object::toString).orElse(""));
        budget.setText(terms.budget().map(b -> b.usd().toPlainString()).orElse(""));
        period.setValue(terms.budget().map(Budget::period).orElse(Period.DAY));
        spent.setValue(terms.budget().map(Budget::spent).orElse(Spent.STOP));
        expiries(terms.expires());
        name.requestFocus();
    }

    private void expiries(Optional<Instant> end) {
        keptEnd = end;
        expires.getItems()
                .setAll(
                        DAYS.stream()
                                .map(days -> texts.format("accessKeys.inDays", days))
                                .toList());
        end.ifPresent(_ -> expires.getItems().add(texts.get("accessKeys.unchanged")));
        expires.getSelectionModel().select(end.isPresent() ? DAYS.size() : 0);
    }

    private Optional<Instant> end() {
        int chosen = expires.getSelectionModel().getSelectedIndex();
        if (chosen >= DAYS.size()) {
            return keptEnd;
        }
        return chosen <= 0
                ? Optional.empty()
                : Optional.of(access.clock().instant().plus(Duration.ofDays(DAYS.get(chosen))));
    }

    private void save() {
        if (name.getText().isBlank()) {
            problem(texts.get("accessKeys.needsName"));
            name.requestFocus();
            return;
        }
        try {
            access.save(name.getText().strip(), terms());
        } catch (NumberFormatException _) {
            problem(texts.get("accessKeys.notANumber"));
        }
    }

    private AccessTerms terms() {
        return new AccessTerms(
                new Scope(list(models), list(chains), list(providers), rehearse.isSelected()),
                end(),
                new Rate(number(requests), number(tokens)),
                amount());
    }

    private Optional<Budget> amount() {
        String text = budget.getText().replace("$", "").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var usd = new BigDecimal(text);
        if (usd.signum() <= 0) {
            throw new NumberFormatException(text);
        }
        return Optional.of(new Budget(usd, period.getValue(), spent.getValue()));
    }

    private static Optional<Integer> number(TextField field) {
        String text = field.getText().strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(text);
        if (number < 1) {
            throw new NumberFormatException(text);
        }
        return Optional.of(number);
    }

    private static List<String> list(TextField field) {
        return Arrays.stream(field.getText().split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private void problem(String words) {
        problem.setText(words);
        problem.setVisible(!words.isEmpty());
        problem.setManaged(!words.isEmpty());
    }
}
