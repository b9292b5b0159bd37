package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.gateway.ScriptedProvider;
import dev.understudy.gateway.ScriptedProvider.Received;
import dev.understudy.journal.Filter;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.GatewaySettings.ServerSettings;
import dev.understudy.model.Trace;
import dev.understudy.model.Usage;
import dev.understudy.settings.Problem;
import dev.understudy.settings.SettingsReader;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a running gateway must not forget when its settings change, or when it ends.
@Timeout(60)
final class RestsAndCostsLastTest {
    private static final String KEYS =
            "[{ id: a, value: key-a-00000001 }, { id: b, value: key-b-00000001 }]";

    private final Home home;
    private final ScriptedProvider provider = new ScriptedProvider();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Semaphore taken = new Semaphore(0);
    private final Gateway gateway;
    private final LiveSettings live;
    private final URI base;

    RestsAndCostsLastTest(@TempDir Path folder) throws Exception {
        home = Home.under(folder);
        write(KEYS, "first");
        gateway = GivenGateway.in(home);
        GatewaySettings first = gateway.settings(home.gatewayFile()).settings();
        base = gateway.open(first, _ -> {});
        live =
                new LiveSettings(
                        gateway, home.gatewayFile(), UnaryOperator.identity(), new Listener());
        live.watch(first, home);
    }

    @AfterEach
    void stop() throws IOException {
        live.close();
        gateway.close(Duration.ZERO);
        http.shutdownNow();
        provider.close();
    }

    @Test
    void bug21_aRestBeginsAtOnceAndOutlivesAReload() throws Exception {
        provider.will(RestsAndCostsLastTest::limitTheFirstKey);

        assertEquals(200, ask("first"));
        assertEquals(List.of("key-a-00000001", "key-b-00000001"), keys());

        provider.will(RestsAndCostsLastTest::limitTheFirstKey);
        assertEquals(200, ask("first"));
        assertEquals(List.of("key-b-00000001"), keys());

        write(
                "[{ id: renamed, value: key-a-00000001, weight: 3 }, { id: b, value: key-b-00000001 }]",
                "second");
        assertTrue(taken.tryAcquire(10, TimeUnit.SECONDS));

        provider.will(RestsAndCostsLastTest::limitTheFirstKey);
        assertEquals(200, ask("second"));
        assertEquals(List.of("key-b-00000001"), keys());
    }

    @Test
    void bug24_whatARequestCostIsKeptWithItAndIsNeverWorkedOutAnew() throws Exception {
        provider.willSendJson(
                200,
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"ok\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":3,\"cost\":0.00042}}");
        assertEquals(200, ask("first"));

        write(KEYS, "second");
        assertTrue(taken.tryAcquire(10, TimeUnit.SECONDS));
        gateway.close(Duration.ofSeconds(5));

        try (Gateway later = GivenGateway.in(home)) {
            Trace kept = later.journal().latest(Filter.ALL, 10).getFirst();
            Usage usage = kept.usage().orElseThrow();
            assertEquals(new BigDecimal("0.00042"), usage.cost().orElseThrow());
            assertEquals(12, usage.input());
            assertEquals("lab:m", kept.served().orElseThrow().toString());
        }
    }

    private static void limitTheFirstKey(Received request, OutputStream out) throws IOException {
        String answer =
                key(request).startsWith("key-a")
                        ? "HTTP/1.1 429 No\r\nConnection: close\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n"
                        : "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n{\"choices\":[{\"message\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}";
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> keys() {
        return provider.received().stream().map(RestsAndCostsLastTest::key).toList();
    }

    private static String key(Received request) {
        return request.head()
                .lines()
                .filter(line -> line.startsWith("Authorization: Bearer "))
                .map(line -> line.substring(22))
                .collect(Collectors.joining());
    }

    private void write(String keys, String chain) throws IOException {
        Files.writeString(
                home.gatewayFile(),
                """
                server: { access: open, port: 0 }
                providers: [{ id: lab, base_url: "%s", api_keys: %s }]
                chains: [{ id: %s, targets: ["lab:m"] }]
                """
                        .formatted(provider.base(), keys, chain));
    }

    private int ask(String model) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                                                        .formatted(model)))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    /// Waits for settings to be in force.
    private final class Listener implements LiveSettings.Told {
        @Override
        public void taken(SettingsReader.Loaded loaded) {
            if (loaded.settings().chains().stream()
                    .anyMatch(chain -> chain.id().equals("second"))) {
                taken.release();
            }
        }

        @Override
        public void refused(List<Problem> problems) {}

        @Override
        public void moved(URI now) {}

        @Override
        public void stayed(ServerSettings wanted, IOException why) {}
    }
}
