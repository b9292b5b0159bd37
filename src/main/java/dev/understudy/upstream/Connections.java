package dev.understudy.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// The connections to providers, kept for the next request to the same one. Thread-safe.
///
/// Blocking sockets on virtual threads: what a call waits for is read by the thread that waits.
final class Connections implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration KEPT = Duration.ofSeconds(60);
    private static final Duration TRUSTED = Duration.ofSeconds(1);
    private static final int MOST = 10_000;
    private static final int MOST_HEADERS = 200;
    private static final int LONGEST_LINE = 64 * 1024;

    private final CloseableHttpClient http;
    private final Alarm alarm = new Alarm();

    /// @param tls decides whom to trust
    /// @param resolver whose answers are called, if they may be
    Connections(TlsSocketStrategy tls, DnsResolver resolver) {
        this(tls, resolver, ProxySelector.getDefault());
    }

    /// @param proxies by which providers elsewhere are called
    Connections(TlsSocketStrategy tls, DnsResolver resolver, ProxySelector proxies) {
        this.http = http(tls, new Destinations(resolver), new SystemProxies(proxies));
    }

    /// Connections to whom this machine trusts.
    static Connections open() {
        return new Connections(
                DefaultClientTlsStrategy.createDefault(), SystemDefaultDnsResolver.INSTANCE);
    }

    /// The connection a request went out on.
    ///
    /// @param kept whether it had served another before
    /// @param since in the time of `System.nanoTime`
    record Use(boolean kept, long since) {
        private static final String NAME = "understudy.connection";

        /// The one in use; empty if it did not come to that.
        static Optional<Use> of(HttpContext context) {
            return Optional.ofNullable((Use) context.getAttribute(NAME));
        }

        /// Forgets it, so that a failure to connect anew is not taken for one of it.
        static Optional<Use> take(HttpContext context) {
            return Optional.ofNullable((Use) context.removeAttribute(NAME));
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - since);
        }
    }

    /// What came back, up to the headers.
    record Response(int status, Headers headers, ResponseBody body) {}

    /// Sends a request and returns with the headers of its answer.
    ///
    /// @param within all of it: a connection, the request, the headers
    /// @throws SilenceException if that was not long enough
    /// @throws java.io.InterruptedIOException if the thread was interrupted
    Response send(HttpUriRequestBase request, Duration within) throws IOException {
        var context = HttpClientContext.create();
        Alarm.Wait wait = alarm.over(request::cancel);
        boolean answered = false;
        try {
            wait.until(System.nanoTime() + within.toNanos());
            ClassicHttpResponse response = http.executeOpen(null, request, context);
            var body = new ResponseBody(content(response), wait, request);
            answered = true;
            return new Response(response.getCode(), headers(response), body);
        } catch (IOException e) {
            Interrupts.check(e);
            throw wait.rang() ? new SilenceException(e) : e;
        } finally {
            wait.over();
            if (!answered) {
                wait.close();
            }
        }
    }

    private static Headers headers(ClassicHttpResponse response) {
        Header[] headers = response.getHeaders();
        return () ->
                Stream.of(headers)
                        .map(header -> new Headers.Field(header.getName(), header.getValue()));
    }

    private static InputStream content(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        return entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    private static CloseableHttpClient http(
            TlsSocketStrategy tls, DnsResolver resolver, HttpRoutePlanner routes) {
        var pool =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setTlsSocketStrategy(tls)
                        .setDnsResolver(resolver)
                        .setMaxConnTotal(MOST)
                        .setMaxConnPerRoute(MOST)
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setConnPoolPolicy(PoolReusePolicy.LIFO)
                        .setConnectionFactory(
                                ManagedHttpClientConnectionFactory.builder()
                                        .http1Config(
                                                Http1Config.custom()
                                                        .setMaxHeaderCount(MOST_HEADERS)
                                                        .setMaxLineLength(LONGEST_LINE)
                                                        .build())
                                        .build())
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(CONNECT))
                                        .setIdleTimeout(Timeout.of(KEPT))
                                        .setValidateAfterInactivity(TimeValue.of(TRUSTED))
                                        .build())
                        .build();
        return HttpClients.custom()
                .setConnectionManager(pool)
                .setRoutePlanner(routes)
                .setDefaultRequestConfig(
                        RequestConfig.custom()
                                .setResponseTimeout(Timeout.DISABLED) // the alarm bounds waits
                                .build())
                .setRequestExecutor(new Told())
                .evictIdleConnections(TimeValue.of(KEPT))
                .setRetryStrategy(new ClosedUnderneath())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .disableConnectionState()
                .disableDefaultUserAgent()
                .build();
    }

    /// Ends the connections that are open.
    @Override
    public void close() {
        alarm.close();
        http.close(CloseMode.IMMEDIATE);
    }

    /// Tells of the connection a request goes out on.
    private static final class Told extends HttpRequestExecutor {
        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                @Nullable HttpResponseInformationCallback interim,
                HttpContext context)
                throws IOException, HttpException {
            boolean kept = connection.getEndpointDetails().getRequestCount() > 0;
            context.setAttribute(Use.NAME, new Use(kept, System.nanoTime()));
            return super.execute(request, connection, interim, context);
        }
    }
}
