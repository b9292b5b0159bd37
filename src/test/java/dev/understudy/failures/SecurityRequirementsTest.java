package dev.understudy.failures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.failures.RawCaller.Said;
import dev.understudy.gateway.Http;
import dev.understudy.gateway.ScriptedProvider;
import dev.understudy.gateway.TestGateway;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The security requirements, seen from a raw socket. Each, and the test that proves it:
///
/// | requirement | proved by |
/// | --- | --- |
/// | R1 loopback unless told otherwise, never open to others | `CommandLineTest`, `LiveSettingsTest.isNeverOpenToOtherMachines`, `r01…` |
/// | R2 `Host` | `GuardTest.answersOnlyForItsOwnHosts`, `r02…` |
/// | R3 `Origin`, no CORS | `GuardTest.refusesForeignWebPages`, `GuardTest.answersPreflightsOfAllowedOriginsOnly`, `r03…` |
/// | R4 access keys, of which only digests are kept | `GuardTest`, `AccessKeysTest`, `CommandLineTest.makesAnAccessKeyAndKeepsOnlyItsDigest` |
/// | R5 only JSON | `GuardTest.takesOnlyJson`, `r05…` |
/// | R6 addresses of providers | `BaseUrlTest`, `MetadataRangeTest`, `SecureProvidersTest`, `FaultsNobodyTestsTest.aRedirectToTheMetadataAddressOrAnywhere` |
/// | R7 a caller chooses neither address nor key | `r07…` |
/// | R8 headers that go to a provider, and none that a caller could add | `ChatTest.sendsTheStoredKeyAndNothingOfTheCallers`, `SettingsReaderTest` |
/// | R9 smuggling | `GuardTest.refusesSmuggledRequests`, `HostileHeadersTest`, `r09…` |
/// | R10 limits | `HeaderClockTest`, `PacedBodyTest`, `StalledBodyTest`, `GuardTest.refusesALargeBody`, `r10…` |
/// | R11 secrets | `NoSecretLeavesTest`, `SecretsTest` |
/// | R13 what of an answer is passed on | `SseReaderTest`, `FaultsNobodyTestsTest.headersOfTheProvidersThatAreNoneOfTheCallers` |
/// | R14 nothing from outside is run; YAML and expressions are bounded | `SettingsReaderTest`, `HostileExpressionsTest`, `r14…` |
/// | R15 SQL, retention | `JournalTest`, `r15…` |
/// | R18 one program, a port that is taken | `FirstInstanceTest`, `CommandLineTest.refusesABusyPortAndSaysWhatToDo` |
/// | R19 the log | `LogsTest` |
/// | R20 versions | `BuildBugsTest` |
///
/// R12 is the vault's, R16 the catalogue's and R17 the console's: each is proved where it is built.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SecurityRequirementsTest {
    private static final String BODY = Http.prompt("sandbox:text-1", "");
    private static final String SMUGGLED =
            "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nx-smuggled: 1\r\n\r\n";

    private final ScriptedProvider provider = new ScriptedProvider();
    private TestGateway gateway;
    private RawCaller caller;
    private Http http;
    private DocumentedErrors documented;

    @BeforeAll
    void start() throws IOException {
        gateway = TestGateway.start(ThreeWires.settings(provider));
        caller = new RawCaller(gateway.port());
        http = new Http(gateway);
        documented = DocumentedErrors.read();
    }

    @AfterAll
    void stop() {
        http.close();
        gateway.close();
        provider.close();
    }

    @Test
    void r01_listensOnThisMachineOnly() {
        assertTrue(InetAddress.ofLiteral(gateway.base().getHost()).isLoopbackAddress());
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "127.0.0.1:4141, 200",
        "[::1], 200",
        "localhost., 421",
        "127.0.0.2, 421",
        "0.0.0.0, 421",
        "2130706433, 421",
        "0x7f.1, 421",
        "[::ffff:127.0.0.1], 421",
        "localhost.evil.example, 421",
        "evil.example:4141, 421",
        "localhost@evil.example, 400",
        "localhost/x, 400",
        "localhost#x, 400",
        "localhost x, 400",
        "localhost:x, 400",
        "[::1, 400"
    })
    void r02_answersForItsOwnNamesOnly(String host, int status) throws IOException {
        Said said = caller.say(get("/healthz", "Host: " + host));

        assertEquals(status, said.status(), said.headers() + said.body());
        if (status != 200) {
            documented.check("/healthz", status, said.body(), host);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Host: localhost\r\nHost: localhost",
                "Host: evil.example\r\nHost: localhost"
            })
    void r02_needsExactlyOneHost(String hosts) throws IOException {
        Said said = caller.say(get("/healthz", hosts));

        assertTrue(said.status() == 400 || said.status() == 421, said.headers());
    }

    @Test
    void r02_refusesAnAddressThatNamesAnotherHostThanItsHeader() throws IOException {
        Said said = caller.say(get("http://evil.example/healthz", "Host: localhost"));

        assertTrue(said.status() >= 400 && said.status() < 500, said.headers());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: http://localhost:3000",
                "Origin: http://127.0.0.1",
                "Origin:",
                "Origin: https://evil.example\r\nOrigin: https://app.example",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void r03_refusesWebPagesAndTellsThemNothing(String header) throws IOException {
        for (String path : List.of("/healthz", "/v1/models", "/understudy/requests/rq_1")) {
            Said said = caller.say(get(path, "Host: localhost\r\n" + header + key()));

            assertEquals(403, said.status(), said.headers());
            assertFalse(said.has("access-control-"), said.headers());
        }
    }

    @Test
    void r03_refusesPreflightsThatAskForAPrivateNetwork() throws IOException {
        Said said =
                caller.say(
                        "OPTIONS /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Private-Network: true\r\n\r\n");

        assertEquals(403, said.status(), said.headers());
        assertFalse(said.has("access-control-"), said.headers());
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 200",
        "Application/JSON; charset=utf-8, 200",
        "application/json;charset=UTF-8, 200",
        "text/plain, 415",
        "application/x-www-form-urlencoded, 415",
        "multipart/form-data; boundary=a, 415",
        "application/jsonp, 415",
        "application/json-seq, 415",
        "'text/plain, application/json', 415",
        "'', 415"
    })
    void r05_takesOnlyWhatIsDeclaredAsJson(String type, int status) throws IOException {
        for (String path :
                List.of(
                        "/v1/chat/completions",
                        "/v1/messages/count_tokens",
                        "/understudy/explain")) {
            Said said = caller.say(post(path, "Content-Type: " + type, BODY));

            assertEquals(status, said.status(), said.headers() + said.body());
        }
    }

    @Test
    void r07_aCallerChoosesNeitherAddressNorKey() throws Exception {
        provider.will(new ThreeWires());
        try (var elsewhere = new ScriptedProvider()) {
            String body =
                    "{\"model\":\"chat:m\",\"base_url\":\"BASE\",\"api_base\":\"BASE\",\"api_key\":\"k\",\"provider\":{\"base_url\":\"BASE\"},\"extra_headers\":{\"Authorization\":\"k\"},\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                            .replace("BASE", elsewhere.base().toString());

            HttpResponse<String> answer =
                    http.send(
                            http.to("/v1/chat/completions?base_url=" + elsewhere.base())
                                    .header("x-portkey-custom-host", elsewhere.base().toString())
                                    .header("X-Base-Url", elsewhere.base().toString())
                                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body))
                                    .build());

            assertEquals(200, answer.statusCode(), answer.body());
            assertEquals(1, provider.received().size());
            assertEquals(List.of(), elsewhere.received());
            String head = provider.received().getFirst().head();
            assertFalse(head.contains("portkey") || head.contains("Authorization"), head);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5, 6",
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding : chunked",
                " Transfer-Encoding: chunked",
                "X-A: b\r\n Transfer-Encoding: chunked",
                "Transfer-Encoding: \u000bchunked",
                "Content-Length: +5",
                "Content-Length: -5",
                "Content-Length: 0x5",
                "Content-Length: 5 5",
                "Content-Length: 99999999999999999999",
                "X-\u0000: a",
                "X-A: a\u0000",
                "X-A: a\rTransfer-Encoding: chunked"
            })
    void r09_whatTwoServersCouldReadDifferentlyIsRefusedAndNothingBehindItIsRead(String headers)
            throws IOException {
        String request =
                "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost%s\r\nContent-Type: application/json\r\n%s\r\n\r\n0\r\n\r\n%s"
                        .formatted(key(), headers, SMUGGLED);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();

            Said said = RawCaller.read(in);

            assertEquals(400, said.status(), said.headers() + said.body());
            documented.check("/v1/chat/completions", 400, said.body(), headers);
            assertEquals("", new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /healthz\r\n\r\n",
                "GET /healthz HTTP/0.9\r\n\r\n",
                "GET /healthz HTTP/1.1\nHost: localhost\n\n",
                "GET /healthz HTTP/2.0\r\nHost: localhost\r\n\r\n",
                "GET /healthz HTTP/3.0\r\nHost: localhost\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: localhost\n\r\n",
                "GET /healthz HTTP/1.1 x\r\nHost: localhost\r\n\r\n",
                "GET /%2e%2e/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /healthz%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: localhost\r\nExpect: 200-ok\r\n\r\n"
            })
    void r09_whatIsNoPlainHttpIsA400AndNever500(String request) throws IOException {
        Said said = caller.say(request);

        assertTrue(said.status() == 400 || said.status() == 404, said.headers() + said.body());
        documented.check("/healthz", said.status(), said.body(), request);
    }

    @Test
    void r09_readsNoRequestOutOfABody() throws IOException {
        Said said =
                caller.say(
                        "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost%s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s%s"
                                .formatted(key(), BODY.length(), BODY, SMUGGLED));

        assertEquals(200, said.status(), said.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/v1/messages"})
    void r10_refusesLongHeadersAndLongAddresses(String path) throws IOException {
        String long_ = "a".repeat(17 * 1024);
        Said header = caller.say(get(path, "Host: localhost\r\nX-A: " + long_));
        Said many = caller.say(get(path, "Host: localhost" + "\r\nX-A: b".repeat(4000)));
        Said address = caller.say(get(path + "?" + long_, "Host: localhost"));

        for (Said said : List.of(header, many, address)) {
            assertEquals(431, said.status(), said.headers());
            assertTrue(said.body().contains("headers_too_large"), said.body());
        }
        assertEquals(
                path.equals("/v1/messages"),
                header.body().startsWith("{\"type\":\"error\""),
                header.body());
    }

    @Test
    void r10_takesHeadersThatAreNearlyTooLong() throws IOException {
        Said said = caller.say(get("/healthz", "Host: localhost\r\nX-A: " + "a".repeat(15 * 1024)));

        assertEquals(200, said.status(), said.headers());
    }

    @Test
    void r14_noTemplateAndNoExpressionOfACallerIsWorkedOut() throws Exception {
        provider.will(new ThreeWires());
        for (String text :
                List.of("${env.get('PATH')}", "#{7*7}", "{{7*7}}", "${jndi:ldap://localhost/a}")) {
            http.chat(
                    "{\"model\":\"chat:m\",\"user\":\"%1$s\",\"messages\":[{\"role\":\"user\",\"content\":\"%1$s\"}]}"
                            .formatted(text));

            assertTrue(
                    provider.received().getLast().text().contains("\"user\":\"" + text + "\""),
                    provider.received().getLast().text());
        }
    }

    /// A statement put together from values would have to use one of these.
    @Test
    void r15_noStatementIsPutTogetherFromValues() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/understudy/journal"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file);
                assertFalse(
                        text.matches(
                                "(?s).*(execute\\w*|prepareStatement)\\([^;]*\\.formatted\\(.*"),
                        file.toString());
            }
        }
    }

    private static String get(String path, String headers) {
        return "GET %s HTTP/1.1\r\n%sConnection: close\r\n\r\n"
                .formatted(path, headers.isEmpty() ? "" : headers + "\r\n");
    }

    private String post(String path, String headers, String body) {
        return "POST %s HTTP/1.1\r\nHost: localhost%s\r\n%s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(path, key(), headers, body.length(), body);
    }

    private String key() {
        return "\r\nx-api-key: " + gateway.key();
    }
}
