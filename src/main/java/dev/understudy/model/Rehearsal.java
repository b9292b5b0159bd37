package dev.understudy.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The faults to play in one request, so that a chain is seen to hold before it has to.
///
/// @param faults by the step of the plan, from 1
public record Rehearsal(Map<Integer, Fault> faults) {
    /// No faults.
    public static final Rehearsal NONE = new Rehearsal(Map.of());

    private static final Pattern STEP =
            Pattern.compile("(\\d{1,2})\\s*=\\s*([a-z]+|\\d{3})(?:@(\\d{1,5}(?:\\.\\d{1,3})?))?");
    private static final String WORDS =
            "a status such as 429 or 429@2 (with a wait of 2 s), timeout, reset, empty, error, refusal,"
                    + " context, slow@SECONDS, break@EVENTS, stall@EVENTS, malformed@EVENTS";

    public Rehearsal {
        faults = Map.copyOf(faults);
    }

    /// What goes wrong at one step.
    public sealed interface Fault {
        /// The step fails before its first token, and its provider is not called.
        record Fails(Failure failure) implements Fault {}

        /// The step stays silent for as long as it may.
        record Silent() implements Fault {}

        /// The first token comes late.
        record Slow(Duration by) implements Fault {}

        /// The stream is cut after so many events.
        record Breaks(int after) implements Fault {}

        /// The stream falls silent after so many events.
        record Stalls(int after) implements Fault {}

        /// One event of the stream cannot be read.
        record Malformed(int event) implements Fault {}
    }

    /// Reads steps and faults such as `1=429, 2=timeout, 3=break@20`.
    ///
    /// @throws IllegalArgumentException with what is wrong and which words there are
    public static Rehearsal parse(String text) {
        var faults = new LinkedHashMap<Integer, Fault>();
        for (String part : parts(text)) {
            Matcher match = STEP.matcher(part);
            if (!match.matches()) {
                throw unknown(part);
            }
            int step = Integer.parseInt(match.group(1));
            Optional<Double> number = Optional.ofNullable(match.group(3)).map(Double::valueOf);
            if (step < 1 || faults.put(step, fault(match.group(2), number, part)) != null) {
                throw new IllegalArgumentException(
                        "\"%s\": each step, from 1, has one fault".formatted(part));
            }
        }
        return new Rehearsal(faults);
    }

    private static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ',') {
                String part = text.substring(from, i).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                from = i + 1;
            }
        }
        return parts;
    }

    private static Fault fault(String word, Optional<Double> number, String part) {
        int count = number.map(Double::intValue).orElse(0);
        return switch (word) {
            case "timeout" -> new Fault.Silent();
            case "reset" ->
                    fails(
                            FailureClass.UNREACHABLE,
                            0,
                            "the connection was reset",
                            Optional.empty());
            case "empty" -> fails(FailureClass.SERVER, 0, "the answer was empty", Optional.empty());
            case "error" ->
                    fails(FailureClass.SERVER, 0, "an error came inside a 200", Optional.empty());
            case "refusal" ->
                    fails(
                            FailureClass.CONTENT_REFUSED,
                            400,
                            "the prompt was refused",
                            Optional.empty());
            case "context" ->
                    fails(FailureClass.TOO_LONG, 400, "the prompt is too long", Optional.empty());
            case "slow" -> new Fault.Slow(Duration.ofMillis((long) (number.orElse(3.0) * 1000)));
            case "break" -> new Fault.Breaks(count);
            case "stall" -> new Fault.Stalls(count);
            case "malformed" -> new Fault.Malformed(count);
            default -> status(word, number, part);
        };
    }

    private static Fault status(String word, Optional<Double> number, String part) {
        if (!word.matches("[45]\\d\\d")) {
            throw unknown(part);
        }
        int status = Integer.parseInt(word);
        FailureClass kind =
                switch (status) {
                    case 401, 403 -> FailureClass.CREDENTIAL;
                    case 402 -> FailureClass.QUOTA;
                    case 404 -> FailureClass.MODEL_UNAVAILABLE;
                    case 408 -> FailureClass.TIMEOUT;
                    case 413 -> FailureClass.TOO_LONG;
                    case 429 -> FailureClass.RATE_LIMITED;
                    default -> status < 500 ? FailureClass.CALLER_FAULT : FailureClass.SERVER;
                };
        return fails(
                kind,
                status,
                "HTTP %d".formatted(status),
                number.map(seconds -> Duration.ofMillis((long) (seconds * 1000))));
    }

    private static Fault fails(
            FailureClass kind, int status, String what, Optional<Duration> retryAfter) {
        return new Fault.Fails(
                new Failure(
                        kind,
                        new ProviderError(status, "", "", "rehearsed: " + what),
                        retryAfter,
                        ""));
    }

    private static IllegalArgumentException unknown(String part) {
        return new IllegalArgumentException(
                "\"%s\" is no fault to rehearse: write STEP=FAULT, the fault being %s"
                        .formatted(part, WORDS));
    }
}
