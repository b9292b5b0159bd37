package dev.understudy.rehearsal;

import dev.understudy.client.RequestTrace;

/// Follows a rehearsal while it runs. Told by one thread at a time, which may be any.
public interface RehearsalListener {
    /// Looks at nothing.
    RehearsalListener NONE =
            new RehearsalListener() {
                @Override
                public void text(String piece) {}

                @Override
                public void seam(String by) {}

                @Override
                public void trace(RequestTrace now) {}
            };

    /// A piece of the answer came.
    void text(String piece);

    /// Another target carries the answer on from here.
    ///
    /// @param by as `provider:model`
    void seam(String by);

    /// The plan, and all attempts as they stand now; told when they change, and once when all is
    /// over, if the gateway tells it.
    void trace(RequestTrace now);
}
