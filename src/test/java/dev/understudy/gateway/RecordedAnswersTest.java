package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.exception.ContentFilteredException;
import dev.understudy.gateway.RealClients.Client;
import dev.understudy.model.Usage;
import dev.understudy.translate.Recorded;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every answer that a provider really sent says the same to the program behind each of the clients
/// people use, whatever wires the provider and the client speak, in pieces and in one.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RecordedAnswersTest {
    /// A recording and the client it is read by.
    record Way(Recorded recorded, Client client) {
        /// Where the gateway finds the recording's provider.
        String model() {
            return switch (recorded.wire()) {
                case CHAT_COMPLETIONS -> "chat:m";
                case RESPONSES -> "responses:m";
                case MESSAGES -> "claude:m";
            };
        }

        @Override
        public String toString() {
            return recorded + " by " + client;
        }
    }

    private final ScriptedProvider provider = new ScriptedProvider();
    private TestGateway gateway;
    private RealClients clients;

    static Stream<Way> ways() {
        return ways(Recorded.whole().stream());
    }

    static Stream<Way> broken() {
        return ways(Recorded.all().stream().filter(recorded -> recorded.error().isPresent()));
    }

    private static Stream<Way> ways(Stream<Recorded> recorded) {
        return recorded.flatMap(
                stream -> Arrays.stream(Client.values()).map(by -> new Way(stream, by)));
    }

    @BeforeAll
    void start() {
        gateway =
                TestGateway.start(
                        """
                        providers:
                          - { id: chat, base_url: "http://127.0.0.1:%1$d/v1" }
                          - { id: responses, base_url: "http://127.0.0.1:%1$d/v1", supported_api_surfaces: [{ format: openai, surface: responses }] }
                          - { id: claude, base_url: "http://127.0.0.1:%1$d/v1", supported_api_surfaces: [{ format: anthropic, surface: messages }] }
                        """
                                .formatted(provider.base().getPort()));
        clients = new RealClients(gateway);
    }

    @AfterAll
    void stop() {
        clients.close();
        gateway.close();
        provider.close();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void sayTheSameInPieces(Way way) throws Exception {
        byte[] stream = way.recorded().bytes();
        provider.willSplit(stream, stream.length / 2);

        assertSays(way, clients.streamed(way.client(), way.model()));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void sayTheSameInOne(Way way) throws Exception {
        provider.willSendJson(200, new String(way.recorded().body(), StandardCharsets.UTF_8));
        if (way.client() == Client.LANGCHAIN4J && !way.recorded().refusal().isEmpty()) {
            assertThrows(
                    ContentFilteredException.class, () -> clients.whole(way.client(), way.model()));
            return;
        }

        assertSays(way, clients.whole(way.client(), way.model()));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void areReportedAsFailedIfTheyEndInAnError(Way way) {
        byte[] stream = way.recorded().bytes();
        provider.willSplit(stream, stream.length / 2);

        Exception reported =
                assertThrows(Exception.class, () -> clients.streamed(way.client(), way.model()));

        String told = way.recorded().error().orElseThrow();
        assertTrue(
                reported.toString().contains(told.substring(0, 19)),
                () -> way + " is told " + reported);
    }

    private static void assertSays(Way way, ReadAnswer read) {
        Recorded recorded = way.recorded();
        boolean apart =
                way.client() == Client.OPENAI_CHAT || way.client() == Client.OPENAI_RESPONSES;
        assertEquals(
                recorded.text(), apart ? read.text() : read.text().replace(recorded.refusal(), ""));
        assertEquals(apart ? recorded.refusal() : "", read.refusal());
        assertEquals(recorded.calls().size(), read.calls().size());
        for (int i = 0; i < read.calls().size(); i++) {
            Recorded.Call expected = recorded.calls().get(i);
            Recorded.Call call = read.calls().get(i);
            assertEquals(expected.id(), call.id());
            assertEquals(expected.name(), call.name());
            assertEquals(json(expected.arguments()), json(call.arguments()));
        }
        assertEquals(recorded.finish().orElseThrow(), read.finish());
        Optional<Usage> usage = recorded.usage();
        if (usage.isPresent()) {
            assertEquals(usage.map(Usage::input), read.input());
            assertEquals(usage.map(Usage::output), read.output());
        }
    }

    private static JsonNode json(String text) {
        return Http.json(text);
    }
}
