package dev.understudy.routing;

import dev.understudy.model.Meaning;
import java.util.Map;

/// A provider's answer, once it has begun to speak.
public sealed interface Answer {
    /// What the provider told of its limits on the caller's own key, as headers; nothing if another
    /// key was used.
    Map<String, String> limits();

    /// An answer in one piece.
    ///
    /// @param body as the provider sent it; not to be changed
    @SuppressWarnings("ArrayRecordComponent") // relayed, never compared
    record Whole(byte[] body, Meaning meaning, Map<String, String> limits) implements Answer {
        public Whole {
            limits = Map.copyOf(limits);
        }

        /// One that tells nothing of limits.
        public Whole(byte[] body, Meaning meaning) {
            this(body, meaning, Map.of());
        }
    }

    /// An answer that streams in; whoever holds it closes it.
    record Streamed(AnswerStream stream, Map<String, String> limits) implements Answer {
        public Streamed {
            limits = Map.copyOf(limits);
        }

        /// One that tells nothing of limits.
        public Streamed(AnswerStream stream) {
            this(stream, Map.of());
        }
    }
}
