package dev.understudy.sandbox;

import dev.understudy.sandbox.Script.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The sixteen faults of a public catalogue of provider failures, S01 to S16, as models `fb-s01…`,
/// and the healthy `fb-ok` and `fb-ok-noprefill`.
///
/// All that answer say the same sixty words; asked to go on from their beginning, only the rest.
final class FailureCatalogue {
    private static final int LENGTH = 60;
    private static final String ANSWER = answer();
    private static final Pattern NAME = Pattern.compile("fb-s([0-9]{2})(-.*)?");
    private static final Step.Finish STOP = new Step.Finish("stop", "stop");

    private final Memory memory;

    FailureCatalogue(Memory memory) {
        this.memory = memory;
    }

    private static String answer() {
        var words = new StringBuilder("word1");
        for (int i = 2; i <= LENGTH; i++) {
            words.append(" word").append(i);
        }
        return words.toString();
    }

    /// @param attempt counts the calls of this model from 1
    Optional<Script> script(String name, ChatCall call, int attempt) {
        if (name.equals("fb-ok")) {
            return Optional.of(answer(call));
        }
        if (name.equals("fb-ok-noprefill")) {
            return Optional.of(
                    call.lastRole().equals("assistant")
                            ? refusal("400-prefill", call)
                            : answer(call));
        }
        var matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.ofNullable(fault(matcher.group(1), call, attempt))
                : Optional.empty();
    }

    private @Nullable Script fault(String number, ChatCall call, int attempt) {
        var timing = memory.timing();
        return switch (number) {
            case "01" -> attempt == 1 ? refusal("429-wait-2", call) : answer(call);
            case "02" -> refusal("429-bare", call);
            case "03" -> attempt == 1 ? refusal("500", call) : answer(call);
            case "04", "16" -> refusal("503", call);
            case "05" -> attempt == 1 ? Script.only(new Step.Reset()) : answer(call);
            case "06" -> Script.only(silence(timing.noResponse));
            case "07" -> {
                var steps = new ArrayList<Step>();
                steps.add(new Step.Head());
                steps.add(new Step.Pause(timing.slowFirst));
                steps.addAll(words(call, LENGTH));
                yield new Script(steps, STOP);
            }
            case "08", "14" -> {
                var steps = new ArrayList<>(words(call, Timing.CUT_AFTER));
                steps.add(new Step.Pause(timing.betweenPieces));
                yield new Script(steps, new Step.Cut());
            }
            case "09" -> new Script(words(call, Timing.STALL_AFTER), silence(timing.stall));
            case "10" -> {
                var steps = new ArrayList<>(words(call, Timing.MALFORMED_AT));
                var all = words(call, LENGTH);
                int sent = steps.size();
                steps.add(new Step.Malformed());
                steps.addAll(all.subList(sent, all.size()));
                yield new Script(steps, STOP);
            }
            case "11" -> answer(call).with(Delivery.NO_DONE);
            case "12" -> refusal("400-context", call);
            case "13" -> refusal("400-policy", call);
            case "15" ->
                    memory.sinceReset().compareTo(timing.flapDown) < 0
                            ? refusal("503", call)
                            : answer(call);
            default -> null;
        };
    }

    private Script answer(ChatCall call) {
        return new Script(words(call, LENGTH), STOP);
    }

    private static Step.Last silence(Duration length) {
        return new Step.Silence(length, Duration.ZERO);
    }

    private static Script refusal(String fault, ChatCall call) {
        return FaultNames.named(fault, call.manner(), call.models().getFirst(), Instant.now())
                .map(found -> Script.only(new Step.Fail(found)))
                .orElseThrow(() -> new IllegalStateException("no fault " + fault));
    }

    /// The first words of the answer, or of what is left of it; streamed, each a moment apart.
    private List<Step> words(ChatCall call, int limit) {
        String text = ANSWER;
        String begun = call.lastText().strip();
        if (call.lastRole().equals("assistant") && !begun.isEmpty() && text.startsWith(begun)) {
            text = text.substring(begun.length());
        }
        var steps = new ArrayList<Step>();
        int words = 0;
        for (String word : text.strip().split(" ", -1)) {
            if (word.isEmpty() || words == limit) {
                break;
            }
            if (words > 0 && call.streaming()) {
                steps.add(new Step.Pause(memory.timing().betweenPieces));
            }
            boolean first = words == 0 && text.length() == ANSWER.length();
            steps.add(new Step.Text(first ? word : " " + word));
            words++;
        }
        return steps;
    }
}
