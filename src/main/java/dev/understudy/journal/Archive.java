package dev.understudy.journal;

import dev.understudy.model.Trace;
import java.util.Optional;

/// Where traces go when their requests have ended.
public interface Archive {
    /// Keeps nothing.
    Archive NONE =
            new Archive() {
                @Override
                public void keep(Trace trace) {}

                @Override
                public Optional<Trace> find(String id) {
                    return Optional.empty();
                }
            };

    /// Takes a trace. Never waits.
    void keep(Trace trace);

    /// The trace of a request, if it is kept; may read a file.
    Optional<Trace> find(String id);
}
