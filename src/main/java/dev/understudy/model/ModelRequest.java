package dev.understudy.model;

import java.util.List;

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
    }
}
