package dev.understudy.translate;

import dev.understudy.model.Meaning;
import dev.understudy.sse.SseEvent;
import java.util.List;

/// One answer on its way from its provider's wire to its caller's. Stateful, one per answer; not
/// thread-safe.
public interface AnswerTranslation {
    /// What goes to the caller for an event of the provider: nothing, one event or more.
    List<SseEvent.Message> event(String name, String data) throws MalformedJsonException;

    /// What must still come behind a complete answer; nothing if it has come.
    List<SseEvent.Message> end();

    /// What tells every known client that the answer broke off, and then the end.
    ///
    /// @param type as OpenAI's clients know it
    List<SseEvent.Message> failed(int status, String code, String type, String message);

    /// The text, the finish and the usage that another provider contributes to the stream that
    /// runs, as the same answer's: its id, its model, its open part.
    List<SseEvent.Message> carriedOn(Meaning piece);

    /// A whole answer.
    byte[] whole(byte[] body) throws MalformedJsonException;
}
