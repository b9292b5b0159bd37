package dev.understudy.catalog;

/// Asks providers for lists of models, and what else they tell of them.
@FunctionalInterface
public interface ModelSource {
    /// Asks once; at most some seconds. An interrupt ends it.
    ///
    /// @param provider its id
    /// @param path behind its base URL, such as `/models`
    /// @param known what came with the answer that is there already
    Reply get(String provider, String path, Validators known) throws InterruptedException;

    /// What tells whether an answer is still the same; see RFC 9110, 8.8.
    ///
    /// @param etag blank if there is none
    /// @param lastModified blank if there is none
    record Validators(String etag, String lastModified) {
        /// There is nothing yet.
        public static final Validators NONE = new Validators("", "");
    }

    /// What came back.
    sealed interface Reply {
        /// It is what it was.
        record Same() implements Reply {}

        /// A whole answer.
        record Fresh(Validators validators, String body) implements Reply {}

        /// None, or none that is whole.
        ///
        /// @param why for people
        record Failed(String why) implements Reply {}
    }
}
