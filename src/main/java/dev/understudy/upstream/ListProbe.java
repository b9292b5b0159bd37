package dev.understudy.upstream;

import dev.understudy.model.ApiKey;
import dev.understudy.model.ListReply;
import dev.understudy.model.ListReply.Validators;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;

/// Asks providers for lists: of models, of their endpoints. Thread-safe; a minute at most, unless
/// interrupted.
public final class ListProbe {
    private static final int MOST_BYTES = 32 * 1024 * 1024;
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final int UNCHANGED = 304;

    private final Connections connections;

    ListProbe(Connections connections) {
        this.connections = connections;
    }

    /// Asks once, with the first of the provider's keys if it has one.
    ///
    /// @param path behind the base URL
    /// @param known what came with the answer that is there already
    public ListReply ask(Provider provider, String path, Validators known)
            throws InterruptedException {
        Optional<ApiKey> key = provider.keys().stream().findFirst().map(ProviderKey::secret);
        try {
            HttpGet request = request(provider, key, path, known);
            long deadline = System.nanoTime() + WITHIN.toNanos();
            return read(provider, connections.send(request, SILENCE), deadline);
        } catch (ConnectTimeoutException e) {
            return lost(provider, key, e);
        } catch (InterruptedIOException e) {
            throw ProviderStream.interrupted(e);
        } catch (IOException e) {
            return lost(provider, key, e);
        }
    }

    private static HttpGet request(
            Provider provider, Optional<ApiKey> key, String path, Validators known) {
        Wire wire = provider.speaks(Wire.CHAT_COMPLETIONS);
        var request = new HttpGet(Outgoing.address(provider, wire, path));
        request.setHeader("Accept", "application/json");
        request.setHeader("User-Agent", "Understudy");
        if (!known.etag().isEmpty()) {
            request.setHeader("If-None-Match", known.etag());
        } else if (!known.lastModified().isEmpty()) {
            request.setHeader("If-Modified-Since", known.lastModified());
        }
        Outgoing.plainHeaders(provider, key, wire, request);
        return request;
    }

    private static ListReply read(Provider provider, Connections.Response response, long deadline)
            throws InterruptedIOException {
        response.body().limit(SILENCE, deadline);
        try (InputStream body = Unpacked.of(response.headers(), response.body())) {
            if (response.status() == UNCHANGED) {
                return new ListReply.Same();
            }
            if (response.status() / 100 != 2) {
                return new ListReply.Failed(said(provider, response.status()));
            }
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES
                    ? new ListReply.Failed(
                            "What %s sent is longer than any list of models (more than 32 MiB)."
                                    .formatted(provider.displayName()))
                    : new ListReply.Fresh(
                            new Validators(
                                    response.headers().firstValue("etag").orElse(""),
                                    response.headers().firstValue("last-modified").orElse("")),
                            new String(bytes, StandardCharsets.UTF_8));
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return new ListReply.Failed(
                    "The answer of %s broke off before its end: try again."
                            .formatted(provider.displayName()));
        }
    }

    private static String said(Provider provider, int status) {
        String next =
                switch (status) {
                    case 401, 403 -> "look at its key in Keys";
                    case 404, 405 -> "it has no such list at this address";
                    case 429 -> "it was asked too often: wait a while";
                    default -> "try again later";
                };
        return "%s did not tell (HTTP %d): %s.".formatted(provider.displayName(), status, next);
    }

    private static ListReply lost(Provider provider, Optional<ApiKey> key, IOException e) {
        return new ListReply.Failed(sentence(new ProbeWords(provider, key).lost(e)));
    }

    private static String sentence(String words) {
        return words.endsWith(".") ? words : words + ".";
    }
}
