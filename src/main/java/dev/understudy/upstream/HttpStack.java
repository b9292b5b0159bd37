package dev.understudy.upstream;

import dev.understudy.model.Outbound.Kind;
import dev.understudy.model.Outbound.Proxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// Blocking sockets, kept for the next request to the same provider, and the way each is opened.
/// Thread-safe.
final class HttpStack {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration KEPT = Duration.ofSeconds(60);
    private static final Duration TRUSTED = Duration.ofSeconds(1);
    private static final int MOST = 10_000;
    private static final int MOST_HEADERS = 200;
    private static final int LONGEST_LINE = 64 * 1024;
    private static final String WAY = "understudy.way";
    private static final String PROXY = "understudy.proxy";

    private final Supplier<WayOut> way;
    private final PoolingHttpClientConnectionManager pool;
    private final CloseableHttpClient http;

    /// @param way the one that is taken now
    HttpStack(Supplier<WayOut> way, DnsResolver resolver) {
        this.way = way;
        this.pool = pool(resolver);
        this.http = http(pool);
    }

    /// Has a request take a way, whatever comes meanwhile.
    ///
    /// @param proxy where that way leads by
    static void lead(HttpContext context, WayOut taken, Optional<Proxy> proxy) {
        context.setAttribute(WAY, taken);
        proxy.filter(by -> by.kind() == Kind.HTTP)
                .ifPresent(by -> context.setAttribute(PROXY, host(by)));
    }

    /// Sends a request and returns with the headers of its answer.
    ClassicHttpResponse open(HttpUriRequestBase request, HttpClientContext context)
            throws IOException {
        return http.executeOpen(null, request, context);
    }

    /// Closes the connections that no request uses.
    void closeIdle() {
        pool.closeIdle(TimeValue.ZERO_MILLISECONDS);
    }

    /// Ends all connections.
    void close() {
        http.close(CloseMode.IMMEDIATE);
    }

    /// How a proxy is addressed.
    static HttpHost host(Proxy proxy) {
        return new HttpHost("http", proxy.host(), proxy.port());
    }

    private PoolingHttpClientConnectionManager pool(DnsResolver resolver) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy((socket, target, port, attachment, context) ->
                        taken(context).tls().upgrade(socket, target, port, attachment, context))
                .setDnsResolver(resolver)
                .setSocketConfigResolver(this::socket)
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
    }

    private WayOut taken(HttpContext context) {
        return context.getAttribute(WAY) instanceof WayOut taken ? taken : way.get();
    }

    private SocketConfig socket(HttpRoute route) {
        return way.get()
                .to(route.getTargetHost().getHostName())
                .filter(proxy -> proxy.kind() == Kind.SOCKS5)
                .map(proxy ->
                        SocketConfig.custom()
                                .setSocksProxyAddress(
                                        InetSocketAddress.createUnresolved(
                                                proxy.host(), proxy.port()))
                                .build())
                .orElse(SocketConfig.DEFAULT);
    }

    private CloseableHttpClient http(PoolingHttpClientConnectionManager pool) {
        return HttpClients.custom()
                .setConnectionManager(pool)
                .setRoutePlanner(new ByProxy())
                .setConnectionReuseStrategy(new OnThisWay())
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

    /// Leads by the proxies that are spoken to in HTTP.
    private static final class ByProxy extends DefaultRoutePlanner {
        ByProxy() {
            super(DefaultSchemePortResolver.INSTANCE);
        }

        @Override
        protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
            return (HttpHost) context.getAttribute(PROXY);
        }
    }

    /// Keeps no connection that came about on a way that is no longer taken.
    private final class OnThisWay extends DefaultClientConnectionReuseStrategy {
        @Override
        public boolean keepAlive(HttpRequest request, HttpResponse response, HttpContext context) {
            return taken(context) == way.get() && super.keepAlive(request, response, context);
        }
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
            if (!Method.CONNECT.isSame(request.getMethod())) {
                boolean kept = connection.getEndpointDetails().getRequestCount() > 0;
                context.setAttribute(
                        Connections.Use.NAME, new Connections.Use(kept, System.nanoTime()));
            }
            return super.execute(request, connection, interim, context);
        }
    }
}
