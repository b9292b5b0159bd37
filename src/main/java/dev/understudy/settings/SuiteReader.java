package dev.understudy.settings;

import dev.understudy.model.Fault;
import dev.understudy.model.Play;
import dev.understudy.model.Rehearsal;
import dev.understudy.model.Rehearsal.Trouble;
import dev.understudy.model.RehearsalCase;
import dev.understudy.model.RehearsalCase.Expectation;
import dev.understudy.model.RehearsalCase.Verdict;
import dev.understudy.model.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a suite of rehearsals, such as `rehearsals.yaml`; checks all of it, and tells every
/// problem with its place.
public final class SuiteReader {
    static final String CASES = "cases";

    private static final Set<String> CASE =
            Set.of("name", "chain", "model", "prompt", "stream", "wire", "faults", "expect");
    private static final Set<String> EXPECT =
            Set.of("verdict", "target", "contains", "max_ms", "code", "carried_on");
    private static final int MOST_CASES = 1_000;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_MILLIS = 3_600_000;
    private static final Map<String, Set<Verdict>> VERDICTS =
            Map.of(
                    "complete", Verdict.COMPLETE,
                    "answered", Set.of(Verdict.ANSWERED),
                    "rescued", Set.of(Verdict.RESCUED),
                    "safe_error", Set.of(Verdict.SAFE_ERROR),
                    "broken", Set.of(Verdict.BROKEN));
    private static final Map<String, Wire> WIRES =
            Map.of(
                    Wire.CHAT_COMPLETIONS.surface(), Wire.CHAT_COMPLETIONS,
                    Wire.RESPONSES.surface(), Wire.RESPONSES,
                    Wire.MESSAGES.surface(), Wire.MESSAGES);

    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private SuiteReader() {}

    /// Reads a suite's text; one without a word is a suite without cases.
    ///
    /// @throws InvalidSettingsException if anything in it is wrong
    public static List<RehearsalCase> read(String text) throws InvalidSettingsException {
        var reader = new SuiteReader();
        Fields root = Fields.of(YamlDocument.read(text), "", reader.problems, Set.of(CASES));
        List<RehearsalCase> cases = reader.cases(root);
        if (!reader.problems.isEmpty()) {
            throw new InvalidSettingsException(reader.problems);
        }
        return cases;
    }

    private List<RehearsalCase> cases(Fields root) {
        if (root.items(CASES).size() > MOST_CASES) {
            root.problem(CASES, "a suite has %,d cases at most".formatted(MOST_CASES));
            return List.of();
        }
        var cases = new ArrayList<RehearsalCase>();
        for (Fields fields : root.each(CASES, CASE)) {
            String name = name(fields);
            String model = model(fields);
            String prompt = fields.text("prompt").orElse(Play.PROMPT);
            if (prompt.isBlank()) {
                fields.problem("prompt", "a prompt has words");
            }
            boolean streamed = fields.flag("stream", true);
            Wire wire = fields.word("wire", WIRES).orElse(Wire.CHAT_COMPLETIONS);
            Rehearsal faults = faults(fields);
            Expectation expected =
                    fields.within("expect", EXPECT).map(this::expectation).orElse(complete());
            if (problems.isEmpty()) {
                cases.add(
                        new RehearsalCase(
                                name, new Play(model, prompt, streamed, wire, faults), expected));
            }
        }
        return cases;
    }

    private String name(Fields fields) {
        String name = fields.text("name").orElse("").strip();
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || name.chars().anyMatch(Character::isISOControl)) {
            fields.problem(
                    "name", "a case has a name, of %d letters at most".formatted(LONGEST_NAME));
        } else if (!names.add(name)) {
            fields.problem("name", "there is a case \"%s\" already".formatted(name));
        }
        return name;
    }

    private static String model(Fields fields) {
        Optional<String> chain = fields.text("chain");
        Optional<String> model = fields.text("model");
        String asked = chain.or(() -> model).orElse("").strip();
        if (chain.isPresent() && model.isPresent()) {
            fields.problem("model", "a case names a chain or a model, not both");
        } else if (asked.isEmpty()) {
            fields.problem(
                    chain.isPresent() ? "chain" : "model",
                    "a case names what it asks for: chain: NAME, or model: PROVIDER:NAME");
        }
        return asked;
    }

    private Rehearsal faults(Fields fields) {
        var troubles = new HashMap<Integer, Trouble>();
        fields.entries("faults")
                .forEach((key, entry) -> {
                    String path = fields.join("faults") + "." + key;
                    if (!key.matches("[1-9]\\d?")) {
                        problems.add(
                                new Problem(
                                        entry.line(),
                                        entry.column(),
                                        path,
                                        "expected the number of a step, from 1 to 99, found \"%s\""
                                                .formatted(key)));
                    } else if (!(entry.value() instanceof Node.Scalar scalar) || scalar.isNull()) {
                        problems.add(at(entry.value(), path, "expected " + Fault.WORDS));
                    } else {
                        try {
                            troubles.put(Integer.valueOf(key), Trouble.parse(scalar.text()));
                        } catch (IllegalArgumentException e) {
                            problems.add(at(scalar, path, String.valueOf(e.getMessage())));
                        }
                    }
                });
        return new Rehearsal(troubles);
    }

    private Expectation expectation(Fields fields) {
        Optional<String> code = fields.text("code");
        var verdicts = new HashSet<Verdict>();
        for (Node node : several(fields, "verdict")) {
            String word = node instanceof Node.Scalar(_, var text, _) ? text : "";
            Set<Verdict> found = VERDICTS.get(word.toLowerCase(Locale.ROOT));
            if (found == null) {
                problems.add(
                        at(
                                node,
                                fields.join("verdict"),
                                "expected %s, found %s"
                                        .formatted(
                                                String.join(
                                                        " or ",
                                                        VERDICTS.keySet().stream()
                                                                .sorted()
                                                                .toList()),
                                                node.what())));
            } else {
                verdicts.addAll(found);
            }
        }
        if (verdicts.isEmpty()) {
            verdicts.addAll(code.isPresent() ? Set.of(Verdict.SAFE_ERROR) : Verdict.COMPLETE);
        }
        var pieces = new ArrayList<String>();
        for (Node node : several(fields, "contains")) {
            if (node instanceof Node.Scalar(_, var text, _) && !text.isEmpty()) {
                pieces.add(text);
            } else {
                problems.add(
                        at(
                                node,
                                fields.join("contains"),
                                "expected a piece of the answer's text, found " + node.what()));
            }
        }
        var most = fields.number("max_ms", 1, LONGEST_MILLIS);
        return new Expectation(
                verdicts,
                fields.text("target"),
                pieces,
                most.isPresent()
                        ? Optional.of(Duration.ofMillis(most.getAsInt()))
                        : Optional.empty(),
                code,
                fields.node("carried_on").isPresent()
                        ? Optional.of(fields.flag("carried_on", false))
                        : Optional.empty());
    }

    /// A value, or each of a list of them.
    private static List<Node> several(Fields fields, String key) {
        return switch (fields.node(key).orElse(null)) {
            case null -> List.of();
            case Node.Sequence(_, var items) -> items;
            case Node other -> List.of(other);
        };
    }

    private static Expectation complete() {
        return Expectation.of(Verdict.ANSWERED, Verdict.RESCUED);
    }

    private static Problem at(Node node, String path, String message) {
        return new Problem(node.line(), node.column(), path, message);
    }
}
