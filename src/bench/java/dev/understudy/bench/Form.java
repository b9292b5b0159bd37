package dev.understudy.bench;

/// A wire, as its callers write and count it.
enum Form {
    CHAT("chat completions", "/v1/chat/completions", "up", "", 2) {
        @Override
        String body(String model, String more) {
            return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
                    .formatted(model, PROMPT, more);
        }
    },
    MESSAGES("Messages", "/v1/messages", "claude", "anthropic-version: 2023-06-01\r\n", 4) {
        @Override
        String body(String model, String more) {
            return CHAT.body(model, ",\"max_tokens\":1000" + more);
        }
    },
    RESPONSES("Responses", "/v1/responses", "responses", "", 5) {
        @Override
        String body(String model, String more) {
            return "{\"model\":\"%s\",\"input\":\"%s\"%s}".formatted(model, PROMPT, more);
        }
    };

    private static final String PROMPT = "How do you do?";

    private final String title;
    private final String path;
    private final String provider;
    private final String headers;
    private final int firstToken;

    Form(String title, String path, String provider, String headers, int firstToken) {
        this.title = title;
        this.path = path;
        this.provider = provider;
        this.headers = headers;
        this.firstToken = firstToken;
    }

    /// The body of a request with one prompt.
    ///
    /// @param more further fields, such as `,"stream":true`
    abstract String body(String model, String more);

    String path() {
        return path;
    }

    /// The id of the provider that speaks it, in the gateway's settings.
    String provider() {
        return provider;
    }

    /// Header lines that it wants, each with its line end.
    String headers() {
        return headers;
    }

    /// The number of the stream's event that holds the first token.
    int firstToken() {
        return firstToken;
    }

    @Override
    public String toString() {
        return title;
    }
}
