package dev.understudy.sandbox;

import dev.understudy.sandbox.Script.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// Sends a whole answer, or a piece of it, as its script asks.
final class BodyOutlet {
    private static final String JSON = "application/json";

    private final Caller caller;
    private final Map<String, String> headers;
    private final Delivery delivery;

    BodyOutlet(Caller caller, Map<String, String> headers, Script script) {
        this.caller = caller;
        this.headers = headers;
        this.delivery = script.delivery();
    }

    void send(byte[] body) throws IOException {
        var all = new HashMap<>(headers);
        byte[] sent = body;
        if (delivery == Delivery.GZIP
                && caller.header("Accept-Encoding").orElse("").contains("gzip")) {
            all.put("Content-Encoding", "gzip");
            sent = gzip(body);
        }
        caller.send(200, all, delivery == Delivery.MISLABELLED ? "text/plain" : JSON, sent);
    }

    /// Sends the head alone.
    void announce(byte[] body) throws IOException {
        head(body);
        caller.flushHead();
    }

    /// Sends less than the head says.
    void tear(byte[] body) throws IOException {
        head(body);
        caller.write(Arrays.copyOf(body, body.length * 3 / 5));
    }

    private void head(byte[] body) {
        caller.head(200, headers, JSON);
        caller.announce(body.length);
    }

    private static byte[] gzip(byte[] body) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(compressed)) {
            out.write(body);
        }
        return compressed.toByteArray();
    }
}
