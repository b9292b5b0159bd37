package dev.understudy.model;

/// Why an answer ended.
public enum FinishReason {
    /// It is whole.
    STOP("stop"),
    /// It reached the most tokens it may hold.
    LENGTH("length"),
    /// It calls tools.
    TOOL_USE("tool_calls"),
    /// It was filtered, or the model refused.
    FILTERED("content_filter");

    private final String word;

    FinishReason(String word) {
        this.word = word;
    }

    /// The word of chat completions, which [Meaning#finish()] uses for every wire.
    public String word() {
        return word;
    }

    /// The reason behind a word of chat completions; an unknown one means that the answer is whole.
    public static FinishReason of(String word) {
        return switch (word) {
            case "length" -> LENGTH;
            case "tool_calls", "function_call" -> TOOL_USE;
            case "content_filter" -> FILTERED;
            default -> STOP;
        };
    }
}
