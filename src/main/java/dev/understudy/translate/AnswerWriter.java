package dev.understudy.translate;

import dev.understudy.model.Delta;
import java.util.List;

/// Writes one answer on a caller's wire. Stateful, one per answer.
interface AnswerWriter {
    /// Adds the events that say a piece; what must wait is kept.
    void write(Delta delta, List<WireEvent> out);

    /// Takes note of an event of this very wire that went by untouched.
    void passed(String name, String data);

    /// Whether the answer's last event is out.
    boolean closed();

    /// Adds what is missing behind a complete answer, once.
    void end(List<WireEvent> out);

    /// Adds what tells every known client of a failure, and then the end.
    void failed(Fault fault, List<WireEvent> out);

    /// A whole answer.
    byte[] whole(List<Delta> deltas);

    /// An error as callers are told it.
    ///
    /// @param type as OpenAI's clients know it
    record Fault(int status, String code, String type, String message) {}
}
