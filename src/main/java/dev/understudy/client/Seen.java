package dev.understudy.client;

/// What a caller sees of one answer, as it comes and unjudged.
public sealed interface Seen {
    /// The headers came.
    ///
    /// @param model who answers, as `provider:model`; blank if nobody does
    /// @param attempts how many there have been until now; 0 if it is not told
    record Headers(int status, String requestId, String model, int attempts) implements Seen {}

    /// A piece of the answer's text.
    record Text(String piece) implements Seen {}

    /// Another target carries the answer on from here.
    ///
    /// @param by as `provider:model`
    record Seam(String by) implements Seen {}

    /// An event or a body that is no JSON.
    record Unreadable(String why) implements Seen {}

    /// An error, as the answer or inside it.
    ///
    /// @param status the HTTP status, or the one the error names; 0 if none
    /// @param code the stable word for it; blank if there is none
    record Failed(int status, String code, String message) implements Seen {}

    /// The answer says that it is complete.
    ///
    /// @param reason such as `stop`
    record Finished(String reason) implements Seen {}

    /// The connection broke before the answer was whole.
    record Cut(String why) implements Seen {}
}
