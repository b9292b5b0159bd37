package dev.understudy.translate;

import dev.understudy.model.Delta;
import dev.understudy.model.Usage;
import dev.understudy.model.Wire;
import dev.understudy.sse.SseEvent;
import dev.understudy.sse.SseReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A stream as a provider sent it, and what it says: taken from its JSON by hand, not by our
/// readers.
///
/// @param comments how many it holds
/// @param sources how many it cites
/// @param finish in the words of chat completions
/// @param error the message of the error it ends with
public record Recorded(
        String stream,
        Wire wire,
        int comments,
        String text,
        String thinking,
        String refusal,
        List<Call> calls,
        int sources,
        Optional<String> finish,
        Optional<Usage> usage,
        Optional<String> error) {
    private static final String FOLDER = "/dev/understudy/streams/";

    public record Call(String id, String name, String arguments) {}

    public static List<Recorded> all() {
        var all = new ArrayList<Recorded>();
        JsonMapper.shared()
                .readTree(resource("expected.json"))
                .forEach(node -> all.add(read(node)));
        return all;
    }

    /// Those that are complete answers.
    public static List<Recorded> whole() {
        return all().stream().filter(recorded -> recorded.error().isEmpty()).toList();
    }

    public static Recorded of(String stream) {
        return all().stream()
                .filter(recorded -> recorded.stream().equals(stream))
                .findFirst()
                .orElseThrow();
    }

    /// The stream itself.
    public byte[] bytes() {
        return resource(stream + ".sse");
    }

    /// Its events without the comments.
    List<WireEvent> events() {
        var events = new ArrayList<WireEvent>();
        try (var reader = new SseReader(new ByteArrayInputStream(bytes()), 1024 * 1024)) {
            for (var event = reader.next(); event.isPresent(); event = reader.next()) {
                if (event.get() instanceof SseEvent.Message(var label, var data)) {
                    events.add(new WireEvent(label, data));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }

    /// The same answer in one piece, on its own wire.
    public byte[] body() {
        var deltas = new ArrayList<Delta>();
        DeltaReader reader = DeltaReader.of(wire, 1);
        try {
            for (WireEvent event : events()) {
                deltas.addAll(reader.event(event.name(), event.data()));
            }
        } catch (MalformedJsonException e) {
            throw new UncheckedIOException(e);
        }
        if (wire != Wire.MESSAGES || refusal.isEmpty()) {
            return PlayedAnswer.on(wire).whole(deltas);
        }
        deltas.removeIf(Delta.Refusal.class::isInstance);
        ObjectNode body =
                (ObjectNode) JsonMapper.shared().readTree(PlayedAnswer.on(wire).whole(deltas));
        body.putObject("stop_details").put("type", "refusal").put("explanation", refusal);
        return JsonMapper.shared().writeValueAsBytes(body);
    }

    private static byte[] resource(String name) {
        try (InputStream in = Recorded.class.getResourceAsStream(FOLDER + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Recorded read(JsonNode node) {
        var calls = new ArrayList<Call>();
        node.path("calls")
                .forEach(call ->
                        calls.add(
                                new Call(
                                        call.path("id").asString(),
                                        call.path("name").asString(),
                                        call.path("arguments").asString())));
        return new Recorded(
                node.path("stream").asString(),
                Wire.valueOf(node.path("wire").asString()),
                node.path("comments").asInt(),
                node.path("text").asString(""),
                node.path("thinking").asString(""),
                node.path("refusal").asString(""),
                calls,
                node.path("sources").asInt(0),
                Optional.ofNullable(node.path("finish").asString(null)),
                node.has("usage") ? Optional.of(usage(node.path("usage"))) : Optional.empty(),
                Optional.ofNullable(node.path("error").asString(null)));
    }

    private static Usage usage(JsonNode node) {
        return new Usage(
                node.path("input").asLong(),
                node.path("output").asLong(),
                node.path("cached").asLong(),
                node.path("written").asLong(),
                node.path("reasoning").asLong(),
                Optional.ofNullable(node.path("cost").asString(null)).map(BigDecimal::new));
    }

    @Override
    public String toString() {
        return stream;
    }
}
