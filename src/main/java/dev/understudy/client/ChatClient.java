package dev.understudy.client;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// What the console asks of the gateway.
public interface ChatClient {
    /// Sends a prompt and follows its answer until it is complete.
    ///
    /// Blocks; an interrupt abandons the request, which cancels it at the provider.
    ///
    /// @param events told on the calling thread
    /// @throws GatewayException if the gateway answers with an error, or reports one midway
    /// @throws IOException if the gateway cannot be reached or the connection breaks
    void chat(ChatPrompt prompt, Consumer<ChatEvent> events)
            throws IOException, InterruptedException;

    /// The names a client may ask for: chains first, then models.
    List<String> models() throws IOException, InterruptedException;
}
