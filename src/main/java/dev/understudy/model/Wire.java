package dev.understudy.model;

/// A provider's request and event format.
public enum Wire {
    /// OpenAI's chat completions, which most providers speak.
    CHAT_COMPLETIONS("openai", "chat-completions", "/chat/completions"),
    /// OpenAI's Responses.
    RESPONSES("openai", "responses", "/responses"),
    /// Anthropic's Messages.
    MESSAGES("anthropic", "messages", "/messages");

    private final String format;
    private final String surface;
    private final String path;

    Wire(String format, String surface, String path) {
        this.format = format;
        this.surface = surface;
        this.path = path;
    }

    /// The family's name in `supported_api_surfaces[].format`.
    public String format() {
        return format;
    }

    /// The name in `supported_api_surfaces[].surface`.
    public String surface() {
        return surface;
    }

    /// The path behind a base URL that ends in its version, such as `/v1`.
    public String path() {
        return path;
    }
}
