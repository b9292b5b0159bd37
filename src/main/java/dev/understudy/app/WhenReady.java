package dev.understudy.app;

import dev.understudy.client.ChatClient;
import dev.understudy.client.ChatEvent;
import dev.understudy.client.ChatPrompt;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/// A client for a gateway that is still starting: calls wait until it is there.
final class WhenReady implements ChatClient {
    private final CompletableFuture<ChatClient> client;

    /// @param client completed once the gateway listens
    WhenReady(CompletableFuture<ChatClient> client) {
        this.client = client;
    }

    @Override
    public void chat(ChatPrompt prompt, Consumer<ChatEvent> events)
            throws IOException, InterruptedException {
        await().chat(prompt, events);
    }

    @Override
    public List<String> models() throws IOException, InterruptedException {
        return await().models();
    }

    private ChatClient await() throws IOException, InterruptedException {
        try {
            return client.get();
        } catch (ExecutionException e) {
            throw new IOException("the gateway did not start", e);
        }
    }
}
