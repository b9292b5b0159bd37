package dev.understudy.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.KeyCheck.Cause;
import dev.understudy.model.Outbound;
import dev.understudy.model.Outbound.Kind;
import dev.understudy.model.Outbound.Login;
import dev.understudy.model.Outbound.Proxy;
import dev.understudy.model.Outbound.Trust;
import dev.understudy.model.Outbound.Way;
import dev.understudy.model.Provider;
import dev.understudy.model.WayCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Providers that are called by a proxy.
@Timeout(60)
@Isolated("SOCKS asks for its login by the authenticator of the whole program")
final class OutboundTest {
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\nfar";
    private static final URI FAR = URI.create("https://provider.example/v1");
    private static final String PASSWORD = "pass:word %41";

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void leadsByAProxyThatLooksTheNameUpItself(Kind kind) throws Exception {
        try (var far = new SecureServer(folder, "dns:provider.example", ANSWER);
                var proxy = new ProxyServer(far.port(), Optional.empty());
                var connections = connections()) {
            connections.use(by(kind, proxy.port(), Optional.empty(), List.of(), trust(far)));

            assertEquals("far", get(connections, FAR));
            assertEquals(List.of("provider.example:443"), proxy.asked());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void tellsTheProxyItsPassword(Kind kind) throws Exception {
        try (var far = new SecureServer(folder, "dns:provider.example", ANSWER);
                var proxy = new ProxyServer(far.port(), Optional.of("ada:" + PASSWORD));
                var connections = connections()) {
            connections.use(
                    by(
                            kind,
                            proxy.port(),
                            Optional.of(new Login("ada", PASSWORD)),
                            List.of(),
                            trust(far)));

            assertEquals("far", get(connections, FAR));
            assertEquals(List.of("provider.example:443"), proxy.asked());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP, false, asks for a user and a password",
        "HTTP, true, refuses the password of ada",
        "SOCKS5, false, 'refuses the login, or asks for one'",
        "SOCKS5, true, 'refuses the login, or asks for one'"
    })
    void saysThatTheProxyWantsAnotherLogin(Kind kind, boolean known, String why) throws Exception {
        try (var far = new SecureServer(folder, "dns:provider.example", ANSWER);
                var proxy = new ProxyServer(far.port(), Optional.of("ada:right"));
                var connections = connections()) {
            Optional<Login> login =
                    known ? Optional.of(new Login("ada", "not-this-one")) : Optional.empty();
            connections.use(by(kind, proxy.port(), login, List.of(), trust(far)));

            assertLost(connections, Cause.PROXY, why);
            assertEquals(0, far.requests());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void saysThatTheProxyDoesNotAllowTheWay(Kind kind) throws Exception {
        try (var proxy = new ProxyServer(1, Optional.empty());
                var connections = connections()) {
            connections.use(by(kind, proxy.port(), Optional.empty(), List.of(), Trust.BUNDLED));

            assertLost(
                    connections,
                    URI.create("https://forbidden.example/v1"),
                    Cause.PROXY,
                    "does not allow the way there");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void saysThatThereIsNoProxy(Kind kind) throws Exception {
        int nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        try (var connections = connections()) {
            connections.use(by(kind, nobody, Optional.empty(), List.of(), Trust.BUNDLED));

            assertLost(
                    connections,
                    Cause.PROXY,
                    "the proxy %s://127.0.0.1:%d refused the connection"
                            .formatted(kind.scheme(), nobody));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void neverLeadsToThisMachine(Kind kind) throws Exception {
        try (var far = new SecureServer(folder, "ip:127.0.0.1", ANSWER);
                var proxy = new ProxyServer(far.port(), Optional.empty());
                var connections = connections()) {
            connections.use(by(kind, proxy.port(), Optional.empty(), List.of(), trust(far)));

            assertEquals("far", get(connections, far.base()));
            assertEquals(List.of(), proxy.asked());
        }
    }

    @Test
    void neverAsksAProxyForTheMetadata() throws Exception {
        try (var proxy = new ProxyServer(1, Optional.empty());
                var connections = connections()) {
            for (Kind kind : Kind.values()) {
                connections.use(by(kind, proxy.port(), Optional.empty(), List.of(), Trust.BUNDLED));
                assertThrows(
                        Destinations.ForbiddenException.class,
                        () -> get(connections, URI.create("http://169.254.169.254/latest")));
            }
            assertEquals(List.of(), proxy.asked());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "provider.example, provider.example, true",
        "provider.example, Example, true",
        "provider.example, .example, true",
        "provider.example, *.example, true",
        "provider.example, vider.example, false",
        "provider.example, other.example, false",
        "provider.example, *, true",
        "10.1.2.3, 10.0.0.0/8, true",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "11.1.2.3, 10.0.0.0/8, false",
        "10.1.2.3, 10.1.2.0/31, false",
        "10.1.2.1, 10.1.2.0/31, true",
        "fd12::7, fd12::/16, true",
        "fd13::7, fd12::/16, false",
        "10.1.2.3, 3, false",
        "10.1.2.3, 10.0.0.0/x, false"
    })
    void callsExceptionsStraight(String host, String rule, boolean straight) {
        assertEquals(
                straight,
                way(by(Kind.HTTP, 1, Optional.empty(), List.of(rule), Trust.BUNDLED), none())
                        .to(host)
                        .isEmpty());
    }

    @Test
    void goesByTheSystemsProxy() throws Exception {
        try (var proxy = new ProxyServer(1, Optional.empty());
                var connections =
                        new Connections(
                                DefaultClientTlsStrategy.createDefault(),
                                SystemDefaultDnsResolver.INSTANCE,
                                ProxySelector.of(proxy.address()))) {
            assertEquals(
                    "by the proxy", get(connections, URI.create("http://provider.example/v1")));
            assertEquals(List.of("http://provider.example/v1"), proxy.asked());
        }
    }

    @Test
    void prefersTheVariablesProxyButNotForTheOwnNetwork() {
        var named = new Proxy(Kind.HTTP, "named.example", 3128, Optional.empty());
        WayOut way =
                way(
                        new Outbound(
                                new Way.OfSystem(Optional.of(named)), List.of(), Trust.BUNDLED),
                        none());

        assertEquals(Optional.of(named), way.to("provider.example"));
        assertEquals(Optional.empty(), way.to("nas.local"));
        assertEquals(Optional.empty(), way.to("192.168.1.5"));
        assertEquals(Optional.empty(), way.to("127.0.0.1"));
    }

    @Test
    void takesAnotherWayFromTheNextRequestOn() throws Exception {
        try (var far = new SecureServer(folder, "dns:provider.example", ANSWER);
                var first = new ProxyServer(far.port(), Optional.empty());
                var second = new ProxyServer(far.port(), Optional.empty());
                var connections = connections()) {
            connections.use(by(Kind.HTTP, first.port(), Optional.empty(), List.of(), trust(far)));
            get(connections, FAR);
            connections.use(
                    by(Kind.SOCKS5, second.port(), Optional.empty(), List.of(), trust(far)));
            get(connections, FAR);

            assertEquals(1, first.asked().size());
            assertEquals(1, second.asked().size());
        }
    }

    @Test
    void believesAnOwnAuthorityAndTellsWhoVouches() throws Exception {
        try (var far = new SecureServer(folder, "dns:provider.example", ANSWER);
                var proxy = new ProxyServer(far.port(), Optional.empty());
                var connections = connections()) {
            connections.use(
                    by(Kind.HTTP, proxy.port(), Optional.empty(), List.of(), Trust.BUNDLED));
            assertLost(connections, Cause.UNTRUSTED, "has no valid certificate");

            connections.use(by(Kind.HTTP, proxy.port(), Optional.empty(), List.of(), trust(far)));
            var reached =
                    assertInstanceOf(
                            WayCheck.Reached.class, new WayProbe(connections).check(provider(FAR)));
            assertEquals(Optional.of("test"), reached.vouched());
            assertEquals(200, reached.status());
            assertEquals(proxy.port(), reached.proxy().orElseThrow().port());
        }
    }

    @Test
    void tellsNoPassword() {
        var login = new Login("ada", PASSWORD);
        var outbound = by(Kind.HTTP, 1, Optional.of(login), List.of(), Trust.BUNDLED);

        assertTrue(!outbound.toString().contains(PASSWORD), outbound.toString());
    }

    private static void assertLost(Connections connections, Cause cause, String why)
            throws InterruptedException {
        assertLost(connections, FAR, cause, why);
    }

    private static void assertLost(Connections connections, URI base, Cause cause, String why)
            throws InterruptedException {
        var lost =
                assertInstanceOf(
                        WayCheck.Lost.class, new WayProbe(connections).check(provider(base)));
        assertTrue(lost.message().contains(why), lost.message());
        assertEquals(cause, lost.cause());
    }

    private static Provider provider(URI base) {
        return new Provider("far", List.of(), "far", base, false, List.of(), List.of(), List.of());
    }

    private static Outbound by(
            Kind kind, int port, Optional<Login> login, List<String> exceptions, Trust trust) {
        return new Outbound(
                new Way.By(new Proxy(kind, "127.0.0.1", port, login)), exceptions, trust);
    }

    private static Trust trust(SecureServer server) throws Exception {
        return new Trust(true, List.of(server.authority()));
    }

    private static WayOut way(Outbound outbound, ProxySelector system) {
        return new WayOut(outbound, DefaultClientTlsStrategy.createDefault(), system);
    }

    private static ProxySelector none() {
        return ProxySelector.of(null);
    }

    /// Those that could look up no name by themselves.
    private static Connections connections() {
        var onlyAddresses =
                new DnsResolver() {
                    @Override
                    public InetAddress[] resolve(String host) throws java.net.UnknownHostException {
                        try {
                            return new InetAddress[] {InetAddress.ofLiteral(host)};
                        } catch (IllegalArgumentException _) {
                            throw new java.net.UnknownHostException(host);
                        }
                    }

                    @Override
                    public String resolveCanonicalHostname(String host) {
                        return host;
                    }
                };
        return new Connections(DefaultClientTlsStrategy.createDefault(), onlyAddresses, none());
    }

    private static String get(Connections connections, URI address) throws IOException {
        Connections.Response response =
                connections.send(new HttpGet(address), Duration.ofSeconds(10));
        response.body().limit(Duration.ofSeconds(10));
        return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    }
}
