package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.console.settings.NetworkBook.Network;
import dev.understudy.console.settings.NetworkBook.Proxied;
import dev.understudy.console.settings.NetworkBook.Trusted;
import dev.understudy.console.settings.NetworkException;
import dev.understudy.console.ui.Undo;
import dev.understudy.model.Outbound.Login;
import dev.understudy.model.Outbound.Way;
import dev.understudy.model.WayCheck;
import dev.understudy.upstream.ProxyServer;
import dev.understudy.vault.FakeKeychain;
import dev.understudy.vault.Given;
import dev.understudy.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The way to providers, changed while a gateway runs.
@Timeout(60)
final class NetworkDeskTest {
    private static final String BEFORE =
            """
            # mine
            server: { access: open, port: 0 }
            providers: [{ id: lab, base_url: 'http://lab.local:8080/v1' }] # far
            """;
    private static final char[] PASSPHRASE = "correct horse".toCharArray();
    private static final String PASSWORD = "pass: word'\"}";

    private final Home home;
    private final Vault vault;
    private final Gateway gateway;
    private final NetworkDesk desk;

    NetworkDeskTest(@TempDir Path folder) throws Exception {
        home = Home.under(folder);
        Files.writeString(home.gatewayFile(), BEFORE);
        vault = Given.vault(home.vaultFile(), new FakeKeychain());
        vault.sealWithPassphrase(PASSPHRASE.clone());
        gateway = GivenGateway.with(home, vault);
        gateway.open(gateway.settings(home.gatewayFile()).settings(), _ -> {});
        desk = new NetworkDesk(home.gatewayFile(), gateway.reader(), gateway, this::takeUp);
    }

    private void takeUp() {
        GivenGateway.takeUp(gateway, home);
    }

    @AfterEach
    void stop() {
        gateway.close(Duration.ZERO);
    }

    @Test
    void readsTheStandardWhereNothingIsWritten() throws Exception {
        assertEquals(Network.STANDARD, desk.read());
    }

    @Test
    void callsByTheProxyWithItsPasswordAndTakesItBack() throws Exception {
        int sandbox =
                gateway.builtIn().stream()
                        .filter(provider -> provider.id().equals("sandbox"))
                        .findFirst()
                        .orElseThrow()
                        .baseUrl()
                        .getPort();
        try (var proxy = new ProxyServer(sandbox, Optional.of("ada:" + PASSWORD))) {
            char[] typed = PASSWORD.toCharArray();
            Undo undo = desk.write(socks(proxy.port()), Optional.of(typed));

            assertEquals(0, typed[0], "what was typed is wiped");
            assertFalse(text().contains("pass: word"), "the password is in the vault alone");
            var reached = assertInstanceOf(WayCheck.Reached.class, desk.test("lab"));
            assertEquals(200, reached.status());
            assertEquals(proxy.port(), reached.proxy().orElseThrow().port());
            assertEquals(List.of("lab.local:8080"), proxy.asked());
            Network stored = desk.read();
            assertTrue(stored.password());
            assertEquals(String.valueOf(proxy.port()), stored.port());

            undo.run();
            assertEquals(BEFORE, text());
            assertEquals(0, secrets(), "what was sealed is gone");
            assertEquals(Network.STANDARD, desk.read());
        }
    }

    @Test
    void keepsThePasswordIfNoOtherIsGivenAndForgetsTheOneBefore() throws Exception {
        desk.write(socks(1), Optional.of("first".toCharArray()));
        desk.write(socks(2), Optional.empty());
        assertEquals(Optional.of("first"), password());

        desk.write(socks(2), Optional.of("second".toCharArray()));
        desk.write(socks(3), Optional.empty());
        assertEquals(Optional.of("second"), password());
        assertEquals(1, secrets());
    }

    @Test
    void keepsWhatElseTheFileSays() throws Exception {
        desk.write(
                new Network(Proxied.NONE, "", "", "", false, "", Trusted.SYSTEM, ""),
                Optional.empty());

        assertTrue(text().startsWith(BEFORE), text());
        assertEquals(Trusted.SYSTEM, desk.read().trusted());
        assertEquals(Proxied.NONE, desk.read().proxied());
    }

    @Test
    void refusesWhatCannotBeRight() throws Exception {
        var e =
                assertThrows(
                        NetworkException.class,
                        () ->
                                desk.write(
                                        new Network(
                                                Proxied.HTTP,
                                                "not a host",
                                                "",
                                                "ada",
                                                false,
                                                "",
                                                Trusted.BUNDLED,
                                                ""),
                                        Optional.of("secret".toCharArray())));

        assertTrue(String.valueOf(e.getMessage()).contains("no proxy's address"), e.getMessage());
        assertEquals(BEFORE, text());
        assertEquals(0, secrets(), "nothing stays sealed");
    }

    @Test
    void saysThatTheVaultIsLocked() throws Exception {
        vault.lock();

        assertThrows(
                NetworkException.class,
                () -> desk.write(socks(1), Optional.of("secret".toCharArray())));
        assertEquals(BEFORE, text());
    }

    private static Network socks(int port) {
        return new Network(
                Proxied.SOCKS5,
                "127.0.0.1",
                String.valueOf(port),
                "ada",
                false,
                "intern.example 10.0.0.0/8",
                Trusted.BUNDLED,
                "");
    }

    private Optional<String> password() throws Exception {
        return gateway.settings(home.gatewayFile()).settings().outbound().way()
                        instanceof Way.By(var proxy)
                ? proxy.login().map(Login::password)
                : Optional.empty();
    }

    private int secrets() {
        return vault.list().size();
    }

    private String text() throws IOException {
        return Files.readString(home.gatewayFile());
    }
}
