package dev.understudy.upstream;

import dev.understudy.model.Outbound;
import dev.understudy.model.Outbound.Kind;
import dev.understudy.model.Outbound.Login;
import dev.understudy.model.Outbound.Proxy;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLSession;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.protocol.HttpContext;

/// The connections to providers, kept for the next request to the same one. Thread-safe.
///
/// Blocking sockets on virtual threads: what a call waits for is read by the thread that waits.
final class Connections implements AutoCloseable {
    private static final int LOGIN_WANTED = 407;

    private final TlsSocketStrategy bundled;
    private final ProxySelector system;
    private final HttpStack http;
    private final Alarm alarm = new Alarm();
    private volatile WayOut way;

    /// @param tls decides whom to trust
    /// @param resolver whose answers are called, if they may be
    Connections(TlsSocketStrategy tls, DnsResolver resolver) {
        this(tls, resolver, ProxySelector.getDefault());
    }

    /// @param system finds this system's proxies
    Connections(TlsSocketStrategy tls, DnsResolver resolver, ProxySelector system) {
        this.bundled = tls;
        this.system = system;
        this.way = new WayOut(Outbound.STANDARD, tls, system);
        this.http = new HttpStack(() -> way, new Destinations(resolver, host -> way.to(host)));
    }

    /// Connections to whom this machine trusts.
    static Connections open() {
        return new Connections(
                DefaultClientTlsStrategy.createDefault(), SystemDefaultDnsResolver.INSTANCE);
    }

    /// Takes another way from the next request on; those that run stay on theirs.
    void use(Outbound outbound) {
        if (way.outbound().equals(outbound)) {
            return;
        }
        way = new WayOut(outbound, bundled, system);
        Authenticator.setDefault(new SocksLogin(() -> way));
        http.closeIdle();
    }

    /// The proxy by which a host is called now; empty if it is called straight.
    Optional<Proxy> proxyTo(String host) {
        return way.to(host);
    }

    /// The connection a request went out on.
    ///
    /// @param kept whether it had served another before
    /// @param since in the time of `System.nanoTime`
    record Use(boolean kept, long since) {
        static final String NAME = "understudy.connection";

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
    ///
    /// @param secured empty without TLS
    record Response(int status, Headers headers, ResponseBody body, Optional<SSLSession> secured) {}

    /// Sends a request and returns with the headers of its answer.
    ///
    /// @param within all of it: a connection, the request, the headers
    /// @throws SilenceException if that was not long enough
    /// @throws ProxyException if the proxy stands in the way
    /// @throws java.io.InterruptedIOException if the thread was interrupted
    Response send(HttpUriRequestBase request, Duration within) throws IOException {
        WayOut taken = way;
        var context = HttpClientContext.create();
        String host = request.getAuthority().getHostName();
        Destinations.check(host);
        Optional<Proxy> proxy = taken.to(host);
        HttpStack.lead(context, taken, proxy);
        proxy.ifPresent(by -> introduce(by, context));
        Alarm.Wait wait = alarm.over(request::cancel);
        boolean answered = false;
        try {
            wait.until(System.nanoTime() + within.toNanos());
            ClassicHttpResponse response = http.open(request, context);
            boolean byProxy = Use.of(context).isEmpty() || response.getCode() == LOGIN_WANTED;
            if (proxy.isPresent() && byProxy) {
                request.cancel();
                throw ProxyException.refused(proxy.get(), response.getCode());
            }
            answered = true;
            return new Response(
                    response.getCode(),
                    headers(response),
                    new ResponseBody(content(response), wait, request),
                    Optional.ofNullable(context.getSSLSession()));
        } catch (IOException e) {
            Interrupts.check(e);
            if (wait.rang()) {
                throw new SilenceException(e);
            }
            throw proxy.filter(_ -> Use.of(context).isEmpty())
                    .<IOException>flatMap(
                            by -> ProxyException.of(by, e).map(IOException.class::cast))
                    .orElse(e);
        } finally {
            wait.over();
            if (!answered) {
                wait.close();
            }
        }
    }

    /// Says who we are before the proxy asks.
    private static void introduce(Proxy proxy, HttpClientContext context) {
        if (proxy.kind() != Kind.HTTP || proxy.login().isEmpty()) {
            return;
        }
        Login login = proxy.login().get();
        var credentials =
                new UsernamePasswordCredentials(login.user(), login.password().toCharArray());
        var basic = new BasicScheme();
        basic.initPreemptive(credentials);
        context.resetAuthExchange(HttpStack.host(proxy), basic);
        context.setCredentialsProvider((_, _) -> credentials);
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

    /// Ends the connections that are open.
    @Override
    public void close() {
        alarm.close();
        http.close();
    }
}
