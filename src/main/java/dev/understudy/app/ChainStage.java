package dev.understudy.app;

import dev.understudy.console.chains.ChainBook;
import dev.understudy.console.chains.ChainsPanel;
import dev.understudy.console.chains.ChainsPanel.Parts;
import dev.understudy.console.chains.ChainsViewModel;
import dev.understudy.console.chains.StepActions;
import dev.understudy.console.explain.ExplainBook;
import dev.understudy.console.explain.ExplainView;
import dev.understudy.console.explain.ExplainViewModel;
import dev.understudy.console.rehearse.FaultChoice;
import dev.understudy.console.rehearse.FaultsCard;
import dev.understudy.console.rehearse.KeptCard;
import dev.understudy.console.rehearse.RehearsalBook;
import dev.understudy.console.rehearse.RehearsalCard;
import dev.understudy.console.rehearse.RehearsalViewModel;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Keepsakes;
import dev.understudy.console.ui.Later;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.Target;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// The Chains panel, with what rehearses and explains the chain that is looked at.
final class ChainStage {
    private final Keepsakes keepsakes;
    private final Jobs jobs;
    private final Later later;
    private final InstantSource clock;
    private final Texts texts;
    private final StepActions actions;
    private final Function<String, Optional<Path>> chooser;

    /// @param chooser asks where a file goes that is called so at first
    ChainStage(
            Keepsakes keepsakes,
            Jobs jobs,
            Later later,
            InstantSource clock,
            Texts texts,
            StepActions actions,
            Function<String, Optional<Path>> chooser) {
        this.keepsakes = keepsakes;
        this.jobs = jobs;
        this.later = later;
        this.clock = clock;
        this.texts = texts;
        this.actions = actions;
        this.chooser = chooser;
    }

    /// What the panel shows.
    record Books(ChainBook chains, RehearsalBook rehearsals, ExplainBook explain) {
        /// Once all of them are there.
        static CompletableFuture<Books> of(DesktopGateway gateway) {
            return gateway.chains()
                    .thenCombine(
                            gateway.rehearsals(),
                            (chains, rehearsals) ->
                                    (Function<ExplainBook, Books>)
                                            explain -> new Books(chains, rehearsals, explain))
                    .thenCombine(gateway.explain(), Function::apply);
        }
    }

    /// Makes the panel.
    Region panel(Books books) {
        var chains = new ChainsViewModel(books.chains(), keepsakes, jobs, later, clock, texts);
        var rehearsal =
                new RehearsalViewModel(
                        books.rehearsals(), keepsakes, jobs, chains.changes(), clock, texts);
        chains.selectedProperty()
                .subscribe(entry ->
                        rehearsal.show(
                                entry.map(one -> one.chain().id()).orElse(""),
                                entry.map(ChainStage::plan).orElse(List.of())));
        chains.onEdited(rehearsal::edited);
        var explain = new ExplainViewModel(books.explain(), keepsakes, jobs, later, texts);
        Button explains = button("explain-chain", "chains.explain");
        Button rehearses = button("rehearse-all", "chains.rehearseAll");
        rehearses.getStyleClass().add("accent");
        rehearses.setOnAction(_ -> rehearsal.runAll());
        rehearses.disableProperty().bind(chains.selectedProperty().map(Optional::isEmpty));
        var panel =
                new ChainsPanel(
                        chains,
                        texts,
                        actions,
                        new Parts(
                                step -> Optional.of(fault(rehearsal, step)),
                                List.of(new RehearsalCard(rehearsal, texts)),
                                List.of(
                                        new FaultsCard(rehearsal, texts, chooser),
                                        new KeptCard(rehearsal, texts)),
                                List.of(explains, rehearses)));
        var view = new ExplainView(explain, texts, panel::close);
        explains.setOnAction(_ -> {
            explain.show(
                    chains.selectedProperty().get().map(entry -> entry.chain().id()).orElse(""));
            panel.open(view);
        });
        return panel;
    }

    private static List<String> plan(ChainBook.Entry entry) {
        return entry.plan().stream().map(Target::toString).toList();
    }

    private Button button(String id, String text) {
        var button = new Button(texts.get(text));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private Node fault(RehearsalViewModel rehearsal, int step) {
        var caption = new Label(texts.get("chains.fault"));
        caption.getStyleClass().add("hint");
        caption.setMinWidth(Region.USE_PREF_SIZE);
        var choice = new FaultChoice(rehearsal, texts, step);
        choice.setMinWidth(200);
        caption.setLabelFor(choice);
        var line = new HBox(8, caption, choice);
        line.getStyleClass().add("step-fault");
        return line;
    }
}
