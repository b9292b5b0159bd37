package dev.understudy.upstream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/// A provider may close a kept connection just as a request goes out on it (RFC 9112, 9.3.1). That
/// says nothing of the provider: the request is sent again at once, on another connection.
final class ClosedUnderneath implements HttpRequestRetryStrategy {
    /// A provider that takes longer to hang up had begun to work on the request.
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    /// As many kept connections may be closed one after the other.
    private static final int MOST = 20;

    @Override
    public boolean retryRequest(
            HttpRequest request, IOException failure, int count, HttpContext context) {
        return Connections.Use.take(context)
                        .filter(use -> use.kept() && use.age().compareTo(AT_ONCE) < 0)
                        .isPresent()
                && count <= MOST
                && !(failure instanceof InterruptedIOException)
                && !Thread.currentThread().isInterrupted();
    }

    @Override
    public boolean retryRequest(HttpResponse response, int count, HttpContext context) {
        return false;
    }

    @Override
    public TimeValue getRetryInterval(HttpResponse response, int count, HttpContext context) {
        return TimeValue.ZERO_MILLISECONDS;
    }
}
