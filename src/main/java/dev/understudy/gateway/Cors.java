package dev.understudy.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;

/// Cross-origin headers, for the web origins the settings allow and no others.
final class Cors {
    private Cors() {}

    /// Adds the headers an allowed origin needs, and answers its preflight.
    ///
    /// @return whether the request was a preflight and is answered
    static boolean answered(Exchange exchange, Guard guard) throws IOException {
        String origin = exchange.request().getHeaders().get(HttpHeader.ORIGIN);
        if (origin == null || !guard.originAllowed(origin)) {
            return false;
        }
        HttpFields.Mutable headers = exchange.response().getHeaders();
        headers.put("Access-Control-Allow-Origin", origin);
        headers.put("Vary", "Origin");
        headers.put(
                "Access-Control-Expose-Headers",
                "Understudy-Request-Id, Understudy-Attempts, Understudy-Model, Understudy-Rejected-Models, Understudy-Removed-Params, Understudy-Overhead-Ms");
        if (!HttpMethod.OPTIONS.is(exchange.request().getMethod())) {
            return false;
        }
        headers.put("Access-Control-Allow-Methods", "GET, POST");
        headers.put(
                "Access-Control-Allow-Headers",
                "authorization, content-type, x-api-key, understudy-access-key, understudy-rehearse, anthropic-version, anthropic-beta");
        headers.put("Access-Control-Max-Age", "600");
        exchange.response().setStatus(204);
        Content.Sink.write(exchange.response(), true, ByteBuffer.allocate(0));
        return true;
    }
}
