package dev.understudy.gateway;

import dev.understudy.model.Rehearsal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/// One request and its answer, as the server sees them. Used by one thread.
final class Exchange {
    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 20;
    private static final String REQUEST_ID = "Understudy-Request-Id";
    private static final Pattern CHOSEN =
            Pattern.compile(Rehearsal.ID + "[A-Za-z0-9]{" + ID_LENGTH + "}");
    private static final Pattern JSON =
            Pattern.compile("\\s*application/json\\s*(;|$)", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_HEADER = 1024;

    private final Request request;
    private final Response response;
    private final int maxRequestBytes;
    private final long start = System.nanoTime();
    private final String id;
    private final OpenTrace trace;

    Exchange(Request request, Response response, int maxRequestBytes, Instant time) {
        this.request = request;
        this.response = response;
        this.id = id(request.getHeaders());
        this.maxRequestBytes = maxRequestBytes;
        this.trace = new OpenTrace(this, time);
        header(REQUEST_ID, id);
    }

    String id() {
        return id;
    }

    Request request() {
        return request;
    }

    Response response() {
        return response;
    }

    /// What is told of it later.
    OpenTrace trace() {
        return trace;
    }

    /// Bytes of the answer's body that were sent.
    long sent() {
        return Response.getContentBytesWritten(response);
    }

    /// The status that was sent; 0 if none was.
    int status() {
        return response.isCommitted() ? response.getStatus() : 0;
    }

    /// Since the request's headers were read.
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Watches the caller until closed; an interrupt tells that it left.
    ClientWatch watch() {
        return ClientWatch.over(request);
    }

    /// Reads the body whole.
    ///
    /// @throws RefusedException if it is not declared as JSON, coded, larger than allowed, or slow
    byte[] body() throws RefusedException, IOException {
        String coding = request.getHeaders().get(HttpHeader.TRANSFER_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("chunked")) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            throw new RefusedException(
                    ErrorCode.INVALID_HTTP,
                    "this gateway knows no Transfer-Encoding but chunked: send the body plainly");
        }
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null || !JSON.matcher(type).lookingAt()) {
            throw new RefusedException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "the body must be JSON: send \"Content-Type: application/json\"");
        }
        if (request.getLength() > maxRequestBytes) {
            throw tooLarge();
        }
        try (var in = new PacedBody(Content.Source.asInputStream(request), System::nanoTime)) {
            byte[] body = in.readNBytes(maxRequestBytes + 1);
            if (body.length > maxRequestBytes) {
                throw tooLarge();
            }
            trace.received(body.length);
            return body;
        } catch (PacedBody.TooSlowException _) {
            throw new RefusedException(
                    ErrorCode.REQUEST_TIMEOUT, "the request's body came too slowly: send it again");
        }
    }

    /// Sets a response header; what may not stand in one is left out of its value.
    void header(String name, String value) {
        response.getHeaders().put(name, clean(value));
    }

    /// Sends a whole answer. If some of the request was not read and is not here yet, it ends the
    /// connection, and tells the caller so.
    void send(int status, String type, byte[] body) throws IOException {
        response.setStatus(status);
        HttpFields.Mutable headers = response.getHeaders();
        if (!request.consumeAvailable()) {
            headers.put(HttpHeader.CONNECTION, "close");
        }
        headers.put(HttpHeader.CONTENT_TYPE, type);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        Content.Sink.write(response, true, ByteBuffer.wrap(body));
    }

    /// Sets the headers of a stream; the first event carries them out.
    void beginStream() {
        response.setStatus(200);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
        headers.put("X-Accel-Buffering", "no");
    }

    private static String clean(String value) {
        String cut = value.length() > LONGEST_HEADER ? value.substring(0, LONGEST_HEADER) : value;
        for (int i = 0; i < cut.length(); i++) {
            if (cut.charAt(i) < ' ' || cut.charAt(i) > '~') {
                return cut.replaceAll("[^\\x20-\\x7e]", "?");
            }
        }
        return cut;
    }

    private RefusedException tooLarge() {
        return new RefusedException(
                ErrorCode.REQUEST_TOO_LARGE,
                "the request's body is larger than %,d bytes: raise server.max_request_bytes in gateway.yaml, or send less"
                        .formatted(maxRequestBytes));
    }

    /// A rehearsal's tells that it is one, and may be chosen by the caller, who can then follow it
    /// before there is an answer.
    private static String id(HttpFields headers) {
        if (!headers.contains(Rehearsal.HEADER)) {
            return newId("rq_");
        }
        String chosen = headers.get(REQUEST_ID);
        return chosen != null && CHOSEN.matcher(chosen).matches() ? chosen : newId(Rehearsal.ID);
    }

    private static String newId(String prefix) {
        var random = ThreadLocalRandom.current();
        var id = new StringBuilder(prefix);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
