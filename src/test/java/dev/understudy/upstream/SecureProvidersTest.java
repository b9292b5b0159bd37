package dev.understudy.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.Provider;
import dev.understudy.model.Target;
import dev.understudy.routing.Answer;
import dev.understudy.routing.Quotas;
import dev.understudy.routing.Upstream;
import dev.understudy.routing.UpstreamException;
import dev.understudy.translate.ChatCompletions;
import dev.understudy.translate.InvalidRequestException;
import dev.understudy.translate.MalformedJsonException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Providers that are not who, or where, they should be.
@Timeout(60)
final class SecureProvidersTest {
    private static final String JSON =
            "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}";
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n" + JSON;

    @TempDir Path folder;

    @Test
    void answersWhomItTrusts() throws Exception {
        try (var server = new SecureServer(folder, "ip:127.0.0.1", ANSWER);
                var client = trusting(server.trust())) {
            assertEquals(JSON, ask(client, server.base()));
        }
    }

    @Test
    void sendsNothingToAServerThatNobodyVouchesFor() throws Exception {
        try (var server = new SecureServer(folder, "ip:127.0.0.1", ANSWER);
                var client = client()) {
            assertFails(client, server.base(), "has no valid certificate");
            assertEquals(0, server.requests());
        }
    }

    @Test
    void sendsNothingToAServerWhoseCertificateIsForAnother() throws Exception {
        try (var server = new SecureServer(folder, "dns:other.example", ANSWER);
                var client = trusting(server.trust())) {
            assertFails(client, server.base(), "has no valid certificate");
            assertEquals(0, server.requests());
        }
    }

    @Test
    void saysThatAServerHasNoTls() throws Exception {
        try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                var client = client()) {
            Thread.ofVirtual().start(() -> speakPlainly(server));

            assertFails(
                    client,
                    URI.create("https://127.0.0.1:%d/v1".formatted(server.getLocalPort())),
                    "does not speak TLS as it should");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "fd00:ec2::254", "::ffff:a9fe:a9fe", "fe80::1"})
    void neverCallsANameThatLeadsToTheMetadata(String address) throws Exception {
        try (var client =
                resolving(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral(address))) {
            assertFails(
                    client,
                    URI.create("http://innocent/v1"),
                    "leads to a link-local address, which is never called");
        }
    }

    @Test
    void neverCallsTheMetadataHoweverItCameIntoASetting() {
        try (var client = client()) {
            for (String host : List.of("169.254.169.254", "[fe80::1]", "2852039166")) {
                assertFails(
                        client,
                        URI.create("http://" + host + ":1/v1"),
                        "leads to a link-local address, which is never called");
            }
        }
    }

    private static void speakPlainly(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getOutputStream()
                        .write(
                                "HTTP/1.1 400 Bad Request\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            } catch (IOException _) {
                // the caller is gone, or the test is over
            }
        }
    }

    private static ProviderClient client() {
        return new ProviderClient(InstantSource.system(), quotas());
    }

    private static Quotas quotas() {
        return new Quotas(System::nanoTime, Duration.ofMinutes(1));
    }

    private static ProviderClient trusting(SSLContext context) {
        return new ProviderClient(
                InstantSource.system(),
                quotas(),
                new Connections(
                        new DefaultClientTlsStrategy(context), SystemDefaultDnsResolver.INSTANCE));
    }

    private static ProviderClient resolving(InetAddress... addresses) {
        return new ProviderClient(
                InstantSource.system(),
                quotas(),
                new Connections(
                        DefaultClientTlsStrategy.createDefault(),
                        new DnsResolver() {
                            @Override
                            public InetAddress[] resolve(String host) {
                                return addresses;
                            }

                            @Override
                            public String resolveCanonicalHostname(String host)
                                    throws UnknownHostException {
                                throw new UnknownHostException(host);
                            }
                        }));
    }

    private static void assertFails(ProviderClient client, URI base, String why) {
        Failure failure = assertThrows(UpstreamException.class, () -> ask(client, base)).failure();
        assertEquals(FailureClass.UNREACHABLE, failure.kind());
        assertTrue(failure.error().message().endsWith(why), failure.error().message());
    }

    private static String ask(ProviderClient client, URI base)
            throws UpstreamException,
                    InterruptedException,
                    MalformedJsonException,
                    InvalidRequestException {
        var provider =
                new Provider("far", List.of(), "far", base, false, List.of(), List.of(), List.of());
        Duration wait = Duration.ofSeconds(10);
        Answer answer =
                client.open(
                        new Upstream.Call(
                                provider,
                                new Target("far", "m"),
                                Optional.empty(),
                                ChatCompletions.request(
                                        "{\"messages\":[{}]}".getBytes(StandardCharsets.UTF_8)),
                                wait,
                                wait,
                                wait,
                                wait));
        return answer instanceof Answer.Whole(var body, _, _)
                ? new String(body, StandardCharsets.UTF_8)
                : "";
    }
}
