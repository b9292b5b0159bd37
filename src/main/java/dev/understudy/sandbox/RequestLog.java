package dev.understudy.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/// The latest requests; its own monitor owns it.
final class RequestLog {
    private static final int CAPACITY = 1_000;
    private static final int BODY_LIMIT = 32 * 1024;
    private static final Set<String> SECRET =
            Set.of("authorization", "proxy-authorization", "x-api-key", "api-key", "cookie");

    private final Deque<Entry> entries = new ArrayDeque<>(CAPACITY);

    Entry add(Request request, byte[] body) {
        var entry =
                new Entry(
                        request.getMethod(),
                        request.getHttpURI().getPathQuery(),
                        request.getHeaders().asImmutable(),
                        body.length > BODY_LIMIT ? Arrays.copyOf(body, BODY_LIMIT) : body,
                        Instant.now(),
                        System.nanoTime());
        synchronized (this) {
            if (entries.size() == CAPACITY) {
                entries.removeFirst();
            }
            entries.addLast(entry);
        }
        return entry;
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    synchronized void clear() {
        entries.clear();
    }

    /// One request and what became known of it later.
    static final class Entry {
        private final String method;
        private final String path;
        private final HttpFields headers;
        private final byte[] body;
        private final Instant received;
        private final long nanos;
        private volatile Optional<Duration> clientLeft = Optional.empty();
        private volatile Optional<Attempt> attempt = Optional.empty();

        private Entry(
                String method,
                String path,
                HttpFields headers,
                byte[] body,
                Instant received,
                long nanos) {
            this.method = method;
            this.path = path;
            this.headers = headers;
            this.body = body;
            this.received = received;
            this.nanos = nanos;
        }

        /// A call of a model.
        ///
        /// @param number counts this model's calls from 1
        record Attempt(String model, int number, boolean streaming, String lastRole) {}

        void attempts(Attempt attempt) {
            this.attempt = Optional.of(attempt);
        }

        void left() {
            if (clientLeft.isEmpty()) {
                clientLeft = Optional.of(Duration.ofNanos(System.nanoTime() - nanos));
            }
        }

        Optional<Attempt> attempt() {
            return attempt;
        }

        Optional<Duration> clientLeft() {
            return clientLeft;
        }

        long nanos() {
            return nanos;
        }

        Instant received() {
            return received;
        }

        RecordedRequest recorded() {
            return new RecordedRequest(
                    method,
                    path,
                    masked(),
                    new String(body, StandardCharsets.UTF_8),
                    received,
                    nanos,
                    clientLeft);
        }

        private Map<String, String> masked() {
            var fields = new HashMap<String, String>();
            for (var field : headers) {
                String name = field.getName().toLowerCase(Locale.ROOT);
                fields.put(name, SECRET.contains(name) ? mask(field.getValue()) : field.getValue());
            }
            return fields;
        }

        private static String mask(String value) {
            if (value.isBlank()) {
                return value;
            }
            int space = value.indexOf(' ');
            String secret = value.substring(space + 1);
            return value.substring(0, space + 1)
                    + "…"
                    + (secret.length() < 12 ? "" : secret.substring(secret.length() - 4));
        }
    }
}
