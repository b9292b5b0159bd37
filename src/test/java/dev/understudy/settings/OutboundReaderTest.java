package dev.understudy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Outbound;
import dev.understudy.model.Outbound.Kind;
import dev.understudy.model.Outbound.Login;
import dev.understudy.model.Outbound.Proxy;
import dev.understudy.model.Outbound.Trust;
import dev.understudy.model.Outbound.Way;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
final class OutboundReaderTest {
    private final Map<String, String> environment = new HashMap<>();
    private final SettingsReader reader = new SettingsReader(List.of(), environment::get);

    @Test
    void readsAProxyWithItsLogin() throws Exception {
        environment.put("PROXY_PASSWORD", "se:cret");

        assertEquals(
                new Outbound(
                        new Way.By(
                                new Proxy(
                                        Kind.HTTP,
                                        "proxy.example",
                                        3128,
                                        Optional.of(new Login("ada", "se:cret")))),
                        List.of("intern.example", "10.0.0.0/8"),
                        Trust.BUNDLED),
                read(
                        """
                        network:
                          proxy: http://proxy.example:3128
                          user: ada
                          password: "${env.get('PROXY_PASSWORD')}"
                          no_proxy: [intern.example, 10.0.0.0/8]
                        """));
    }

    @ParameterizedTest
    @CsvSource({
        "socks5://p.example, SOCKS5, 1080",
        "socks5h://p.example:9050, SOCKS5, 9050",
        "http://p.example, HTTP, 80",
        "HTTP://p.example:8080/, HTTP, 8080"
    })
    void readsAddresses(String text, Kind kind, int port) throws Exception {
        assertEquals(
                new Way.By(new Proxy(kind, "p.example", port, Optional.empty())),
                read("network: { proxy: '%s' }".formatted(text)).way());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "proxy: ftp://p.example | this is no proxy that is known here",
                "proxy: 'p.example:3128' | this is no proxy that is known here",
                "proxy: 'http://' | this is no proxy's address",
                "proxy: 'http://p.example:70000' | this is no proxy's address",
                "proxy: 'http://ada:pw@p.example' | leave user and password out of the address",
                "'proxy: none, user: ada' | this is for a proxy that is named",
                "'proxy: http://p.example, password: x' | a password needs its user",
                "trust: here.pem | the whole path of a file",
                "trust: /no/such/file.pem | there is no file /no/such/file.pem",
                "prxy: none | did you mean \"proxy\"?"
            })
    void tellsWhatIsWrong(String fields, String why) {
        var e =
                assertThrows(
                        InvalidSettingsException.class,
                        () -> read("network: { %s }".formatted(fields)));
        assertTrue(String.valueOf(e.getMessage()).contains(why), e.getMessage());
        assertFalse(String.valueOf(e.getMessage()).contains("pw"), "a password is not repeated");
    }

    @Test
    void asksWithoutALoginWhoseSecretCannotBeHad() throws Exception {
        SettingsReader.Loaded loaded =
                reader.read(
                        "network: { proxy: 'http://p.example', user: ada, password: \"${secrets.get('proxy','password')}\" }");

        assertEquals(
                new Way.By(new Proxy(Kind.HTTP, "p.example", 80, Optional.empty())),
                loaded.settings().outbound().way());
        assertTrue(
                loaded.warnings().getFirst().message().contains("proxy/password"),
                loaded.warnings().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS_PROXY, 'http://ada:p%40ss@p.example:3128', HTTP, 3128",
        "https_proxy, 'p.example:3128', HTTP, 3128",
        "ALL_PROXY, 'socks5://ada:p%40ss@p.example', SOCKS5, 1080"
    })
    void takesTheVariablesOfTheSystem(String name, String text, Kind kind, int port)
            throws Exception {
        environment.put(name, text);
        environment.put("NO_PROXY", "localhost, .intern.example 10.0.0.0/8,");

        Outbound found = read("");
        var login =
                text.contains("@")
                        ? Optional.of(new Login("ada", "p@ss"))
                        : Optional.<Login>empty();
        assertEquals(
                new Way.OfSystem(Optional.of(new Proxy(kind, "p.example", port, login))),
                found.way());
        assertEquals(List.of("localhost", ".intern.example", "10.0.0.0/8"), found.exceptions());
        assertEquals(new Way.Direct(), read("network: { proxy: none }").way());
    }

    @Test
    void leavesAVariableOutThatNamesNoProxy() throws Exception {
        environment.put("HTTPS_PROXY", "quic://ada:hidden@p.example");

        SettingsReader.Loaded loaded = reader.read("");

        assertEquals(new Way.OfSystem(Optional.empty()), loaded.settings().outbound().way());
        assertTrue(loaded.warnings().getFirst().message().startsWith("the proxy in HTTPS_PROXY"));
        assertFalse(loaded.warnings().toString().contains("hidden"));
    }

    @Test
    void believesAFileOfAuthoritiesBesideTheBundled(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("own.pem");
        Files.writeString(file, somePem());

        Trust trust = read("network: { trust: '%s' }".formatted(file)).trust();
        assertTrue(trust.bundled());
        assertEquals(1, trust.others().size());
    }

    @Test
    void saysThatAFileHoldsNoCertificates(@TempDir Path folder) throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path rubbish =
                Files.writeString(
                        folder.resolve("rubbish.pem"), "-----BEGIN CERTIFICATE-----\nno\n");

        for (Path file : List.of(empty, rubbish)) {
            var e =
                    assertThrows(
                            InvalidSettingsException.class,
                            () -> read("network: { trust: '%s' }".formatted(file)));
            assertTrue(String.valueOf(e.getMessage()).contains(file.toString()), e.getMessage());
        }
    }

    @Test
    void believesThisSystemAloneIfToldSo() throws Exception {
        Path debian = Path.of("/etc/ssl/certs/ca-certificates.crt");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isReadable(debian));

        Trust trust = read("network: { trust: system }").trust();

        assertFalse(trust.bundled());
        assertTrue(trust.others().size() > 20, "of this system");
    }

    private Outbound read(String yaml) throws InvalidSettingsException {
        return reader.read(yaml).settings().outbound();
    }

    private static String somePem() throws Exception {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        var manager = (X509TrustManager) factory.getTrustManagers()[0];
        byte[] der = manager.getAcceptedIssuers()[0].getEncoded();
        return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(der));
    }
}
