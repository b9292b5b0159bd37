package dev.understudy.model;

import java.util.List;
import java.util.Optional;

/// A caller's request, parsed once and kept as received, so that it can be sent more than once.
///
/// @param models the names asked for, in order; may be empty
/// @param streaming whether the caller asked for a stream
/// @param caller what came with it beside the body
public record ModelRequest(
        Wire wire, List<String> models, boolean streaming, Body body, FromCaller caller) {
    public ModelRequest {
        models = List.copyOf(models);
    }

    /// A request with which nothing came beside the body.
    public ModelRequest(Wire wire, List<String> models, boolean streaming, Body body) {
        this(wire, models, streaming, body, FromCaller.NOTHING);
    }

    /// The same request with another body.
    public ModelRequest with(Body other) {
        return new ModelRequest(wire, models, streaming, other, caller);
    }

    /// The same request with what came beside the body.
    public ModelRequest from(FromCaller caller) {
        return new ModelRequest(wire, models, streaming, body, caller);
    }

    /// The request's body. Immutable.
    @FunctionalInterface
    public interface Body {
        /// The body to send to a target that is asked on `wire`.
        ///
        /// @throws UntranslatableException if the request cannot be said on that wire
        byte[] towards(Wire wire, Target target) throws UntranslatableException;

        /// The names of the caller's fields that [#towards(Wire, Target)] leaves out.
        default List<String> removed(Wire wire, Target target) {
            return List.of();
        }

        /// The same request asking for what a step asks for, where the caller asks for nothing.
        default Body asking(StepParameters parameters) {
            return this;
        }

        /// The same request for an answer that goes on from `partial`, where the one before broke
        /// off; the next model is asked to in a turn of the user's, never by words put into its
        /// mouth. Empty if that cannot be asked, as of an answer in JSON.
        ///
        /// @param partial if blank, the body is the same
        default Optional<Body> carryingOn(String partial) {
            return partial.isBlank() ? Optional.of(this) : Optional.empty();
        }

        /// Whether it ends with words put into the model's mouth, which some models refuse.
        default boolean endsInModelsWords() {
            return false;
        }

        /// The path behind a base URL where a target that speaks `wire` takes it.
        default String path(Wire wire) {
            return wire.path();
        }

        /// How many answers are asked for at once.
        default int answers() {
            return 1;
        }

        /// Whether the caller wants to be told what a streamed answer used.
        default boolean wantsUsage() {
            return true;
        }
    }
}
