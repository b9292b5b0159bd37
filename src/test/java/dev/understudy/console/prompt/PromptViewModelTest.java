package dev.understudy.console.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.client.ChatEvent;
import dev.understudy.client.ChatPrompt;
import dev.understudy.client.GatewayException;
import dev.understudy.console.Executing;
import dev.understudy.console.prompt.Answering.Problem;
import dev.understudy.model.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javafx.beans.property.SimpleStringProperty;
import org.junit.jupiter.api.Test;

class PromptViewModelTest {
    private static final String ADDRESS = "http://127.0.0.1:4141/v1";
    private static final ChatEvent OPENED = new ChatEvent.Opened("r1", "sandbox:demo", 2);
    private static final Usage USAGE =
            new Usage(41, 118, 0, 0, Optional.of(new BigDecimal("0.0019")));

    private final ScriptedChat client = new ScriptedChat();
    private final AtomicLong clock = new AtomicLong();
    private final List<String> copied = new ArrayList<>();

    private PromptViewModel prompt(ExecutorService background) {
        return new PromptViewModel(
                client,
                "sandbox:demo",
                new SimpleStringProperty(ADDRESS),
                background,
                Runnable::run,
                () -> clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(100)),
                copied::add);
    }

    private PromptViewModel sent(String words) {
        var prompt = prompt(new Executing(Runnable::run));
        prompt.promptProperty().set(words);
        prompt.send();
        return prompt;
    }

    @Test
    void sendsThePromptAndShowsTheAnswer() {
        client.answers(
                OPENED,
                new ChatEvent.Thinking("Hm."),
                new ChatEvent.Text("Hel"),
                new ChatEvent.Text("lo"),
                new ChatEvent.Used(USAGE),
                new ChatEvent.Finished("stop"));

        var prompt = sent("Hi");

        assertEquals(List.of(new ChatPrompt("sandbox:demo", "", "Hi")), client.asked);
        assertEquals("", prompt.promptProperty().get());
        assertEquals("Hello", prompt.answerProperty().get());
        assertEquals("Hm.", prompt.reasoningProperty().get());
        assertEquals(new Answering.Complete("stop"), prompt.answeringProperty().get());
        var facts = prompt.factsProperty().get();
        assertEquals("sandbox:demo", facts.model());
        assertEquals(2, facts.attempts());
        assertEquals(Optional.of(USAGE), facts.usage());
        assertTrue(facts.firstTokenMillis().isPresent());
        assertTrue(facts.tokensPerSecond().isPresent());
    }

    @Test
    void measuresTheFirstTokenAndTheSpeed() {
        var exchange = new Exchange(0);
        long second = TimeUnit.SECONDS.toNanos(1);
        exchange.see(new Exchange.Seen(second / 10, OPENED));
        exchange.see(new Exchange.Seen(second / 2, new ChatEvent.Text("a")));
        exchange.see(new Exchange.Seen(second / 2 + 2 * second, new ChatEvent.Text("b")));
        exchange.see(new Exchange.Seen(3 * second, new ChatEvent.Used(USAGE)));

        assertEquals(
                new Facts(
                        "sandbox:demo",
                        2,
                        OptionalLong.of(500),
                        Optional.of(USAGE),
                        OptionalLong.of(59)),
                exchange.facts());
    }

    @Test
    void cannotSendWithoutAPromptOrAModel() {
        var prompt = prompt(new Executing(Runnable::run));
        prompt.send();
        prompt.promptProperty().set("Hi");
        prompt.modelProperty().set(" ");
        prompt.send();

        assertEquals(List.of(), client.asked);
        assertEquals(false, prompt.sendableBinding().get());
    }

    @Test
    void tellsTheGatewaysOwnWordsWhenItRefuses() {
        client.answers().thenFails(new GatewayException(404, "model_not_found", "Write x:y."));

        var prompt = sent("Hi");

        assertEquals(
                new Answering.Failed(new Problem.Refused(404, "model_not_found", "Write x:y.")),
                prompt.answeringProperty().get());
    }

    @Test
    void tellsAGatewayThatDoesNotAnswerFromOneThatBreaksOff() {
        client.answers().thenFails(new IOException("refused"));
        assertEquals(
                new Answering.Failed(new Problem.Unreachable(ADDRESS)),
                sent("Hi").answeringProperty().get());

        client.answers(OPENED, new ChatEvent.Text("Half")).thenFails(new IOException("reset"));
        var broken = sent("Hi");
        assertEquals(
                new Answering.Failed(new Problem.Broken(ADDRESS)),
                broken.answeringProperty().get());
        assertEquals("Half", broken.answerProperty().get());
    }

    @Test
    void neverTakesAnAnswerWithoutAnEndForComplete() {
        client.answers(OPENED, new ChatEvent.Text("Half"));

        assertInstanceOf(Answering.Failed.class, sent("Hi").answeringProperty().get());
    }

    @Test
    void retriesTheLastPromptWithTheModelChosenNow() {
        client.answers().thenFails(new IOException("refused"));
        var prompt = sent("Hi");
        client.answers(OPENED, new ChatEvent.Text("Yes"), new ChatEvent.Finished("stop"));

        prompt.modelProperty().set("support");
        prompt.retry();

        assertEquals(new ChatPrompt("support", "", "Hi"), client.asked.getLast());
        assertEquals("Yes", prompt.answerProperty().get());
    }

    @Test
    void stopsAtOnceAndKeepsWhatArrived() throws InterruptedException {
        client.answers(OPENED, new ChatEvent.Text("Half")).thenHangs();
        try (var background = Executors.newVirtualThreadPerTaskExecutor()) {
            var prompt = prompt(background);
            prompt.promptProperty().set("Hi");
            prompt.send();
            client.hanging.await();

            prompt.stop();

            assertEquals(new Answering.Stopped(), prompt.answeringProperty().get());
            client.interrupted.await();
            background.shutdown();
            assertTrue(background.awaitTermination(10, TimeUnit.SECONDS));
            assertEquals(new Answering.Stopped(), prompt.answeringProperty().get());
            assertEquals("Half", prompt.answerProperty().get());
        }
    }

    @Test
    void putsTheSentPromptBackToEdit() {
        client.answers(OPENED, new ChatEvent.Finished("stop"));
        var prompt = sent("Hi");

        prompt.edit();
        assertEquals("Hi", prompt.promptProperty().get());

        prompt.promptProperty().set("Something new");
        prompt.edit();
        assertEquals("Something new", prompt.promptProperty().get());
    }

    @Test
    void copiesTheAnswerAsMarkdown() {
        client.answers(OPENED, new ChatEvent.Text("**Yes**"), new ChatEvent.Finished("stop"));
        var prompt = sent("Hi");

        prompt.copyAnswer();

        assertEquals(List.of("**Yes**"), copied);
        assertEquals(true, prompt.answerCopiedProperty().get());
    }

    @Test
    void offersTheNamesTheGatewayKnows() {
        var prompt = prompt(new Executing(Runnable::run));

        prompt.loadModels();

        assertEquals(client.models(), prompt.models());
    }
}
