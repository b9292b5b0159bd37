package dev.understudy.client;

import dev.understudy.model.Play;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// What a rehearsal asks of the gateway.
public interface PlayClient {
    /// Sends a play's request and tells what comes, until nothing more does.
    ///
    /// Blocks; an interrupt abandons the request, which cancels it at the provider.
    ///
    /// @param id by which it can be followed meanwhile: `rh_` and 20 letters or digits
    /// @param seen told on the calling thread
    /// @throws IOException if there is no connection to the gateway
    void play(Play play, String id, Consumer<Seen> seen) throws IOException, InterruptedException;

    /// How a request stands, or went; empty if the gateway does not know it.
    ///
    /// @throws IOException if the gateway cannot be asked
    Optional<RequestTrace> trace(String id) throws IOException, InterruptedException;
}
