package dev.understudy.console.prompt;

import dev.understudy.client.ChatClient;
import dev.understudy.client.ChatEvent;
import dev.understudy.client.ChatPrompt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// A gateway that answers as it was told.
final class ScriptedChat implements ChatClient {
    final List<ChatPrompt> asked = new ArrayList<>();
    final CountDownLatch hanging = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);
    private List<ChatEvent> events = List.of();
    private Optional<IOException> failure = Optional.empty();
    private boolean hangs;

    /// Tells these and returns.
    ScriptedChat answers(ChatEvent... told) {
        events = List.of(told);
        failure = Optional.empty();
        hangs = false;
        return this;
    }

    /// Throws this after the events.
    ScriptedChat thenFails(IOException e) {
        failure = Optional.of(e);
        return this;
    }

    /// Waits after the events until it is interrupted.
    ScriptedChat thenHangs() {
        hangs = true;
        return this;
    }

    @Override
    public void chat(ChatPrompt prompt, Consumer<ChatEvent> told)
            throws IOException, InterruptedException {
        asked.add(prompt);
        events.forEach(told);
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (hangs) {
            hanging.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
        }
    }

    @Override
    public List<String> models() {
        return List.of(
                "support",
                "code-review",
                "sandbox:demo",
                "openrouter:anthropic/claude-3.5-sonnet",
                "openrouter:meta-llama/llama-3.2-1b-instruct");
    }
}
