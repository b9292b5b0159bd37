package dev.understudy.console.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.console.Executing;
import dev.understudy.console.FakeKeepsakes;
import dev.understudy.console.FakeLater;
import dev.understudy.console.explain.ExplainBook.Kind;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Texts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplainViewModelTest {
    private static final Duration PAUSE = Duration.ofMillis(150);

    private final FakeExplainBook book = new FakeExplainBook();
    private final FakeKeepsakes keepsakes = new FakeKeepsakes();
    private final FakeLater later = new FakeLater();
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final ExplainViewModel explain = explain();

    private ExplainViewModel explain() {
        return new ExplainViewModel(
                book,
                keepsakes,
                new Jobs(new Executing(work::add), Runnable::run),
                later,
                new Texts());
    }

    private void run() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    private void write(String text) {
        explain.textProperty().set(text);
        later.pass(PAUSE);
        run();
    }

    @Test
    void showsWhatIsInForce() {
        book.strategy = List.of("ai.models.sortBy('price')", "ai.models");

        explain.show("support");
        run();

        assertEquals("ai.models.sortBy('price')\nai.models", explain.textProperty().get());
        assertFalse(explain.changedProperty().get());
        assertTrue(explain.planProperty().get().isPresent());
    }

    @Test
    void triesAfterAPause() {
        explain.show("support");
        run();
        explain.textProperty().set("ai.model");
        explain.textProperty().set("ai.models");
        later.pass(PAUSE.minusMillis(1));
        run();
        assertEquals(List.of(), book.tried);

        later.pass(Duration.ofMillis(1));
        run();

        assertEquals(List.of(List.of("ai.models")), book.tried);
    }

    @Test
    void whatAnOlderTryComesToIsNothing() {
        explain.show("support");
        run();
        explain.textProperty().set("ai.models");
        later.pass(PAUSE);
        Runnable older = work.remove();
        explain.textProperty().set("ai.models.knwon");
        later.pass(PAUSE);
        run();

        older.run();

        assertEquals("ai.models.knwon", explain.outcomeProperty().get().orElseThrow().text());
    }

    @Test
    void mistakesAreByTheirLine() {
        write("ai.models\n\nai.models.filter(m, m.knwon)");

        assertTrue(
                explain.outcomeProperty().get().orElseThrow() instanceof Outcome.Wrong wrong
                        && wrong.mistakes().getFirst().line() == 3);
        assertFalse(explain.usableProperty().get());
    }

    @Test
    void whatIsWrongIsNotUsed() {
        write("ai.models.filter(m, m.knwon)");

        explain.use();
        run();

        assertEquals(List.of(), book.strategy);
    }

    @Test
    void whatIsUsedIsNoMoreADraft() {
        explain.show("support");
        run();
        write("ai.models");
        assertEquals(Map.of("MODELS", "ai.models"), keepsakes.texts("strategy.drafts"));

        explain.use();
        run();

        assertEquals(List.of("ai.models"), book.strategy);
        assertFalse(explain.usableProperty().get());
        assertEquals(Map.of(), keepsakes.texts("strategy.drafts"));
    }

    @Test
    void undoShowsWhatIsInForceAgain() {
        book.strategy = List.of("ai.models");
        explain.show("support");
        run();
        write("ai.models.sortBy('price')");
        explain.use();
        run();

        explain.changes().undo();
        run();

        assertEquals(List.of("ai.models"), book.strategy);
        assertEquals("ai.models", explain.textProperty().get());
    }

    @Test
    void undoLeavesWhatIsBeingWritten() {
        explain.show("support");
        run();
        write("ai.models");
        explain.use();
        run();
        write("ai.models.sortBy('price')");

        explain.changes().undo();
        run();

        assertEquals("ai.models.sortBy('price')", explain.textProperty().get());
        assertTrue(explain.usableProperty().get());
    }

    @Test
    void draftsStayFromOneStartToTheNext() {
        explain.show("support");
        run();
        write("ai.models.filter(m, m.kn");

        ExplainViewModel next = explain();
        next.show("support");
        run();

        assertEquals("ai.models.filter(m, m.kn", next.textProperty().get());
    }

    @Test
    void eachKindHasItsDraft() {
        explain.show("support");
        run();
        write("ai.models");
        explain.kindProperty().set(Kind.KEYS);
        run();
        assertEquals("", explain.textProperty().get());

        explain.kindProperty().set(Kind.MODELS);
        run();

        assertEquals("ai.models", explain.textProperty().get());
    }

    @Test
    void aTemplateStaysWhereTheKindChangesWithIt() {
        book.strategy = List.of("ai.models");
        explain.kindProperty().set(Kind.KEYS);
        run();

        explain.kindProperty().set(Kind.MODELS);
        explain.textProperty().set(StrategyTemplate.CHEAPEST.text());
        run();

        assertEquals(StrategyTemplate.CHEAPEST.text(), explain.textProperty().get());
    }

    @Test
    void revertTakesUpWhatIsInForce() {
        book.strategy = List.of("ai.models");
        explain.show("support");
        run();
        write("ai.");

        explain.revert();
        run();

        assertEquals("ai.models", explain.textProperty().get());
        assertFalse(explain.changedProperty().get());
    }

    @Test
    void saysThatItTakesLong() {
        var told = new ArrayList<Boolean>();
        explain.slowProperty()
                .subscribe(slow -> {
                    told.add(slow);
                });
        explain.textProperty().set("ai.models");
        later.pass(PAUSE);
        later.pass(Duration.ofMillis(400));
        run();

        assertEquals(List.of(false, true, false), told);
    }

    @Test
    void completionsAreByTheirPlaceInTheWholeText() {
        explain.textProperty().set("ai.models\nai.mo");
        var offered = new ArrayList<ExplainBook.Completion>();

        explain.complete("ai.models\nai.mo".length(), offered::addAll);
        run();

        assertEquals(List.of(13), offered.stream().map(ExplainBook.Completion::start).toList());
    }

    @Test
    void aRefusedStrategyIsStillADraft() {
        book.refusal = Optional.of(new ExplainException("gateway.yaml cannot be written"));
        explain.show("support");
        run();
        write("ai.models");

        explain.use();
        run();

        assertEquals(
                Optional.of("gateway.yaml cannot be written"),
                explain.changes().problemProperty().get());
        assertEquals("ai.models", explain.textProperty().get());
        assertTrue(explain.usableProperty().get());
    }
}
