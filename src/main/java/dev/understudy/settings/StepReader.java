package dev.understudy.settings;

import dev.understudy.model.ChainStep;
import dev.understudy.model.StepRules.OnRefusal;
import dev.understudy.model.StepRules.OnStreamBreak;
import dev.understudy.model.Waits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Reads a chain's `targets`: each is a model's name, or a map of a name and what differs from the
/// chain's rules.
final class StepReader {
    static final int HEAVIEST = 1000;
    private static final Set<String> STEP =
            Set.of(
                    "target",
                    "per_request_timeout",
                    "first_token_timeout",
                    "stream_idle_timeout",
                    "hedge_after",
                    "on_stream_break",
                    "on_refusal",
                    "weight",
                    "keys",
                    "parameters",
                    "disabled");

    /// What another chain says for itself.
    private static final List<String> OF_THE_OTHER =
            List.of(
                    "per_request_timeout",
                    "first_token_timeout",
                    "stream_idle_timeout",
                    "hedge_after",
                    "on_stream_break",
                    "on_refusal",
                    "keys",
                    "parameters");

    private final List<Problem> problems;

    StepReader(List<Problem> problems) {
        this.problems = problems;
    }

    /// A step, where its target's name stands, and its fields if it has any.
    record Read(ChainStep step, Node name, String path, Optional<Fields> fields) {}

    /// The steps that can be read.
    List<Read> read(Fields chain) {
        List<Node> items = chain.items("targets");
        var steps = new ArrayList<Read>();
        for (int i = 0; i < items.size(); i++) {
            Node item = items.get(i);
            if (item instanceof Node.Scalar scalar && !scalar.isNull()) {
                steps.add(
                        new Read(
                                ChainStep.of(scalar.text()),
                                scalar,
                                chain.join("targets"),
                                Optional.empty()));
            } else if (item instanceof Node.Mapping mapping) {
                String path = chain.join("targets[%d]".formatted(i));
                Fields fields = Fields.of(mapping, path, problems, STEP);
                Optional<String> target = fields.text("target");
                if (target.isPresent()) {
                    Node name = fields.node("target").orElseThrow();
                    steps.add(
                            new Read(
                                    step(target.get(), fields),
                                    name,
                                    path + ".target",
                                    Optional.of(fields)));
                } else {
                    fields.problem("target", "a step needs a target, such as provider:model");
                }
            } else {
                chain.problem(
                        "targets",
                        "expected names of models, or keys and values with a target, found "
                                + item.what());
            }
        }
        return steps;
    }

    private static ChainStep step(String target, Fields fields) {
        return new ChainStep(
                target,
                new ChainStep.Own(
                        fields.duration("hedge_after"),
                        onStreamBreak(fields),
                        onRefusal(fields),
                        waits(fields),
                        keys(fields),
                        StepParametersReader.read(fields)),
                fields.number("weight", 1, HEAVIEST),
                fields.flag("disabled"));
    }

    static Optional<OnStreamBreak> onStreamBreak(Fields fields) {
        return fields.word(
                "on_stream_break",
                Map.of("resume", OnStreamBreak.RESUME, "fail", OnStreamBreak.FAIL));
    }

    static Optional<OnRefusal> onRefusal(Fields fields) {
        return fields.word("on_refusal", Map.of("stop", OnRefusal.STOP, "next", OnRefusal.NEXT));
    }

    static Waits waits(Fields fields) {
        return new Waits(
                fields.duration("per_request_timeout"),
                fields.duration("first_token_timeout"),
                fields.duration("stream_idle_timeout"));
    }

    private static List<String> keys(Fields fields) {
        var keys = new ArrayList<String>();
        for (String key : fields.texts("keys")) {
            if (keys.contains(key)) {
                fields.problem("keys", "the key \"%s\" stands twice".formatted(key));
            } else {
                keys.add(key);
            }
        }
        return keys;
    }

    /// Checks what depends on the other chains and on the providers.
    ///
    /// @param chains their ids in lower case
    void check(Read read, TargetNames names, KeyNames keys, Set<String> chains) {
        String target = read.step().target();
        names.fault(target)
                .ifPresent(fault ->
                        problems.add(
                                new Problem(
                                        read.name().line(),
                                        read.name().column(),
                                        read.path(),
                                        fault)));
        read.fields().ifPresent(fields -> check(target, fields, keys, chains));
    }

    private static void check(String target, Fields fields, KeyNames keys, Set<String> chains) {
        if (chains.contains(target.toLowerCase(Locale.ROOT))) {
            for (String key : OF_THE_OTHER) {
                if (fields.node(key).isPresent()) {
                    fields.problem(
                            key,
                            "\"%s\" is a chain and has rules of its own: write this there"
                                    .formatted(target));
                }
            }
            return;
        }
        var told = new HashSet<String>();
        for (String key : fields.texts("keys")) {
            keys.fault(target, key)
                    .filter(told::add)
                    .ifPresent(fault -> fields.problem("keys", fault));
        }
    }

    /// The weights are those of the chain or those of its steps.
    static boolean weighs(List<Read> steps) {
        return steps.stream().map(read -> read.step().weight()).anyMatch(OptionalInt::isPresent);
    }
}
