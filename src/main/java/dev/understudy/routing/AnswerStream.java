package dev.understudy.routing;

import dev.understudy.model.AnswerEvent;
import java.util.Optional;

/// The events of a streamed answer. Not thread-safe.
public interface AnswerStream extends AutoCloseable {
    /// Waits for the next event.
    ///
    /// @return the event, or empty once the answer is complete: a finish reason came, and then the
    ///   end
    /// @throws UpstreamException if the answer broke off: cut, silent for too long, or ended by an
    ///   error event
    /// @throws InterruptedException if the caller went away
    Optional<AnswerEvent> next() throws UpstreamException, InterruptedException;

    /// Lets an event that is not JSON come next, as some providers send: what follows comes after
    /// it. For rehearsals; a stream that no provider sends ignores it.
    default void garble() {}

    /// Ends the call; the provider stops generating if it can.
    @Override
    void close();
}
