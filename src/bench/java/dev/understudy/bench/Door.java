package dev.understudy.bench;

import java.nio.charset.StandardCharsets;

/// One way to the upstream: straight, or through a gateway.
///
/// @param headers header lines that it wants, each with its line end
/// @param prefix stands before the upstream's model names
record Door(String name, int port, String headers, String prefix) {
    /// A call of a model, ready to be sent.
    ///
    /// @param more further fields of the body, such as `,"stream":true`
    byte[] call(String model, String more) {
        return named(prefix + model, more);
    }

    /// A call with a model's name that is sent as it is.
    byte[] named(String model, String more) {
        String body =
                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"How do you do?\"}]%s}"
                        .formatted(model, more);
        return ("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                        + headers
                        + "Content-Type: application/json\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
