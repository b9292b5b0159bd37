package dev.understudy.failures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.gateway.Http;
import dev.understudy.gateway.ScriptedProvider;
import dev.understudy.gateway.TestGateway;
import dev.understudy.sandbox.RecordedRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What others leave behind when callers leave, and what they never let go.
@Timeout(120)
final class LeavingBugsTest {
    private final TestGateway gateway = TestGateway.start();
    private final Http http = new Http(gateway);

    @AfterEach
    void stop() {
        http.close();
        gateway.close();
    }

    @Test
    void bug04_aCallerThatLeavesIsLeftByTheProviderToo() throws Exception {
        for (int i = 0; i < 50; i++) {
            abandon("hang-headers", false);
            abandon("hang-after-2", true);
        }
        await("the provider is left", () -> left().size() == 100);

        for (RecordedRequest request : left()) {
            assertTrue(
                    request.clientLeft().orElseThrow().compareTo(Duration.ofSeconds(2)) < 0,
                    request.clientLeft().toString());
        }
    }

    @Test
    void bug06_aThousandAbandonedStreamsLeaveNoSocketAndNoThread() throws Exception {
        for (int i = 0; i < 20; i++) {
            abandon("hang-after-2", true);
        }
        awaitIdle();
        long sockets = sockets();
        int threads = threads();
        gateway.sandbox().reset();

        for (int i = 0; i < 1000; i++) {
            abandon(i % 2 == 0 ? "hang-after-2" : "hang-headers", i % 2 == 0);
        }
        awaitIdle();

        await("sockets are back at " + sockets, () -> sockets() <= sockets + 5);
        await("threads are back at " + threads, () -> threads() <= threads + 5);
    }

    @Test
    void bug06_anAbandonedStreamDoesNoHarmToOthers() throws Exception {
        var answers = new ArrayList<CompletableFuture<Boolean>>();
        for (int i = 0; i < 100; i++) {
            abandon("hang-after-2", true);
            String mine = "my words " + i;
            answers.add(
                    http.sendLater(
                                    http.post(
                                            "{\"model\":\"sandbox:echo\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                                                    .formatted(mine)))
                            .thenApply(answer ->
                                    CallerWire.CHAT.whole(answer.body())
                                            && Http.text(answer.body()).contains(mine)));
        }
        for (CompletableFuture<Boolean> answer : answers) {
            assertTrue(answer.join());
        }
    }

    @Test
    void bug07_memoryDoesNotGrowWithTheRequests() throws Exception {
        String large = Http.prompt("lab:m", ",\"user\":\"%s\"".formatted("u".repeat(100_000)));
        try (var provider = new ScriptedProvider();
                var other =
                        TestGateway.start(
                                "providers: [{ id: lab, base_url: \"%s\" }]"
                                        .formatted(provider.base()));
                var calls = new Http(other)) {
            ask(calls, provider, large, 400);
            long before = used();

            ask(calls, provider, large, 400);

            long grown = used() - before;
            assertTrue(
                    grown < 8 * 1024 * 1024,
                    "400 requests of 100 kB left %,d bytes".formatted(grown));
        }
    }

    private static void ask(Http calls, ScriptedProvider provider, String body, int times)
            throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            if (i % 50 == 0) {
                provider.will(new ThreeWires());
            }
            assertEquals(200, calls.chat(body).statusCode());
        }
        provider.will(new ThreeWires());
    }

    /// Asks and hangs up: after the first event, or before anything came.
    private void abandon(String model, boolean begun) throws IOException {
        int before = gateway.sandbox().requests().size();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            String body = Http.prompt("sandbox:" + model, ",\"stream\":true");
            socket.getOutputStream()
                    .write(
                            "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nx-api-key: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                                    .formatted(gateway.key(), body.length(), body)
                                    .getBytes(StandardCharsets.UTF_8));
            if (begun) {
                var lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.UTF_8));
                while (!String.valueOf(lines.readLine()).startsWith("data: ")) {}
            } else {
                await("asked", () -> gateway.sandbox().requests().size() != before);
            }
        }
    }

    private List<RecordedRequest> left() {
        return gateway.sandbox().requests().stream()
                .filter(request -> request.clientLeft().isPresent())
                .toList();
    }

    private void awaitIdle() {
        await("nothing runs", () -> gateway.inFlight() == 0);
        await("the provider is left", () -> left().size() == gateway.sandbox().requests().size());
    }

    /// Open files, sockets among them, where the system tells; else 0.
    private static long sockets() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException _) {
            return 0;
        }
    }

    private static int threads() {
        return Thread.getAllStackTraces().size();
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "still waiting: " + what);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
