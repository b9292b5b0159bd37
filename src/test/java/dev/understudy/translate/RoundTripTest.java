package dev.understudy.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.model.Conversation;
import dev.understudy.model.Conversation.AnswerFormat;
import dev.understudy.model.Conversation.Reasoning;
import dev.understudy.model.Conversation.Tool;
import dev.understudy.model.Conversation.ToolChoice;
import dev.understudy.model.Parameter;
import dev.understudy.model.Part;
import dev.understudy.model.Part.Source;
import dev.understudy.model.Target;
import dev.understudy.model.Turn;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Wire;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// A conversation written on any wire, and carried from there to any other, keeps its meaning.
final class RoundTripTest {
    private static final Target TARGET = new Target("lab", "claude-opus-4-6");
    private static final String CLOSED = "{\"type\":\"object\",\"additionalProperties\":false}";
    private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{}}";

    @Property(tries = 300)
    void keepsItsMeaning(
            @ForAll("conversations") Conversation said, @ForAll Wire first, @ForAll Wire second)
            throws Exception {
        Conversation there = read(first, write(first, said));
        Conversation further = read(second, write(second, there));

        assertEquals(meaning(said), meaning(there), first.toString());
        assertEquals(meaning(said), meaning(further), first + " to " + second);
    }

    @Property(tries = 300)
    void keepsItsMeaningAllTheWayRound(@ForAll("conversations") Conversation said)
            throws Exception {
        Conversation carried = said;
        for (Wire wire :
                List.of(
                        Wire.CHAT_COMPLETIONS,
                        Wire.RESPONSES,
                        Wire.MESSAGES,
                        Wire.CHAT_COMPLETIONS)) {
            carried = read(wire, write(wire, carried));

            assertEquals(meaning(said), meaning(carried), wire.toString());
        }
    }

    /// What matters of a conversation, apart from how it is cut into turns.
    private static List<Object> meaning(Conversation conversation) {
        var all = new ArrayList<>();
        for (Turn turn : conversation.turns()) {
            for (Part part : turn.parts()) {
                all.add(turn.role());
                all.add(part instanceof Part.Image(var source, _) ? source : part);
            }
        }
        all.add(conversation.tools());
        all.add(conversation.toolChoice());
        all.add(
                conversation.oneToolAtATime()
                        && !(conversation.toolChoice() instanceof ToolChoice.None));
        all.add(conversation.parameters());
        all.add(conversation.maxTokens());
        all.add(
                conversation.format() instanceof AnswerFormat.Schema schema
                        ? schema.schema() // no wire keeps all of the rest
                        : conversation.format());
        all.add(conversation.reasoning());
        all.add(conversation.user());
        all.add(conversation.streaming());
        return all;
    }

    @Provide
    Arbitrary<Conversation> conversations() {
        Arbitrary<List<Turn>> turns =
                Combinators.combine(texts(), exchange().list().ofMinSize(1).ofMaxSize(3), texts())
                        .as((system, exchanges, last) -> {
                            var all = new ArrayList<Turn>();
                            all.add(turn(Turn.Role.SYSTEM, system));
                            exchanges.forEach(all::addAll);
                            all.add(turn(Turn.Role.USER, last));
                            return all;
                        });
        Arbitrary<List<Tool>> tools =
                Combinators.combine(names(), texts(), Arbitraries.of(true, false))
                        .as((name, description, strict) ->
                                new Tool(name, ((Part.Text) description).text(), SCHEMA, strict))
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(3);
        return Combinators.combine(
                        turns,
                        tools,
                        manners(),
                        Arbitraries.of(true, false),
                        Arbitraries.of(
                                new AnswerFormat.Prose(),
                                new AnswerFormat.Schema("answer", "", CLOSED, false)),
                        Arbitraries.longs().between(1, 100_000),
                        Arbitraries.of(true, false))
                .as((said, can, manner, one, format, most, streaming) ->
                        new Conversation(
                                said,
                                can,
                                manner.choice(),
                                one,
                                manner.parameters(),
                                OptionalLong.of(most),
                                List.of(),
                                format,
                                manner.reasoning(),
                                Map.of(),
                                "me",
                                streaming,
                                List.of()));
    }

    /// What a request asks of a model that either thinks, or is forced and tuned.
    private record Manner(
            ToolChoice choice, Map<Parameter, BigDecimal> parameters, Reasoning reasoning) {}

    private static Arbitrary<Manner> manners() {
        Arbitrary<Manner> thinking =
                Arbitraries.of("low", "medium", "high")
                        .map(level ->
                                new Manner(
                                        new ToolChoice.Free(),
                                        Map.of(),
                                        new Reasoning.Effort(level)));
        Arbitrary<Manner> plain =
                Combinators.combine(
                                Arbitraries.of(
                                        new ToolChoice.Free(),
                                        new ToolChoice.Required(),
                                        new ToolChoice.None(),
                                        new ToolChoice.Named("f")),
                                Arbitraries.integers().between(1, 99))
                        .as((choice, temperature) ->
                                new Manner(
                                        choice,
                                        Map.of(
                                                Parameter.TEMPERATURE,
                                                BigDecimal.valueOf(temperature, 2)),
                                        new Reasoning.Usual()));
        return Arbitraries.oneOf(thinking, plain);
    }

    /// A question, and the answer to it: text, or calls and their results.
    private static Arbitrary<List<Turn>> exchange() {
        Arbitrary<List<Turn>> plain =
                Combinators.combine(question(), texts())
                        .as((asked, answered) ->
                                List.of(
                                        new Turn(Turn.Role.USER, asked),
                                        turn(Turn.Role.ASSISTANT, answered)));
        Arbitrary<List<Turn>> calling =
                Combinators.combine(question(), texts(), names(), arguments(), texts())
                        .as((asked, words, name, arguments, result) ->
                                List.of(
                                        new Turn(Turn.Role.USER, asked),
                                        new Turn(
                                                Turn.Role.ASSISTANT,
                                                List.of(
                                                        words,
                                                        new Part.ToolUse("c1", name, arguments),
                                                        new Part.ToolUse("c2", "g", "{}"))),
                                        new Turn(
                                                Turn.Role.USER,
                                                List.of(
                                                        new Part.ToolResult(
                                                                "c1", List.of(result), false),
                                                        new Part.ToolResult(
                                                                "c2", List.of(result), false))),
                                        turn(Turn.Role.ASSISTANT, words)));
        return Arbitraries.oneOf(plain, calling);
    }

    private static Arbitrary<List<Part>> question() {
        Arbitrary<Part> others =
                Arbitraries.of(
                        new Part.Image(new Source.Link("https://x/y.png"), ""),
                        new Part.Image(new Source.Inline("image/png", "AAAA"), ""),
                        new Part.Document(new Source.Inline("application/pdf", "BBBB"), "a.pdf"));
        return Combinators.combine(texts(), others.list().ofMaxSize(2))
                .as((text, more) -> {
                    var parts = new ArrayList<Part>(List.of(text));
                    parts.addAll(more);
                    return parts;
                });
    }

    private static Arbitrary<Part> texts() {
        return Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(20)
                .filter(text ->
                        !text.isBlank() && text.chars().noneMatch(c -> c >= 0xd800 && c < 0xe000))
                .map(Part.Text::new);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8);
    }

    private static Arbitrary<String> arguments() {
        return Arbitraries.of(
                        "{}",
                        "{\"a\":1}",
                        "{\"a\":\"\\u0007 \\\" ü\"}",
                        "{\"a\":[1.5,null,{\"b\":true}]}")
                .map(text -> {
                    try {
                        return Json.string(Json.read(text));
                    } catch (MalformedJsonException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static Turn turn(Turn.Role role, Part part) {
        return new Turn(role, List.of(part));
    }

    private static byte[] write(Wire wire, Conversation conversation)
            throws UntranslatableException {
        return Json.bytes(
                switch (wire) {
                    case CHAT_COMPLETIONS -> ChatRequestWriter.write(conversation, TARGET);
                    case RESPONSES -> ResponsesRequestWriter.write(conversation, TARGET);
                    case MESSAGES -> MessagesRequestWriter.write(conversation, TARGET);
                });
    }

    private static Conversation read(Wire wire, byte[] body) throws Exception {
        var root = Json.read(body, 0, body.length);
        return switch (wire) {
            case CHAT_COMPLETIONS -> ChatRequestReader.read(root);
            case RESPONSES -> ResponsesRequestReader.read(root);
            case MESSAGES -> MessagesRequestReader.read(root);
        };
    }
}
