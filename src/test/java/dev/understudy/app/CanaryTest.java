package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.Canary;
import dev.understudy.console.keys.KeyBook.Undo;
import dev.understudy.interchange.DotEnv;
import dev.understudy.interchange.DotEnv.Variable;
import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyId;
import dev.understudy.model.Provider;
import dev.understudy.settings.SettingsReader;
import dev.understudy.vault.FakeKeychain;
import dev.understudy.vault.Given;
import dev.understudy.vault.Keychain.Patience;
import dev.understudy.vault.KeychainUnavailableException.Reason;
import dev.understudy.vault.SecretName;
import dev.understudy.vault.Vault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Keys and passphrases that are easy to find: after all that can happen to a vault, no file, log,
/// answer or error holds one.
@Timeout(120)
final class CanaryTest {
    private static final String KEY = "sk-canary-4f9a1c77e0b2";
    private static final String ROTATED = "sk-canary-d81b6630aa95";
    private static final String RING = "gsk_canary-5b0de7713fa2-in-the-ring";
    private static final String HEADER = "header-canary-09e5c2f4";
    private static final List<String> PASSPHRASES =
            List.of("first canary passphrase", "second canary passphrase", "wrong canary guess");
    private static final List<Canary> CANARIES =
            Stream.concat(PASSPHRASES.stream(), Stream.of(KEY, ROTATED, HEADER, RING))
                    .map(Canary::new)
                    .toList();
    private static final String SETTINGS =
            """
            server: { access: open, port: 0 }
            headers: { x-lab: "${secrets.get('lab', 'header')}" }
            query_params: { lab: "${secrets.get('lab', 'header')}" }
            providers:
              - id: lab
                base_url: http://127.0.0.1:1/v1
                api_keys:
                  - { id: main, value: "${secrets.get('openrouter', 'main')}" }
                  - { id: gone, value: "${secrets.get('openrouter', 'gone')}" }
            """;

    @TempDir Path folder;
    private final FakeKeychain keychain = new FakeKeychain();
    private final List<String> said = new ArrayList<>();

    @Test
    void noFileLogAnswerOrErrorHoldsASecret() throws Exception {
        Home home = Home.under(folder);
        Logs.to(home.logFile());
        Files.writeString(home.gatewayFile(), SETTINGS);
        Vault vault = Given.vault(home.vaultFile(), keychain);
        vault.onChange(state -> said.add(state.toString()));

        fill(vault);
        manage(home, vault);
        serve(home, vault);
        lockAndFail(vault);
        damage(home, vault);
        said.add(vault.list() + " " + vault.state());
        vault.setAside();

        assertTrue(Files.size(home.logFile()) > 0, "failures are logged");
        try (var files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertTrue(all.size() > 5, all.toString());
            for (Path file : all) {
                lookFor(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        for (String text : said) {
            lookFor("what was said", text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void fill(Vault vault) throws Exception {
        vault.sealWithPassphrase(PASSPHRASES.get(0).toCharArray());
        vault.put(Given.name("first"), Given.bytes(KEY));
        vault.put(new SecretName("lab", "header"), Given.bytes(HEADER));
        vault.put(Given.name("first"), Given.bytes(ROTATED));
        vault.rename(Given.name("first"), Given.name("main"));
        fail(() -> {
            vault.rename(Given.name("main"), new SecretName("lab", "header"));
            return "";
        });
        vault.sealWithKeychain(Patience.BRIEF);
        vault.sealWithPassphrase(PASSPHRASES.get(1).toCharArray());
    }

    /// What people do with keys, and what goes wrong with that.
    private void manage(Home home, Vault vault) throws Exception {
        try (var keys = new GivenKeys(home, vault)) {
            Undo added = keys.ring.add("groq", "canary", new ApiKey(RING));
            said.add(keys.ring.providers().toString());
            said.add(keys.ring.recognise("GROQ_API_KEY=" + RING).toString());
            fail(() -> keys.ring.add("groq", "canary", new ApiKey(RING)));
            fail(() -> keys.ring.add("nobody", "canary", new ApiKey(RING)));
            fail(() ->
                    keys.ring.addProvider(
                            "far", "http://far.example/v1", Optional.of(new ApiKey(RING))));
            Undo rotated =
                    keys.ring.rotate(new KeyId("groq", "canary"), new ApiKey(RING + "-rotated"));
            said.add(keys.ring.providers().toString());
            rotated.undo();
            fail(() -> {
                rotated.undo();
                return "";
            });
            said.add(
                    new KeyImport(GivenKeys.BUILT_IN, (_, _) -> false)
                            .in(List.of(new Variable("GROQ_API_KEY", RING)))
                            .toString());
            fail(() -> DotEnv.read("GROQ_API_KEY='" + RING));
            fail(() -> DotEnv.read(RING));
            added.undo();
        }
        try (Gateway gateway = GivenGateway.with(home, vault)) {
            KeyProber prober = gateway.prober();
            for (Provider provider : gateway.builtIn().subList(0, 1)) {
                for (String key : List.of("sk-wrong", "sk-broke", "sk-limited", "sk-sandbox")) {
                    said.add(
                            prober.check(provider, Optional.of(new ApiKey(key + RING))).toString());
                }
            }
        }
        Files.writeString(home.gatewayFile(), SETTINGS);
    }

    /// A request with the key to a provider that is not there.
    private void serve(Home home, Vault vault) throws Exception {
        try (Gateway gateway = GivenGateway.with(home, vault);
                HttpClient http = HttpClient.newHttpClient()) {
            SettingsReader.Loaded loaded = gateway.settings(home.gatewayFile());
            assertEquals(1, loaded.warnings().size());
            assertEquals(
                    ROTATED,
                    loaded.settings().providers().getFirst().keys().getFirst().secret().reveal());
            said.add(loaded.toString());
            URI base = gateway.open(loaded.settings(), _ -> {});
            for (String path : List.of("/chat/completions", "/messages", "/responses")) {
                HttpRequest request =
                        HttpRequest.newBuilder(URI.create(base + path))
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"model\":\"lab:x\",\"max_tokens\":5,\"input\":\"hi\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"))
                                .build();
                var response = http.send(request, BodyHandlers.ofString());
                assertTrue(response.statusCode() >= 400);
                said.add(response.headers().map() + response.body());
            }
            said.add(gateway.traces().latest().toString());
            gateway.close(Duration.ofSeconds(5));
        }
    }

    private void lockAndFail(Vault vault) throws Exception {
        vault.lock();
        said.add(new VaultDoor(vault, List.of(new PassphraseFile(Map.of()))).open().orElseThrow());
        fail(() -> {
            vault.unlock(PASSPHRASES.get(2).toCharArray());
            return "";
        });
        fail(() -> vault.get(Given.name("main")));
        vault.unlock(PASSPHRASES.get(1).toCharArray());
        keychain.failWith(Reason.DEAD);
        fail(() -> {
            vault.sealWithKeychain(Patience.BRIEF);
            return "";
        });
        keychain.failWith(null);
    }

    private void damage(Home home, Vault vault) throws Exception {
        byte[] bytes = Files.readAllBytes(home.vaultFile());
        bytes[bytes.length / 2] ^= 1;
        Files.write(home.vaultFile(), bytes);
        said.add(
                new VaultDoor(Given.vault(home.vaultFile(), keychain), List.of())
                        .open()
                        .orElseThrow());
        fail(() -> {
            vault.reload();
            return "";
        });
        vault.restore();
    }

    /// Notes what is thrown.
    private void fail(Callable<?> call) {
        var text = new StringWriter();
        assertThrows(Exception.class, call::call).printStackTrace(new PrintWriter(text, true));
        said.add(text.toString());
    }

    private static void lookFor(String where, byte[] bytes) {
        Canary.assertNone(CANARIES, where, bytes);
    }
}
