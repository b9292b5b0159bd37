package dev.understudy.upstream;

import dev.understudy.model.ApiKey;
import dev.understudy.model.Provider;
import dev.understudy.model.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;

/// Small questions to a provider about itself.
///
/// @param deadline of all of them together, in the time of `System.nanoTime`
record Question(Connections connections, Provider provider, Optional<ApiKey> key, long deadline) {
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    /// What came back.
    ///
    /// @param text at most 8 MiB
    record Said(int status, Headers headers, String text) {
        boolean succeeded() {
            return status / 100 == 2;
        }
    }

    /// The same without a key.
    Question withoutKey() {
        return new Question(connections, provider, Optional.empty(), deadline);
    }

    Said get(String path) throws IOException {
        return ask(new HttpGet(Outgoing.address(provider, wire(), path)));
    }

    /// Asks a model for one token.
    Said word(String model) throws IOException {
        var request = new HttpPost(Outgoing.address(provider, wire(), wire().path()));
        String name = model.replace("\\", "").replace("\"", "");
        String turn =
                wire() == Wire.RESPONSES
                        ? "\"input\":\"hi\",\"max_output_tokens\":16"
                        : "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"max_tokens\":1";
        request.setEntity(
                new StringEntity(
                        "{\"model\":\"%s\",%s}".formatted(name, turn),
                        ContentType.create("application/json")));
        return ask(request);
    }

    private Wire wire() {
        return provider.speaks(Wire.CHAT_COMPLETIONS);
    }

    private Said ask(HttpUriRequestBase request) throws IOException {
        request.setHeader("Accept", "application/json");
        request.setHeader("Accept-Encoding", "identity");
        request.setHeader("User-Agent", "Understudy");
        Outgoing.plainHeaders(provider, key, wire(), request);
        Connections.Response response = connections.send(request, left());
        response.body().limit(left(), deadline);
        try (InputStream body = Unpacked.of(response.headers(), response.body())) {
            return new Said(
                    response.status(),
                    response.headers(),
                    new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        }
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }
}
