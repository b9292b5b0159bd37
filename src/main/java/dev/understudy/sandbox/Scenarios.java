package dev.understudy.sandbox;

import dev.understudy.sandbox.Script.Delivery;
import dev.understudy.sandbox.Script.UsageShape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What each of the sandbox's models does.
///
/// The last segment of a model's name chooses: `fake/text` and `text` are one. A suffix such as
/// `@50` sets the pace in pieces a second; without one an answer comes at full speed.
final class Scenarios {
    /// Those worth showing in a list of models, each in its plainest form.
    static final List<String> NAMES =
            List.of(
                    "demo",
                    "text",
                    "text-200@50",
                    "echo",
                    "reasoning",
                    "tool",
                    "tools-parallel",
                    "tool-quirks",
                    "annotations",
                    "image",
                    "length",
                    "content-filter",
                    "refusal",
                    "empty",
                    "keepalive",
                    "slow-first",
                    "usage-a",
                    "usage-b",
                    "usage-c",
                    "no-usage",
                    "split-bytes",
                    "gzip",
                    "error-400",
                    "error-400-context",
                    "error-401",
                    "error-402",
                    "error-403-moderation",
                    "error-404",
                    "error-429",
                    "error-429-free-daily",
                    "error-429-wait-2",
                    "error-500",
                    "error-502",
                    "error-503",
                    "error-529",
                    "error-in-200",
                    "error-in-200-first",
                    "error-in-200-after-text",
                    "drop-before",
                    "drop-after-20",
                    "reset-before",
                    "reset-after-20",
                    "hang-headers",
                    "hang-after-20",
                    "hang-after-20-comments",
                    "html-502",
                    "html-200",
                    "bad-json",
                    "bad-event-10",
                    "no-done",
                    "wrong-content-type",
                    "flaky-2",
                    "fb-ok",
                    "fb-ok-noprefill");

    static final Step.Finish STOP = new Step.Finish("stop", "stop");
    static final int DEFAULT_WORDS = 60;
    private static final int KEEPALIVES = 17;
    private static final double DEMO_PACE = 60;
    private static final String PIXEL =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
                    + "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private final Memory memory;
    private final FailureCatalogue failures;
    private final Breakages breakages;

    Scenarios(Memory memory) {
        this.memory = memory;
        this.failures = new FailureCatalogue(memory);
        this.breakages = new Breakages(memory);
    }

    /// The script of a model, or empty if it is none of the sandbox's.
    ///
    /// @param attempt counts the calls of this model from 1
    /// @param attemptWithKey counts those with this key alone
    Optional<Script> script(String model, ChatCall call, int attempt, int attemptWithKey) {
        String slug = model.substring(model.lastIndexOf('/') + 1).strip().toLowerCase(Locale.ROOT);
        int variant = slug.indexOf(':');
        String name = variant > 0 ? slug.substring(0, variant) : slug;
        int at = name.lastIndexOf('@');
        if (at < 0) {
            return unpaced(name, model, call, attempt, attemptWithKey);
        }
        return Numbers.seconds(name, at + 1)
                .filter(Duration::isPositive)
                .flatMap(rate ->
                        unpaced(name.substring(0, at), model, call, attempt, attemptWithKey)
                                .map(script -> paced(script, rate.toNanos() / 1e9)));
    }

    /// The answer of any model that is none of the sandbox's own.
    Script demo(ChatCall call) {
        return paced(new Script(texts(Demo.pieces(call.prompt())), STOP), DEMO_PACE);
    }

    private Optional<Script> unpaced(
            String name, String model, ChatCall call, int attempt, int attemptWithKey) {
        if (name.startsWith("fb-")) {
            return failures.script(name, call, attempt);
        }
        var talk = talk(name, call);
        if (talk.isPresent()) {
            return talk;
        }
        if (name.startsWith("error-") && !name.startsWith("error-in-")) {
            return FaultNames.named(
                            name.substring("error-".length()), call.manner(), model, Instant.now())
                    .map(fault -> Script.only(new Step.Fail(fault)));
        }
        return breakages.script(name, call, attemptWithKey);
    }

    /// The models that give an answer.
    private Optional<Script> talk(String name, ChatCall call) {
        return Optional.ofNullable(
                switch (name) {
                    case "demo" -> demo(call);
                    case "text" -> text(call);
                    case "echo" -> new Script(texts(List.of(Json.text(call.received()))), STOP);
                    case "keepalive" -> keepalive(call);
                    case "reasoning" -> reasoning(call);
                    case "tool" -> tools(call, new ToolCalls(call).inPieces(0));
                    case "tools-parallel" -> {
                        var steps = new ArrayList<>(new ToolCalls(call).inPieces(0));
                        steps.addAll(new ToolCalls(call).inPieces(1));
                        yield tools(call, steps);
                    }
                    case "tool-quirks" -> tools(call, new ToolCalls(call).quirks());
                    case "usage-a" -> text(call).with(UsageShape.EMPTY_DELTA);
                    case "usage-b" -> text(call).with(UsageShape.NO_CHOICES);
                    case "usage-c" -> text(call).with(UsageShape.REPEATED_CHOICE);
                    case "no-usage" -> text(call).with(UsageShape.NONE);
                    case "no-done" -> text(call).with(Delivery.NO_DONE);
                    case "gzip" -> text(call).with(Delivery.GZIP);
                    case "wrong-content-type" -> text(call).with(Delivery.MISLABELLED);
                    case "split-bytes" ->
                            new Script(
                                            texts(
                                                    Words.pieces(
                                                            "Grüße aus Zürich, 東京 und 🎭 für alle, die Bytes zählen: Ende gut, alles gut")),
                                            STOP)
                                    .with(Delivery.SPLIT);
                    case "annotations" -> annotations(call);
                    case "image" ->
                            new Script(
                                    List.of(new Step.Text("Here it is."), new Step.Image(PIXEL)),
                                    STOP);
                    case "length" ->
                            new Script(words(call, 10), new Step.Finish("length", "max_tokens"));
                    case "content-filter" ->
                            new Script(
                                    words(call, 5),
                                    new Step.Finish("content_filter", "content_filter"));
                    case "refusal" ->
                            new Script(
                                    Words.pieces("I cannot help with that.").stream()
                                            .<Step>map(Step.Refusal::new)
                                            .toList(),
                                    new Step.Finish("stop", "refusal"));
                    case "empty" -> Script.only(STOP);
                    default -> {
                        var count = Numbers.after("text-", name);
                        yield count.isPresent()
                                ? new Script(words(call, count.getAsInt()), STOP)
                                : null;
                    }
                });
    }

    static Script text(ChatCall call) {
        return new Script(words(call, DEFAULT_WORDS), STOP);
    }

    private Script keepalive(ChatCall call) {
        var steps = new ArrayList<Step>();
        steps.add(new Step.Head());
        for (int i = 1; i < KEEPALIVES; i++) {
            steps.add(new Step.Pause(memory.timing().betweenComments));
            steps.add(new Step.Comment("OPENROUTER PROCESSING"));
        }
        steps.addAll(words(call, DEFAULT_WORDS));
        return new Script(steps, STOP);
    }

    private static Script reasoning(ChatCall call) {
        var steps = new ArrayList<Step>();
        Words.pieces("The question is clear. A short answer will do.")
                .forEach(piece -> steps.add(new Step.Reasoning(piece)));
        steps.add(new Step.Signature("c2FuZGJveC1zaWduYXR1cmU="));
        steps.addAll(words(call, 20));
        return new Script(steps, STOP);
    }

    /// Calls tools, unless their results are already there.
    private static Script tools(ChatCall call, List<Step> calls) {
        return call.lastRole().equals("tool")
                ? text(call)
                : new Script(calls, new Step.Finish("tool_calls", "tool_use"));
    }

    private static Script annotations(ChatCall call) {
        var steps = words(call, 10);
        steps.add(new Step.Citation("https://example.com/stage", "The stage", 0, 10));
        steps.add(new Step.Citation("https://example.com/wings", "The wings", 11, 20));
        return new Script(steps, STOP);
    }

    static List<Step> words(ChatCall call, int count) {
        return texts(Words.from(call.opening(), count));
    }

    private static List<Step> texts(List<String> pieces) {
        var steps = new ArrayList<Step>(pieces.size());
        pieces.forEach(piece -> steps.add(new Step.Text(piece)));
        return steps;
    }

    /// The same with a pause before each piece but the first, instead of those it has there.
    private static Script paced(Script script, double piecesPerSecond) {
        var pause = new Step.Pause(Duration.ofNanos((long) (1e9 / piecesPerSecond)));
        var steps = new ArrayList<Step>(2 * script.steps().size());
        boolean first = true;
        for (Step step : script.steps()) {
            if (step instanceof Step.Pause && !first) {
                continue;
            }
            if (step instanceof Step.Content) {
                if (!first) {
                    steps.add(pause);
                }
                first = false;
            }
            steps.add(step);
        }
        return new Script(steps, script.last(), script.usage(), script.delivery());
    }
}
