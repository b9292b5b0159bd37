package dev.understudy.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The models that break, at once or after some words, and those that are slow or flaky.
final class Breakages {
    private final Memory memory;

    Breakages(Memory memory) {
        this.memory = memory;
    }

    /// @param attemptWithKey counts the calls of this model with this key from 1
    Optional<Script> script(String name, ChatCall call, int attemptWithKey) {
        if (name.startsWith("error-in-200")) {
            return errorInside(name, call);
        }
        var fault = fault(name, call);
        return fault.isPresent() ? fault : counted(name, call, attemptWithKey);
    }

    /// The models that break, at once or after some words.
    private Optional<Script> fault(String name, ChatCall call) {
        var forever = new Step.Silence(Timing.SILENCE, Duration.ZERO);
        var dropAfter = Numbers.after("drop-after-", name);
        if (dropAfter.isPresent()) {
            return Optional.of(begun(call, dropAfter.getAsInt(), new Step.Cut()));
        }
        var resetAfter = Numbers.after("reset-after-", name);
        if (resetAfter.isPresent()) {
            return Optional.of(begun(call, resetAfter.getAsInt(), new Step.Reset()));
        }
        boolean commenting = name.endsWith("-comments");
        var hangAfter = Numbers.after("hang-after-", name.replaceFirst("-comments$", ""));
        if (hangAfter.isPresent()) {
            var silence =
                    commenting
                            ? new Step.Silence(Timing.SILENCE, memory.timing().betweenIdleComments)
                            : forever;
            return Optional.of(begun(call, hangAfter.getAsInt(), silence));
        }
        var badEvent = Numbers.after("bad-event-", name);
        if (badEvent.isPresent()) {
            var steps = Scenarios.words(call, Scenarios.DEFAULT_WORDS);
            steps.add(Math.clamp(badEvent.getAsInt() - 1, 0, steps.size()), new Step.Malformed());
            return Optional.of(new Script(steps, Scenarios.STOP));
        }
        return Optional.ofNullable(
                switch (name) {
                    case "drop-before" -> Script.only(new Step.Cut());
                    case "reset-before" -> Script.only(new Step.Reset());
                    case "hang-headers" -> Script.only(forever);
                    case "html-502" -> Script.only(page(502, "502 Bad Gateway"));
                    case "html-200" -> Script.only(page(200, "Sign in to the network"));
                    case "bad-json" ->
                            Script.only(
                                    new Step.Page(
                                            200,
                                            call.streaming()
                                                    ? "text/event-stream"
                                                    : "application/json",
                                            call.streaming()
                                                    ? "data: {\"id\":\"gen-1\",\"choices\":[{\"de\n\n"
                                                    : "{\"id\":\"gen-1\",\"choices\":[{\"mess"));
                    default -> null;
                });
    }

    /// The models whose behaviour depends on a number in their name.
    private Optional<Script> counted(String name, ChatCall call, int attemptWithKey) {
        var flaky = Numbers.after("flaky-", name);
        if (flaky.isPresent()) {
            return Optional.of(
                    attemptWithKey <= flaky.getAsInt()
                            ? Script.only(new Step.Fail(Faults.plain(503, name)))
                            : Scenarios.text(call));
        }
        if (name.equals("slow-first") || name.equals("slow")) {
            return Optional.of(slow(call, memory.timing().slowFirst));
        }
        if (name.startsWith("slow-first-")) {
            return Numbers.seconds(name, "slow-first-".length()).map(wait -> slow(call, wait));
        }
        if (name.startsWith("slow-headers-")) {
            return Numbers.seconds(name, "slow-headers-".length())
                    .map(wait ->
                            after(
                                    new Step.Pause(wait),
                                    Scenarios.words(call, Scenarios.DEFAULT_WORDS)));
        }
        return Optional.empty();
    }

    private static Optional<Script> errorInside(String name, ChatCall call) {
        var fault = Faults.plain(502, call.models().getFirst());
        return Optional.ofNullable(
                switch (name) {
                    case "error-in-200" ->
                            Script.only(
                                    new Step.Page(
                                            200,
                                            "application/json",
                                            Json.text(fault.body(call.manner()))));
                    case "error-in-200-first" -> Script.only(new Step.FailInside(fault, "error"));
                    case "error-in-200-after-text" ->
                            new Script(
                                    Scenarios.words(call, 5), new Step.FailInside(fault, "error"));
                    case "error-in-200-after-text-null" ->
                            new Script(Scenarios.words(call, 5), new Step.FailInside(fault, ""));
                    default -> null;
                });
    }

    private static Script slow(ChatCall call, Duration wait) {
        var steps = Scenarios.words(call, Scenarios.DEFAULT_WORDS);
        steps.addFirst(new Step.Pause(wait));
        return after(new Step.Head(), steps);
    }

    private static Script begun(ChatCall call, int words, Step.Last last) {
        return after(new Step.Head(), Scenarios.words(call, words), last);
    }

    private static Script after(Step first, List<Step> steps) {
        return after(first, steps, Scenarios.STOP);
    }

    private static Script after(Step first, List<Step> steps, Step.Last last) {
        var all = new ArrayList<Step>(steps.size() + 1);
        all.add(first);
        all.addAll(steps);
        return new Script(all, last);
    }

    private static Step.Page page(int status, String title) {
        return new Step.Page(
                status,
                "text/html; charset=utf-8",
                "<html><head><title>%1$s</title></head><body><h1>%1$s</h1></body></html>"
                        .formatted(title));
    }
}
