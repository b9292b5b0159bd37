package dev.understudy.sandbox;

import java.time.Duration;

/// One thing that happens while an answer is given, in no wire's words.
///
/// A [Script] is some steps and one [Last] step.
sealed interface Step {
    /// Something of the model's answer.
    sealed interface Content extends Step {}

    /// A piece of the text.
    record Text(String piece) implements Content {}

    /// A piece of the visible reasoning.
    record Reasoning(String piece) implements Content {}

    /// What the provider signs its reasoning with.
    record Signature(String value) implements Content {}

    /// A piece of a tool call.
    ///
    /// @param id blank in later pieces, or where the provider forgets it
    /// @param name blank in later pieces
    record ToolPiece(int index, String id, String name, String arguments) implements Content {}

    /// A piece of the words the model refuses in.
    record Refusal(String piece) implements Content {}

    /// An image, as a data URL.
    record Image(String url) implements Content {}

    /// A web page that the text from `start` to `end` relies on.
    record Citation(String url, String title, int start, int end) implements Content {}

    /// Sends the head of a streamed answer before there is anything to say.
    record Head() implements Step {}

    /// Waits; pauses add up from the start of the answer, so that a rate holds on average.
    record Pause(Duration length) implements Step {}

    /// A comment in a stream.
    record Comment(String text) implements Step {}

    /// An event, or a body, that is not JSON.
    record Malformed() implements Step {}

    /// What ends an answer.
    sealed interface Last extends Step {}

    /// The proper end.
    ///
    /// @param reason the finish reason, such as `stop`
    /// @param nativeReason the provider's own word for it
    record Finish(String reason, String nativeReason) implements Last {}

    /// An error: an HTTP status if nothing has been sent, else one inside the answer.
    record Fail(Fault fault) implements Last {}

    /// An error inside an HTTP 200, whatever has been sent.
    ///
    /// @param finishReason of the chunk that carries it; blank for null
    record FailInside(Fault fault, String finishReason) implements Last {}

    /// The connection is closed in the middle.
    record Cut() implements Last {}

    /// The connection is reset.
    record Reset() implements Last {}

    /// Nothing more comes; the connection is closed at last.
    ///
    /// @param commentEvery the pause between comments meanwhile; zero for none
    record Silence(Duration length, Duration commentEvery) implements Last {}

    /// An answer that is none of the provider's, such as a proxy's page.
    record Page(int status, String contentType, String body) implements Last {}
}
