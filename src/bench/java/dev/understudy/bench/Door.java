package dev.understudy.bench;

import java.nio.charset.StandardCharsets;

/// One way to the upstream: straight, or through a gateway.
///
/// @param headers header lines that it wants, each with its line end
/// @param naming whether models are named with their provider
record Door(String name, int port, String headers, Naming naming) {
    /// How models are named.
    enum Naming {
        /// As the upstream knows them.
        PLAIN,
        /// With the provider's id before them.
        BY_PROVIDER
    }

    /// A call of a model, ready to be sent.
    ///
    /// @param more further fields of the body, such as `,"stream":true`
    byte[] call(String model, String more) {
        return call(Form.CHAT, Form.CHAT, model, more);
    }

    /// A call on the caller's wire of a model behind a provider's.
    byte[] call(Form caller, Form provider, String model, String more) {
        return request(
                caller, naming == Naming.PLAIN ? model : provider.provider() + ":" + model, more);
    }

    /// A call with a model's name that is sent as it is.
    byte[] named(String model, String more) {
        return request(Form.CHAT, model, more);
    }

    private byte[] request(Form form, String model, String more) {
        String body = form.body(model, more);
        return ("POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\n".formatted(form.path())
                        + headers
                        + form.headers()
                        + "Content-Type: application/json\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
