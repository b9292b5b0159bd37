package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.GatewaySettings;
import dev.understudy.model.GatewaySettings.ServerSettings;
import dev.understudy.settings.Problem;
import dev.understudy.settings.SettingsReader;
import dev.understudy.upstream.ProxyServer;
import dev.understudy.vault.FakeKeychain;
import dev.understudy.vault.Given;
import dev.understudy.vault.Vault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A running gateway whose settings file is edited.
@Timeout(60)
final class LiveSettingsTest {
    private final Path folder;
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Vault vault;
    private final Gateway gateway;
    private final LiveSettings live;
    private final URI base;
    private UnaryOperator<GatewaySettings> overrides = UnaryOperator.identity();

    LiveSettingsTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        Home home = Home.under(folder);
        Files.writeString(home.gatewayFile(), "server: { access: open, port: 0 }\n");
        vault = Given.vault(home.vaultFile(), new FakeKeychain());
        gateway = GivenGateway.with(home, vault);
        GatewaySettings first = gateway.settings(home.gatewayFile()).settings();
        base = gateway.open(first, _ -> {});
        live =
                new LiveSettings(
                        gateway, home.gatewayFile(), s -> overrides.apply(s), new Listener());
        live.watch(first, home);
    }

    @AfterEach
    void stop() throws IOException {
        live.close();
        gateway.close(Duration.ZERO);
        http.shutdownNow();
    }

    @Test
    void takesAnEditUpWithinASecond() throws Exception {
        assertEquals(404, ask(base, "mine"));

        write(
                "server: { access: open, port: 0 }\nchains: [{ id: mine, targets: ['sandbox:text'] }]\n");

        assertEquals("taken", next());
        assertEquals(200, ask(base, "mine"));
    }

    @Test
    void keepsWhatRunsAfterABrokenEditAndMendsItself() throws Exception {
        write("sever: 1\n");

        assertTrue(next().startsWith("refused: line 1, column 1: there is no key"));
        assertEquals(200, ask(base, "sandbox:text"));

        write("server: { access: open, port: 0 }\n");
        assertEquals("taken", next());
    }

    @Test
    void refusesAStrategyThatIsWrong() throws Exception {
        write("server: { access: open, port: 0 }\nmodel_selection: { strategy: [ai.modls] }\n");

        String said = next();
        assertTrue(
                said.startsWith("refused: line 2, column 31: model_selection.strategy[0]"), said);
        assertTrue(said.endsWith("did you mean \"models\"?"), said);
        assertEquals(200, ask(base, "sandbox:text"));
    }

    @Test
    void listensWhereAnEditSays() throws Exception {
        int port = free();
        write("server: { access: open, port: %d }\n".formatted(port));

        assertEquals("taken", next());
        assertEquals("moved: http://127.0.0.1:%d/v1".formatted(port), next());
        assertEquals(
                200, ask(URI.create("http://127.0.0.1:%d/v1".formatted(port)), "sandbox:text"));
        assertNotEquals(port, base.getPort());
    }

    @Test
    void letsARunningAnswerEndWhereItBegan() throws Exception {
        HttpResponse<java.util.stream.Stream<String>> running =
                http.send(request(base, "sandbox:slow-first-3", true), BodyHandlers.ofLines());

        write("server: { access: open, port: %d }\n".formatted(free()));
        assertEquals("taken", next());
        assertTrue(next().startsWith("moved: "));

        List<String> lines = running.body().toList();
        assertTrue(lines.contains("data: [DONE]"), lines.toString());
    }

    @Test
    void staysWhereItIsIfThePortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            write(
                    "server: { access: open, port: %d }\nchains: [{ id: mine, targets: ['sandbox:text'] }]\n"
                            .formatted(taken.getLocalPort()));

            assertEquals("taken", next());
            assertEquals("stayed: " + taken.getLocalPort(), next());
            assertEquals(200, ask(base, "mine"));
        }
    }

    @Test
    void callsProvidersByAProxyThatAnEditNames() throws Exception {
        int sandbox =
                gateway.builtIn().stream()
                        .filter(provider -> provider.id().equals("sandbox"))
                        .findFirst()
                        .orElseThrow()
                        .baseUrl()
                        .getPort();
        String lab =
                "server: { access: open, port: 0 }\nproviders: [{ id: lab, base_url: 'http://lab.local:8080/v1' }]\n";
        try (var proxy = new ProxyServer(sandbox, Optional.empty())) {
            write(lab + "network: { proxy: 'socks5://127.0.0.1:%d' }\n".formatted(proxy.port()));
            assertEquals("taken", next());

            assertEquals(200, ask(base, "lab:text"));
            assertEquals(List.of("lab.local:8080"), proxy.asked());

            write(lab + "network: { proxy: none }\n");
            assertEquals("taken", next());
            ask(base, "lab:text");
            assertEquals(1, proxy.asked().size(), "it is called straight, or not at all");
        }
    }

    @Test
    void isNeverOpenToOtherMachines() throws Exception {
        overrides = settings -> settings.at("0.0.0.0", 0);

        write("server: { access: open }\n");

        assertTrue(next().startsWith("refused: access: open is for 127.0.0.1 only"));
    }

    @Test
    void takesUpASecretThatAnotherProgramAdds() throws Exception {
        char[] passphrase = "correct horse".toCharArray();
        vault.sealWithPassphrase(passphrase);
        write(
                "server: { access: open, port: 0 }\nproviders: [{ id: openai, api_keys: [{ value: \"${secrets.get('openrouter', 'main')}\" }] }]\n");
        assertTrue(awaitTold("left out").contains("understudy keys add openrouter main"));

        Vault other = Given.vault(folder.resolve("secrets.vault"), new FakeKeychain());
        other.unlock(passphrase);
        other.put(Given.name("main"), Given.bytes("sk-0123456789ab"));

        awaitTold("taken");
    }

    @Test
    void takesUpTheSecretsOfAVaultThatIsUnlocked() throws Exception {
        char[] passphrase = "correct horse".toCharArray();
        vault.sealWithPassphrase(passphrase);
        vault.put(Given.name("main"), Given.bytes("sk-0123456789ab"));
        vault.lock();
        write(
                "server: { access: open, port: 0 }\nproviders: [{ id: openai, api_keys: [{ value: \"${secrets.get('openrouter', 'main')}\" }] }]\n");
        assertTrue(awaitTold("left out").contains("is locked"));
        assertTrue(gateway.vaultObstacle().orElse("").contains(PassphraseFile.VARIABLE));

        vault.unlock(passphrase);
        assertEquals("taken", awaitTold("taken"));

        vault.lock();
        write(
                "server: { access: open, port: 0 }\nproviders: [{ id: openai, api_keys: [{ id: a, value: \"${secrets.get('openrouter', 'main')}\" }] }]\n");
        assertEquals("taken", awaitTold("taken"), "a key in use is not taken away");
    }

    private String awaitTold(String part) throws InterruptedException {
        String said = next();
        while (!said.contains(part)) {
            said = next();
        }
        return said;
    }

    private void write(String yaml) throws IOException {
        Files.writeString(folder.resolve("gateway.yaml"), yaml);
    }

    /// What was told next, without repetitions: an edit may be seen in two halves.
    private String next() throws InterruptedException {
        String said = told.poll(10, TimeUnit.SECONDS);
        assertNotNull(said);
        return said;
    }

    private int ask(URI at, String model) throws IOException, InterruptedException {
        return http.send(request(at, model, false), BodyHandlers.discarding()).statusCode();
    }

    private static HttpRequest request(URI at, String model, boolean stream) {
        return HttpRequest.newBuilder(URI.create(at + "/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                                        .formatted(model, stream)))
                .build();
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Writes down what it is told.
    private final class Listener implements LiveSettings.Told {
        @Override
        public void taken(SettingsReader.Loaded loaded) {
            told.add(
                    loaded.warnings().isEmpty()
                            ? "taken"
                            : "left out: " + loaded.warnings().getFirst());
        }

        @Override
        public void refused(List<Problem> problems) {
            told.add("refused: " + problems.getFirst());
        }

        @Override
        public void moved(URI now) {
            told.add("moved: " + now);
        }

        @Override
        public void stayed(ServerSettings wanted, IOException why) {
            told.add("stayed: " + wanted.port());
        }
    }
}
