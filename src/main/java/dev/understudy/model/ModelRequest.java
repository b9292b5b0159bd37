package dev.understudy.model;

import java.util.List;
import java.util.Optional;

/// A caller's request, parsed once and kept as received, so that it can be sent more than once.
///
/// @param models the names asked for, in order; may be empty
/// @param streaming whether the caller asked for a stream
public record ModelRequest(Wire wire, List<String> models, boolean streaming, Body body) {
    public ModelRequest {
        models = List.copyOf(models);
    }

    /// The request's body. Immutable.
    @FunctionalInterface
    public interface Body {
        /// The body to send to a target that speaks `wire` and knows the model as `model`.
        byte[] towards(Wire wire, String model);

        /// The same request for an answer that goes on from `partial`, where the one before broke
        /// off; the next model is asked to in a turn of the user's, never by words put into its
        /// mouth. Empty if that cannot be asked, as of an answer in JSON.
        default Optional<Body> carryingOn(String partial) {
            return Optional.empty();
        }
    }

    /// The same with another body.
    public ModelRequest with(Body body) {
        return new ModelRequest(wire, models, streaming, body);
    }
}
