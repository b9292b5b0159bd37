package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.console.access.AccessBook;
import dev.understudy.gateway.ScriptedProvider;
import dev.understudy.model.AccessTerms;
import dev.understudy.model.AccessTerms.Budget;
import dev.understudy.model.AccessTerms.Period;
import dev.understudy.model.AccessTerms.Rate;
import dev.understudy.model.AccessTerms.Scope;
import dev.understudy.model.AccessTerms.Spent;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.GatewaySettings.ServerSettings;
import dev.understudy.settings.Problem;
import dev.understudy.settings.SettingsReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Access keys of a running gateway, as the console and the command line manage them.
@Timeout(60)
final class AccessDeskTest {
    private static final AccessTerms BUDGET =
            new AccessTerms(
                    Scope.ALL,
                    Optional.empty(),
                    Rate.UNBOUNDED,
                    Optional.of(new Budget(new BigDecimal("0.001"), Period.DAY, Spent.STOP)));

    private final Home home;
    private final ScriptedProvider provider = new ScriptedProvider();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final LinkedBlockingQueue<Integer> changes = new LinkedBlockingQueue<>();
    private Gateway gateway;
    private LiveSettings live;
    private URI base;

    AccessDeskTest(@TempDir Path folder) throws Exception {
        home = Home.under(folder);
        Files.writeString(
                home.gatewayFile(),
                """
                server: { port: 0 }
                providers: [{ id: lab, base_url: "%s" }]
                chains: [{ id: first, targets: ["lab:m"] }]
                """
                        .formatted(provider.base()));
        gateway = GivenGateway.in(home);
        live = live();
        base = begin();
    }

    @AfterEach
    void stop() throws IOException {
        end();
        http.shutdownNow();
        provider.close();
    }

    private LiveSettings live() {
        return new LiveSettings(gateway, home.gatewayFile(), UnaryOperator.identity(), new Quiet());
    }

    private URI begin() throws Exception {
        GatewaySettings settings = gateway.settings(home.gatewayFile()).settings();
        URI opened = gateway.open(settings, _ -> {});
        live.watch(settings, home);
        return opened;
    }

    private void end() throws IOException {
        live.close();
        gateway.close(Duration.ofSeconds(5));
    }

    private void restart() throws Exception {
        end();
        gateway = GivenGateway.in(home);
        live = live();
        base = begin();
    }

    @Test
    void tellsWhoComesWithoutAKeyWhereNoneIsNeeded() throws Exception {
        AccessDesk desk = gateway.desk();
        var told = new LinkedBlockingQueue<Optional<AccessBook.Visitor>>();
        desk.onChange(() -> told.add(desk.visitor()));
        assertFalse(desk.open());
        knock("stranger/1");
        assertEquals(Optional.empty(), desk.visitor());

        Files.writeString(
                home.gatewayFile(),
                Files.readString(home.gatewayFile()).replace("port: 0", "port: 0, access: open"));
        gateway.use(gateway.settings(home.gatewayFile()).settings());
        assertTrue(desk.open());
        assertEquals(Optional.empty(), desk.visitor());

        knock("Understudy"); // the console itself
        knock("codex_cli_rs/0.1 (linux)");
        assertEquals("codex_cli_rs", next(told));
        knock("codex_cli_rs/0.2");
        knock("claude-cli/2.1");
        assertEquals("claude-cli", after("codex_cli_rs", told));
    }

    private static String after(
            String before, LinkedBlockingQueue<Optional<AccessBook.Visitor>> told)
            throws InterruptedException {
        String client = next(told);
        return client.equals(before) ? after(before, told) : client;
    }

    /// The settings may be taken up once more in between, which is told of, too.
    private static String next(LinkedBlockingQueue<Optional<AccessBook.Visitor>> told)
            throws InterruptedException {
        String last = "";
        for (Optional<AccessBook.Visitor> one = Optional.empty(); one.isEmpty(); ) {
            one = Objects.requireNonNull(told.poll(10, TimeUnit.SECONDS), "nobody came");
            last = one.map(AccessBook.Visitor::client).orElse("");
        }
        return last;
    }

    private void knock(String agent) throws Exception {
        provider.willSendJson(500, "{\"error\":{\"message\":\"no\"}}");
        http.send(
                HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
                        .header("User-Agent", agent)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"model\":\"lab:m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void putsAKeyInForceAtOnceAndTakesItBack() throws Exception {
        AccessBook.Created made = gateway.desk().create("agent", AccessTerms.UNBOUNDED);
        assertEquals(200, ask(made.secret()));
        assertFalse(made.toString().contains(made.secret()));

        AccessBook.Undo undo = gateway.desk().revoke(made.entry().id());
        assertEquals(401, ask(made.secret()));
        assertEquals(List.of(), gateway.desk().keys());
        assertThrows(IOException.class, () -> gateway.desk().revoke(made.entry().id()));
        assertThrows(
                IOException.class,
                () -> gateway.desk().change(made.entry().id(), "x", AccessTerms.UNBOUNDED));

        undo.undo();
        assertEquals(200, ask(made.secret()));
        assertEquals(made.entry().id(), gateway.desk().keys().getFirst().id());
    }

    @Test
    void changesTermsFromTheNextRequestOn() throws Exception {
        AccessBook.Created made = gateway.desk().create("agent", AccessTerms.UNBOUNDED);
        assertEquals(200, ask(made.secret()));

        var elsewhere =
                new AccessTerms(
                        new Scope(List.of(), List.of(), List.of("openrouter"), false),
                        Optional.empty(),
                        Rate.UNBOUNDED,
                        Optional.empty());
        gateway.desk().change(made.entry().id(), "renamed", elsewhere);

        assertEquals(403, ask(made.secret()));
        assertEquals("renamed", gateway.desk().keys().getFirst().name());
        assertEquals(elsewhere, gateway.desk().keys().getFirst().terms());
    }

    @Test
    void namesWhatScopesCanName() {
        assertEquals(List.of("first"), gateway.desk().names().chains());
        assertTrue(gateway.desk().names().providers().contains("lab"));
        assertEquals(Optional.of(base), gateway.desk().address());
    }

    @Test
    void takesUpWithinASecondWhatTheCommandLineDoes() throws Exception {
        gateway.desk().onChange(() -> changes.add(gateway.desk().keys().size()));

        String secret = command("access", "create", "agent").lines().toList().getLast();
        awaitKeys(1);
        assertEquals(200, ask(secret));

        command("access", "revoke", "agent");
        awaitKeys(0);
        assertEquals(401, ask(secret));
    }

    @Test
    void remembersWhatWasSpentWhenItIsStartedAnew() throws Exception {
        String secret = gateway.desk().create("agent", BUDGET).secret();
        assertEquals(200, ask(secret));
        restart();
        assertEquals(200, ask(secret));
        restart();
        assertEquals(200, ask(secret));
        restart();

        assertEquals(429, ask(secret));

        AccessBook.Entry entry = gateway.desk().keys().getFirst();
        assertEquals(0, entry.spent().compareTo(new BigDecimal("0.00126")), entry.toString());
        assertEquals(4, entry.requestsToday());
        assertEquals("codex", entry.client());
        String listed = command("access", "list");
        assertTrue(listed.contains("by codex  0.00126 USD spent this day, "), listed);
    }

    @Test
    void tellsOfAKeysFirstRequestAndOfItsPast() throws Exception {
        AccessDesk desk = gateway.desk();
        String secret = desk.create("agent", AccessTerms.UNBOUNDED).secret();
        assertEquals(Optional.empty(), desk.keys().getFirst().lastUsed());
        var clients = new LinkedBlockingQueue<String>();
        desk.onChange(() -> clients.add(desk.keys().getFirst().client()));
        assertEquals(200, ask(secret));
        await(clients, "codex");

        restart();
        AccessDesk later = gateway.desk();
        later.onChange(() -> clients.add("again " + later.keys().getFirst().client()));
        later.keys();

        await(clients, "again codex");
        assertEquals(1, later.keys().getFirst().requestsToday());
    }

    private static void await(LinkedBlockingQueue<String> told, String wanted)
            throws InterruptedException {
        for (String one = ""; !wanted.equals(one); ) {
            one = told.poll(10, TimeUnit.SECONDS);
            assertTrue(one != null, "never told: " + wanted);
        }
    }

    private void awaitKeys(int count) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        for (int seen = -1; seen != count; ) {
            Integer next = changes.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertTrue(next != null, "not taken up in time");
            seen = next;
        }
    }

    private String command(String... arguments) {
        var out = new StringWriter();
        var all = new java.util.ArrayList<>(List.of("--home", home.config().toString()));
        all.addAll(List.of(arguments));
        var err = new StringWriter();
        assertEquals(
                0,
                Main.run(
                        all.toArray(String[]::new),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true)),
                err.toString());
        return out.toString();
    }

    private int ask(String secret) throws IOException, InterruptedException {
        provider.willSendJson(
                200,
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"ok\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":3,\"cost\":0.00042}}");
        return http.send(
                        HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
                                .header("Content-Type", "application/json")
                                .header("Authorization", "Bearer " + secret)
                                .header("User-Agent", "codex/0.9")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"model\":\"lab:m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    /// Nobody listens.
    private static final class Quiet implements LiveSettings.Told {
        @Override
        public void taken(SettingsReader.Loaded loaded) {}

        @Override
        public void refused(List<Problem> problems) {}

        @Override
        public void moved(URI now) {}

        @Override
        public void stayed(ServerSettings wanted, IOException why) {}
    }
}
