package dev.understudy.console.chains;

import dev.understudy.console.chains.ChainBook.Entry;
import dev.understudy.console.chains.RulesFields.UnreadableException;
import dev.understudy.console.ui.Paragraph;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.Chain;
import dev.understudy.model.ChainStep;
import dev.understudy.model.Parameter;
import dev.understudy.model.StepParameters;
import dev.understudy.model.StepRules;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What a step says for itself. Each change is written once its field is left, or by Enter.
final class StepForm extends VBox {
    private final ChainsViewModel chains;
    private final Runnable close;
    private final Texts texts;
    private final SuggestField target;
    private final RulesFields rules;
    private final TextField weight = new TextField();
    private final TextField keys = new TextField();
    private final TextField temperature = new TextField();
    private final TextField topP = new TextField();
    private final TextField maxTokens = new TextField();
    private final Paragraph problem = new Paragraph("", "field-problem");
    private Optional<Entry> entry = Optional.empty();
    private Optional<Shown> shown = Optional.empty();
    private int place;

    /// What the fields were filled with.
    ///
    /// @param rules of the chain, as its weights
    private record Shown(ChainStep step, StepRules rules, List<Integer> weights) {
        static Shown of(Chain chain, int place) {
            return new Shown(chain.steps().get(place), chain.rules(), chain.weights());
        }

        /// With a step that was changed here: where the chain has weights, its weight is one.
        Shown with(ChainStep changed, int place) {
            if (weights.isEmpty() || changed.weight().isEmpty()) {
                return new Shown(changed, rules, weights);
            }
            var others = new ArrayList<>(weights);
            others.set(place, changed.weight().getAsInt());
            return new Shown(changed.withoutWeight(), rules, others);
        }
    }

    /// @param close takes the form away
    StepForm(ChainsViewModel chains, Texts texts, Runnable close) {
        this.chains = chains;
        this.texts = texts;
        this.close = close;
        this.target = new SuggestField(chains, texts, this::retarget);
        this.rules = new RulesFields(texts, this::apply);
        getStyleClass().addAll("step-form", "terms");
        problem.setId("step-problem");
        say("");
        target.getStyleClass().add("mono");
        rules.wide("chains.target", "step-target", target);
        rules.waits();
        rules.choices();
        rules.cell("chains.weight", "step-weight", weight);
        rules.cell("chains.onlyKeys", "step-keys", keys);
        rules.cell("chains.temperature", "step-temperature", temperature);
        rules.cell("chains.topP", "step-top-p", topP);
        rules.cell("chains.most", "step-max-tokens", maxTokens);
        var done = new Button(texts.get("chains.done"));
        done.setId("step-done");
        done.setOnAction(_ -> finish());
        HBox.setHgrow(problem, Priority.ALWAYS);
        problem.setMaxWidth(Double.MAX_VALUE);
        var foot = new HBox(problem, done);
        foot.getStyleClass().add("draft-line");
        getChildren().addAll(rules, foot);
        addEventHandler(MouseEvent.ANY, MouseEvent::consume); // nor is the card to be dragged
        addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE) {
                        finish();
                        event.consume();
                    } else if (event.getCode() != KeyCode.TAB) {
                        event.consume(); // the card's own keys are not meant
                    }
                });
    }

    /// Takes up what the step says now, unless it is being changed here.
    void show(Entry entry, int place) {
        this.entry = Optional.of(entry);
        this.place = place;
        Optional<Shown> now = Optional.of(Shown.of(entry.chain(), place));
        if (!now.equals(shown)) {
            shown = now;
            fill(entry, now.get().step());
        }
    }

    /// Has the first field typed into.
    void begin() {
        target.requestFocus();
        target.selectAll();
    }

    private void fill(Entry entry, ChainStep step) {
        say("");
        StepNow now = entry.steps().get(place);
        target.fill(step.target());
        rules.fill(step.own(), entry.chain().rules());
        weight.setText(
                entry.chain().weights().isEmpty()
                        ? text(step.weight())
                        : String.valueOf(entry.chain().weights().get(place)));
        keys.setText(String.join(", ", step.own().keys()));
        keys.setPromptText(
                now.keys().isEmpty()
                        ? texts.get("chains.allKeys")
                        : now.keys().stream()
                                .map(StepNow.Key::alias)
                                .collect(Collectors.joining(", ")));
        StepParameters parameters = step.own().parameters();
        temperature.setText(text(parameters, Parameter.TEMPERATURE));
        topP.setText(text(parameters, Parameter.TOP_P));
        maxTokens.setText(
                parameters.maxTokens().isPresent()
                        ? String.valueOf(parameters.maxTokens().getAsLong())
                        : "");
        for (TextField field : List.of(temperature, topP, maxTokens)) {
            field.setPromptText(texts.get("chains.callers"));
        }
        weight.setPromptText(texts.get("chains.inOrder"));
    }

    private static String text(OptionalInt number) {
        return number.isPresent() ? String.valueOf(number.getAsInt()) : "";
    }

    private static String text(StepParameters parameters, Parameter parameter) {
        BigDecimal value = parameters.numbers().get(parameter);
        return value == null ? "" : value.toPlainString();
    }

    private void retarget(String to) {
        target.fill(to);
        apply();
    }

    private void finish() {
        apply();
        if (problem.getText().isEmpty()) {
            close.run();
        }
    }

    private void apply() {
        if (shown.isEmpty() || entry.isEmpty()) {
            return;
        }
        try {
            Shown before = shown.get();
            ChainStep wanted = step(before.step());
            say("");
            if (!wanted.equals(before.step())) {
                shown = Optional.of(before.with(wanted, place));
                chains.edit(new ChainEdit.Replace(entry.get().chain().id(), place, wanted));
            }
        } catch (UnreadableException e) {
            say(String.valueOf(e.getMessage()));
        }
    }

    private ChainStep step(ChainStep before) throws UnreadableException {
        ChainStep.Own own = rules.read();
        String to = target.getText().strip();
        return new ChainStep(
                to.isEmpty() ? before.target() : to,
                new ChainStep.Own(
                        own.hedgeAfter(),
                        own.onStreamBreak(),
                        own.onRefusal(),
                        own.waits(),
                        list(keys),
                        parameters(before.own().parameters())),
                share(before),
                before.disabled());
    }

    /// What the step says of its weight. Where the chain has weights, each step needs one, and it
    /// is said only if it is another.
    private OptionalInt share(ChainStep before) throws UnreadableException {
        List<Integer> all = shown.map(Shown::weights).orElse(List.of());
        String text = weight.getText().strip();
        if (text.isEmpty() && all.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!text.matches("\\d{1,6}")) {
            throw new UnreadableException(
                    texts.format("chains.noWhole", texts.get("chains.weight")));
        }
        int share = Integer.parseInt(text);
        return !all.isEmpty() && all.get(place) == share ? before.weight() : OptionalInt.of(share);
    }

    private StepParameters parameters(StepParameters before) throws UnreadableException {
        Map<Parameter, BigDecimal> numbers = new EnumMap<>(Parameter.class);
        numbers.putAll(before.numbers());
        put(numbers, Parameter.TEMPERATURE, number(temperature, "chains.temperature"));
        put(numbers, Parameter.TOP_P, number(topP, "chains.topP"));
        Optional<BigDecimal> most = number(maxTokens, "chains.most");
        return new StepParameters(
                numbers,
                most.isPresent() ? OptionalLong.of(most.get().longValue()) : OptionalLong.empty(),
                before.stops(),
                before.others());
    }

    private static void put(
            Map<Parameter, BigDecimal> numbers, Parameter name, Optional<BigDecimal> value) {
        if (value.isPresent()) {
            numbers.put(name, value.get());
        } else {
            numbers.remove(name);
        }
    }

    private Optional<BigDecimal> number(TextField field, String name) throws UnreadableException {
        String text = field.getText().strip().replace(',', '.');
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("\\d{1,9}(\\.\\d{1,6})?")) {
            throw new UnreadableException(texts.format("chains.noNumber", texts.get(name)));
        }
        return Optional.of(new BigDecimal(text));
    }

    private static List<String> list(TextField field) {
        return Arrays.stream(field.getText().split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private void say(String words) {
        problem.setText(words);
    }
}
