package dev.understudy.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The faults to play in one request, so that a chain is seen to hold before it has to.
///
/// @param troubles by the step of the plan, from 1
public record Rehearsal(Map<Integer, Trouble> troubles) {
    /// No faults.
    public static final Rehearsal NONE = new Rehearsal(Map.of());

    /// The header a request carries it in.
    public static final String HEADER = "Understudy-Rehearse";

    /// What the ids of rehearsed requests begin with: nothing that is concluded from how requests
    /// went counts them.
    public static final String ID = "rh_";

    private static final int MOST = 99;
    private static final Pattern PART = Pattern.compile("(\\d{1,2})\\s*=\\s*(\\S+)");

    public Rehearsal {
        troubles = Map.copyOf(troubles);
        for (int step : troubles.keySet()) {
            if (step < 1 || step > MOST) {
                throw new IllegalArgumentException("no step of a plan: " + step);
            }
        }
    }

    /// A fault of one step.
    ///
    /// @param calls for how many calls of the step, from 1; empty for all of them
    public record Trouble(Fault fault, OptionalInt calls) {
        private static final Pattern WORD = Pattern.compile("([^\\s,]+?)(?:x([1-9]\\d?))?");

        public Trouble {
            if (calls.isPresent() && (calls.getAsInt() < 1 || calls.getAsInt() > MOST)) {
                throw new IllegalArgumentException("not a number of calls: " + calls.getAsInt());
            }
        }

        /// A fault that stays.
        public Trouble(Fault fault) {
            this(fault, OptionalInt.empty());
        }

        /// Reads what [#word()] writes.
        ///
        /// @throws IllegalArgumentException with the words there are
        public static Trouble parse(String word) {
            Matcher match = WORD.matcher(word);
            if (!match.matches()) {
                throw new IllegalArgumentException(
                        "\"%s\" is no fault to rehearse: the faults are %s"
                                .formatted(word, Fault.WORDS));
            }
            return new Trouble(
                    Fault.parse(match.group(1)),
                    match.group(2) == null
                            ? OptionalInt.empty()
                            : OptionalInt.of(Integer.parseInt(match.group(2))));
        }

        /// As it is written, such as `500x1`.
        public String word() {
            return fault.word() + (calls.isPresent() ? "x" + calls.getAsInt() : "");
        }

        /// Whether it is played in a call of its step.
        ///
        /// @param call counts from 1
        public boolean strikes(int call) {
            return calls.isEmpty() || call <= calls.getAsInt();
        }
    }

    /// One fault at one step, for all its calls.
    public static Rehearsal of(int step, Fault fault) {
        return new Rehearsal(Map.of(step, new Trouble(fault)));
    }

    /// Reads steps and faults such as `1=429, 2=timeout, 3=break@20`.
    ///
    /// @throws IllegalArgumentException with what is wrong and which words there are
    public static Rehearsal parse(String text) {
        var troubles = new TreeMap<Integer, Trouble>();
        for (String part : parts(text)) {
            Matcher match = PART.matcher(part);
            if (!match.matches()) {
                throw new IllegalArgumentException(
                        "\"%s\" is no fault to rehearse: write STEP=FAULT, the fault being %s"
                                .formatted(part, Fault.WORDS));
            }
            int step = Integer.parseInt(match.group(1));
            if (step < 1 || troubles.put(step, Trouble.parse(match.group(2))) != null) {
                throw new IllegalArgumentException(
                        "\"%s\": each step, from 1, has one fault".formatted(part));
            }
        }
        return new Rehearsal(troubles);
    }

    /// As a header says it; [#parse(String)] reads it back. Empty for none.
    public String header() {
        return new TreeMap<>(troubles)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue().word())
                        .collect(Collectors.joining(", "));
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
}
