package dev.understudy.model;

/// What a provider answers when it is asked for a list, such as of its models.
public sealed interface ListReply {
    /// What tells whether an answer is still the same; see RFC 9110, 8.8.
    ///
    /// @param etag blank if there is none
    /// @param lastModified blank if there is none
    record Validators(String etag, String lastModified) {
        /// There is nothing yet.
        public static final Validators NONE = new Validators("", "");
    }

    /// It is what it was.
    record Same() implements ListReply {}

    /// A whole answer.
    record Fresh(Validators validators, String body) implements ListReply {}

    /// None, or none that is whole.
    ///
    /// @param why for people: what happened, and what to do
    record Failed(String why) implements ListReply {}
}
