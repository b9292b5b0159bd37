package dev.understudy.console.prompt;

/// How far the answer to the prompt has come.
public sealed interface Answering {
    /// Nothing has been asked yet.
    record NotAsked() implements Answering {}

    /// The prompt is sent, the first piece has not come.
    record Waiting() implements Answering {}

    /// Pieces are coming in.
    record Streaming() implements Answering {}

    /// The whole answer is here.
    ///
    /// @param reason why it ended, such as `stop` or `length`
    record Complete(String reason) implements Answering {}

    /// The user stopped it; what had arrived is kept.
    record Stopped() implements Answering {}

    /// It failed; what had arrived is kept.
    record Failed(Problem problem) implements Answering {}

    /// What went wrong.
    sealed interface Problem {
        /// The gateway answered with an error.
        ///
        /// @param status the HTTP status
        /// @param code the stable word for the error; empty if there is none
        /// @param message what happened and what to do
        record Refused(int status, String code, String message) implements Problem {}

        /// Nothing answers at the gateway's address.
        record Unreachable(String address) implements Problem {}

        /// The connection to the gateway broke, or the answer ended early.
        record Broken(String address) implements Problem {}
    }

    /// Whether an answer is being waited for or coming in.
    default boolean running() {
        return this instanceof Waiting || this instanceof Streaming;
    }
}
