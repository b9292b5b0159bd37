package dev.understudy.model;

/// A piece of an answer, whatever its wire. A whole answer is the list of its pieces.
public sealed interface Delta {
    /// The answer begins.
    ///
    /// @param model as the provider names it
    record Started(String id, String model) implements Delta {}

    record Text(String text) implements Delta {}

    /// How likely the tokens of the text behind it were.
    ///
    /// @param tokens a list as JSON text, of a form that the OpenAI wires share
    record Logprobs(String tokens) implements Delta {}

    /// Why the model will not answer.
    record Refusal(String text) implements Delta {}

    /// A piece of visible reasoning.
    ///
    /// @param format as of [Part.Thinking]
    record Thinking(String text, String format) implements Delta {}

    /// The signature of the thinking before it, which ends there.
    record Signature(String signature, String format) implements Delta {}

    /// Reasoning that only its maker can read, whole.
    record Redacted(String data, String format) implements Delta {}

    /// A tool call begins.
    ///
    /// @param index counts the answer's tool calls from 0
    record ToolBegun(int index, String id, String name) implements Delta {}

    /// A piece of a tool call's arguments.
    ///
    /// @param piece of the arguments' JSON text
    record ToolArguments(int index, String piece) implements Delta {}

    /// The call is whole; its arguments are a JSON text that is not empty.
    record ToolEnded(int index) implements Delta {}

    /// A source of the text.
    ///
    /// @param start where in the text it is cited
    /// @param end not before `start`; both are 0 if the provider does not tell
    record Cited(String url, String title, String quote, int start, int end) implements Delta {}

    /// A part that no other wire has: an image, audio, the call of a provider's own tool.
    record Beyond() implements Delta {}

    /// The answer is over.
    ///
    /// @param word the provider's own
    /// @param stop the text that ended the answer; blank if none did
    record Finished(FinishReason reason, String word, String stop) implements Delta {}

    /// What was used in all, as far as it is known.
    record Used(Usage usage) implements Delta {}

    record Failed(ProviderError error) implements Delta {}

    /// Nothing follows.
    record Ended() implements Delta {}
}
