package dev.understudy.translate;

import dev.understudy.model.AnswerEvent;
import dev.understudy.model.Meaning;
import java.util.List;

/// One answer on its way from its provider's wire to its caller's. Stateful, one per answer; not
/// thread-safe.
public interface AnswerTranslation {
    /// What goes to the caller for an event of the provider: nothing, one event or more.
    List<WireEvent> event(AnswerEvent.Data event);

    /// What must still come behind a complete answer; nothing if it has come.
    List<WireEvent> end();

    /// What tells every known client that the answer broke off, and then the end.
    ///
    /// @param type as OpenAI's clients know it
    List<WireEvent> failed(int status, String code, String type, String message);

    /// The text, the finish and the usage that another provider contributes to the stream that
    /// runs, as the same answer's: its id, its model, its open part.
    List<WireEvent> carriedOn(Meaning piece);

    /// A whole answer.
    ///
    /// @param meaning what it means
    byte[] whole(byte[] body, Meaning meaning);
}
