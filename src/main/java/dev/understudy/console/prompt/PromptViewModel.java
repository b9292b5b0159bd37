package dev.understudy.console.prompt;

import dev.understudy.client.ChatClient;
import dev.understudy.client.ChatPrompt;
import dev.understudy.client.GatewayException;
import dev.understudy.console.prompt.Answering.Problem;
import dev.understudy.console.ui.Batcher;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The Prompt panel's state: what is being written, what was sent, what came back.
///
/// Owned by the UI thread; the chat itself runs in the background. There is one exchange at a time:
/// sending again replaces the one shown.
public final class PromptViewModel {
    private static final System.Logger LOG = System.getLogger(PromptViewModel.class.getName());

    private final ChatClient client;
    private final ExecutorService background;
    private final Executor ui;
    private final LongSupplier nanoTime;
    private final Consumer<String> clipboard;
    private final ObservableValue<String> gatewayAddress;

    private final StringProperty model;
    private final StringProperty system = new SimpleStringProperty("");
    private final StringProperty prompt = new SimpleStringProperty("");
    private final ObservableList<String> models = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Optional<ChatPrompt>> sent =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Answering> answering =
            new ReadOnlyObjectWrapper<>(new Answering.NotAsked());
    private final ReadOnlyStringWrapper answer = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper reasoning = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Facts> facts = new ReadOnlyObjectWrapper<>(Facts.NONE);
    private final ReadOnlyBooleanWrapper answerCopied = new ReadOnlyBooleanWrapper();
    private final BooleanBinding running;
    private final BooleanBinding sendable;

    private Optional<Exchange> current = Optional.empty();
    private Optional<Future<?>> chat = Optional.empty();

    /// @param preselected the model or chain the field begins with
    /// @param gatewayAddress what messages call the gateway
    /// @param background runs the chats, and is interrupted to stop one
    /// @param nanoTime the clock, such as `System::nanoTime`
    /// @param clipboard takes text to copy, on the UI thread
    public PromptViewModel(
            ChatClient client,
            String preselected,
            ObservableValue<String> gatewayAddress,
            ExecutorService background,
            Executor ui,
            LongSupplier nanoTime,
            Consumer<String> clipboard) {
        this.client = client;
        this.model = new SimpleStringProperty(preselected);
        this.gatewayAddress = gatewayAddress;
        this.background = background;
        this.ui = ui;
        this.nanoTime = nanoTime;
        this.clipboard = clipboard;
        this.running = Bindings.createBooleanBinding(() -> answering.get().running(), answering);
        this.sendable =
                Bindings.createBooleanBinding(
                        () -> !running.get() && !model.get().isBlank() && !prompt.get().isBlank(),
                        running,
                        model,
                        prompt);
    }

    /// Who is asked: a chain, an alias or `provider:model`.
    public StringProperty modelProperty() {
        return model;
    }

    /// The instructions; empty for none.
    public StringProperty systemProperty() {
        return system;
    }

    /// What is being written.
    public StringProperty promptProperty() {
        return prompt;
    }

    /// The names that may be asked, as far as the gateway has told.
    public ObservableList<String> models() {
        return models;
    }

    /// What was sent last.
    public ReadOnlyObjectProperty<Optional<ChatPrompt>> sentProperty() {
        return sent.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Answering> answeringProperty() {
        return answering.getReadOnlyProperty();
    }

    /// The answer so far, in Markdown.
    public ReadOnlyStringProperty answerProperty() {
        return answer.getReadOnlyProperty();
    }

    /// The visible reasoning so far.
    public ReadOnlyStringProperty reasoningProperty() {
        return reasoning.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Facts> factsProperty() {
        return facts.getReadOnlyProperty();
    }

    /// Whether the answer was copied and has not changed since.
    public ReadOnlyBooleanProperty answerCopiedProperty() {
        return answerCopied.getReadOnlyProperty();
    }

    /// Whether an answer is on its way.
    public BooleanBinding runningBinding() {
        return running;
    }

    /// Whether [#send()] would do something.
    public BooleanBinding sendableBinding() {
        return sendable;
    }

    /// Asks the gateway for the names that may be asked; keeps the old ones if it does not answer.
    public void loadModels() {
        background.execute(() -> {
            try {
                var names = client.models();
                ui.execute(() -> models.setAll(names));
            } catch (InterruptedException _) {
                // the program ends
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "no model names from the gateway", e);
            }
        });
    }

    /// Sends what is written, if it can be sent.
    public void send() {
        if (sendable.get()) {
            String user = prompt.get();
            prompt.set("");
            start(new ChatPrompt(model.get().strip(), system.get().strip(), user));
        }
    }

    /// Sends the last prompt again, to the model chosen now.
    public void retry() {
        sent.get()
                .filter(_ -> !running.get() && !model.get().isBlank())
                .ifPresent(last ->
                        start(new ChatPrompt(model.get().strip(), last.system(), last.user())));
    }

    /// Stops the answer; what has arrived stays.
    public void stop() {
        if (running.get()) {
            current = Optional.empty();
            answering.set(new Answering.Stopped());
            chat.ifPresent(running -> running.cancel(true));
        }
    }

    /// Puts the last prompt back to be edited, unless something else is being written.
    public void edit() {
        sent.get().filter(_ -> prompt.get().isBlank()).ifPresent(last -> prompt.set(last.user()));
    }

    /// Puts the answer so far on the clipboard, as Markdown.
    public void copyAnswer() {
        if (!answer.get().isEmpty()) {
            clipboard.accept(answer.get());
            answerCopied.set(true);
        }
    }

    /// Takes the confirmation of a copy back.
    public void forgetCopied() {
        answerCopied.set(false);
    }

    private void start(ChatPrompt request) {
        var exchange = new Exchange(nanoTime.getAsLong());
        current = Optional.of(exchange);
        sent.set(Optional.of(request));
        answer.set("");
        reasoning.set("");
        facts.set(Facts.NONE);
        answerCopied.set(false);
        answering.set(new Answering.Waiting());
        String address = gatewayAddress.getValue();
        chat = Optional.of(background.submit(() -> chat(request, exchange, address)));
    }

    /// Runs in the background.
    private void chat(ChatPrompt request, Exchange exchange, String address) {
        var batches = new Batcher<Exchange.Seen>(ui, seen -> show(exchange, seen), nanoTime);
        Optional<Problem> problem = Optional.empty();
        try {
            client.chat(
                    request, event -> batches.add(new Exchange.Seen(nanoTime.getAsLong(), event)));
        } catch (InterruptedException _) {
            // stopped by the user: nothing is shown any more
        } catch (GatewayException e) {
            problem =
                    Optional.of(
                            new Problem.Refused(
                                    e.status(),
                                    e.code(),
                                    Objects.requireNonNullElse(e.getMessage(), "")));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the gateway did not answer", e);
            problem = Optional.of(new Problem.Unreachable(address));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the chat failed", e);
            problem = Optional.of(new Problem.Broken(address));
        }
        batches.flush();
        var found = problem;
        ui.execute(() -> end(exchange, found, address));
    }

    private void show(Exchange exchange, List<Exchange.Seen> seen) {
        if (isCurrent(exchange)) {
            seen.forEach(exchange::see);
            if (exchange.started()) {
                answering.set(new Answering.Streaming());
            }
            facts.set(exchange.facts());
            reasoning.set(exchange.reasoning());
            answer.set(exchange.answer());
            answerCopied.set(false);
        }
    }

    private void end(Exchange exchange, Optional<Problem> problem, String address) {
        if (isCurrent(exchange)) {
            current = Optional.empty();
            answering.set(ending(exchange, problem, address));
        }
    }

    private static Answering ending(Exchange exchange, Optional<Problem> problem, String address) {
        if (problem.isPresent()) {
            boolean cut = exchange.opened() && problem.get() instanceof Problem.Unreachable;
            return new Answering.Failed(cut ? new Problem.Broken(address) : problem.get());
        }
        return exchange.finish()
                .<Answering>map(Answering.Complete::new)
                .orElseGet(() -> new Answering.Failed(new Problem.Broken(address)));
    }

    private boolean isCurrent(Exchange exchange) {
        return current.filter(exchange::equals).isPresent();
    }
}
