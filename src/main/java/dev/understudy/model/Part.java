package dev.understudy.model;

import java.util.List;

/// A part of a turn.
public sealed interface Part {
    /// What is said.
    record Text(String text) implements Part {}

    /// The prompt up to here should be cached.
    ///
    /// @param duration such as `5m`
    record CachePoint(String duration) implements Part {}

    /// A picture.
    ///
    /// @param detail how closely to look: `low`, `high`; blank if it is not said
    record Image(Source source, String detail) implements Part {}

    /// A file to read.
    ///
    /// @param name the file's name; blank if it has none
    record Document(Source source, String name) implements Part {}

    /// A recording.
    ///
    /// @param data in base64
    /// @param format such as `wav`
    record Audio(String data, String format) implements Part {}

    /// A call of a tool that the assistant made.
    ///
    /// @param arguments a JSON object as text
    record ToolUse(String id, String name, String arguments) implements Part {}

    /// What a tool's call gave.
    ///
    /// @param id the call's
    record ToolResult(String id, List<Part> parts, boolean failed) implements Part {
        public ToolResult {
            parts = List.copyOf(parts);
        }
    }

    /// Visible reasoning.
    ///
    /// @param signature proves to its maker that it is unchanged; blank if there is none
    /// @param format whose reasoning it is, such as [#ANTHROPIC]; blank if it is not known
    record Thinking(String text, String signature, String format) implements Part {}

    /// Reasoning that only its maker can read.
    ///
    /// @param format as of [Thinking]
    record Redacted(String data, String format) implements Part {}

    /// The format of Anthropic's reasoning.
    String ANTHROPIC = "anthropic-claude-v1";

    /// The format of reasoning on OpenAI's Responses wire.
    String OPENAI = "openai-responses-v1";

    /// The format of Google's; what it seals belongs to the tool call behind it.
    String GEMINI = "google-gemini-v1";

    /// Where the bytes of an image or a file are.
    sealed interface Source {
        record Link(String url) implements Source {}

        /// The bytes themselves.
        ///
        /// @param data in base64
        record Inline(String mediaType, String data) implements Source {}
    }
}
