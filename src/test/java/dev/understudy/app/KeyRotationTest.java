package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.console.keys.KeyBook.Undo;
import dev.understudy.model.ApiKey;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.KeyCheck;
import dev.understudy.model.KeyId;
import dev.understudy.model.KeySlot;
import dev.understudy.model.KeySlot.Condition;
import dev.understudy.sandbox.SandboxServer;
import dev.understudy.settings.Problem;
import dev.understudy.settings.SettingsReader;
import dev.understudy.vault.FakeKeychain;
import dev.understudy.vault.Given;
import dev.understudy.vault.Keychain.Patience;
import dev.understudy.vault.Vault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Keys of a running gateway: what is changed holds for the next request, and harms none.
@Timeout(120)
final class KeyRotationTest {
    private static final int ROTATIONS = 100;
    private static final int CALLERS = 4;
    private static final KeyId MAIN = new KeyId("lab", "main");

    private final SandboxServer sandbox;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Gateway gateway;
    private final LiveSettings live;
    private final KeyRing ring;
    private final URI base;

    KeyRotationTest(@TempDir Path folder) throws Exception {
        sandbox = SandboxServer.start(0);
        Home home = Home.under(folder);
        Files.writeString(
                home.gatewayFile(),
                "server: { access: open, port: 0 }\nproviders: [{ id: lab, base_url: '%s' }]\n"
                        .formatted(sandbox.openAiBase()));
        Vault vault = Given.vault(home.vaultFile(), new FakeKeychain());
        vault.sealWithKeychain(Patience.BRIEF);
        gateway = GivenGateway.with(home, vault);
        GatewaySettings first = gateway.settings(home.gatewayFile()).settings();
        base = gateway.open(first, _ -> {});
        live =
                new LiveSettings(
                        gateway, home.gatewayFile(), UnaryOperator.identity(), new Silent());
        live.watch(first, home);
        ring = GatewayKeys.ring(gateway, home.gatewayFile(), live::reload);
    }

    @AfterEach
    void stop() throws IOException {
        ring.close();
        live.close();
        gateway.close(Duration.ZERO);
        http.shutdownNow();
        sandbox.close();
    }

    @Test
    void noRequestFailsWhileKeysAreRotated() throws Exception {
        ring.add("lab", "main", new ApiKey("sk-sandbox-first-0123456789"));
        var done = new AtomicBoolean();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<List<String>>>();
            for (int i = 0; i < CALLERS; i++) {
                boolean stream = i % 2 == 0;
                asked.add(callers.submit(() -> askUntil(done, stream)));
            }
            for (int i = 0; i < ROTATIONS; i++) {
                Undo undo = ring.rotate(MAIN, new ApiKey("sk-sandbox-rotated-%010d".formatted(i)));
                if (i % 10 == 0) {
                    undo.undo();
                }
            }
            done.set(true);
            for (Future<List<String>> answers : asked) {
                assertTrue(!answers.get().isEmpty());
                for (String answer : answers.get()) {
                    assertTrue(answer.startsWith("200"), answer);
                }
            }
        }
        assertEquals(
                "sk-sandbox-rotated-%010d".formatted(ROTATIONS - 1), ring.reveal(MAIN).reveal());
    }

    private List<String> askUntil(AtomicBoolean done, boolean stream) throws Exception {
        var answers = new ArrayList<String>();
        do {
            HttpResponse<String> answer = ask(stream);
            boolean whole = !stream || answer.body().contains("[DONE]");
            answers.add(answer.statusCode() + (whole ? "" : " cut") + answer.body());
            if (!whole) {
                answers.add("cut: " + answer.body());
            }
        } while (!done.get());
        return answers;
    }

    @Test
    void tellsOfRefusedAndLimitedKeysAndACheckEndsTheirRest() throws Exception {
        ring.add("lab", "main", new ApiKey("sk-wrong-0123456789abcdef"));
        assertTrue(ask(false).statusCode() >= 400);
        ring.refresh();
        assertEquals(new Condition.NeedsAttention("refused 401"), slot().condition());
        assertTrue(
                ring.check(MAIN) instanceof KeyCheck.Fails fails
                        && fails.cause() == KeyCheck.Cause.WRONG_KEY);
        assertTrue(slot().condition() instanceof Condition.NeedsAttention);

        ring.rotate(MAIN, new ApiKey("sk-limited-0123456789abcdef"));
        assertEquals(new Condition.Ready(), slot().condition());
        ask(false);
        assertTrue(
                slot().condition() instanceof Condition.Rests(_, var why)
                        && why.equals("rate limited"));

        gateway.health().works("lab", new ApiKey("sk-limited-0123456789abcdef"));
        assertEquals(new Condition.Ready(), slot().condition());
    }

    @Test
    void tellsWhenAKeyWasUsedAndWhatItSpent() throws Exception {
        ring.add("lab", "main", new ApiKey("sk-sandbox-first-0123456789"));
        assertTrue(slot().lastUsed().isEmpty());
        assertEquals(200, ask(false).statusCode());
        while (slot().lastUsed().isEmpty()) { // the journal gathers for half a second
            Thread.onSpinWait();
            ring.refreshUse();
        }
        assertEquals(slot().spentToday(), slot().spentThisMonth());
    }

    private KeySlot slot() {
        return ring.providers().stream()
                .filter(keys -> keys.id().equals("lab"))
                .findFirst()
                .orElseThrow()
                .keys()
                .getFirst();
    }

    private HttpResponse<String> ask(boolean stream) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"model\":\"lab:text\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                                                .formatted(stream)))
                        .build(),
                BodyHandlers.ofString());
    }

    /// Is told, and says nothing.
    private static final class Silent implements LiveSettings.Told {
        @Override
        public void taken(SettingsReader.Loaded loaded) {}

        @Override
        public void refused(List<Problem> problems) {
            throw new AssertionError(problems);
        }

        @Override
        public void moved(URI base) {}

        @Override
        public void stayed(GatewaySettings.ServerSettings wanted, IOException why) {}
    }
}
