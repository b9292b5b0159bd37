package dev.understudy.settings;

import dev.understudy.model.Chain;
import dev.understudy.model.Provider;
import dev.understudy.model.StepRules;
import dev.understudy.model.StepRules.OnRefusal;
import dev.understudy.model.StepRules.OnStreamBreak;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `chains`.
final class ChainReader {
    private static final Set<String> CHAIN =
            Set.of("id", "targets", "hedge_after", "on_stream_break", "on_refusal", "weights");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int MOST_TARGETS = 10;
    private static final int HEAVIEST = 1000;

    private ChainReader() {}

    static List<Chain> read(Fields root, List<Provider> providers, List<Problem> problems) {
        var chains = new ArrayList<Chain>();
        var ids = new HashSet<String>();
        List<Fields> all = root.each("chains", CHAIN);
        for (Fields fields : all) {
            String id = fields.text("id").orElse("");
            List<String> targets = fields.texts("targets");
            StepRules rules = rules(fields);
            List<Integer> weights = weights(fields, targets.size());
            if (!ID.matcher(id).matches()) {
                fields.problem(
                        "id",
                        "a chain's id is 1 to 64 letters, digits, dots, dashes or underscores");
            } else if (!ids.add(id.toLowerCase(Locale.ROOT))) {
                fields.problem("id", "there is a chain \"%s\" already".formatted(id));
            } else if (targets.isEmpty() || targets.size() > MOST_TARGETS) {
                fields.problem("targets", "a chain has 1 to %d targets".formatted(MOST_TARGETS));
            } else {
                chains.add(new Chain(id, targets, rules, weights));
            }
        }
        var names = new TargetNames(ids, providers);
        for (Fields fields : all) {
            checkTargets(fields, names, problems);
        }
        return chains;
    }

    private static StepRules rules(Fields fields) {
        StepRules standard = StepRules.STANDARD;
        return new StepRules(
                fields.duration("hedge_after"),
                fields.word(
                                "on_stream_break",
                                Map.of("resume", OnStreamBreak.RESUME, "fail", OnStreamBreak.FAIL))
                        .orElse(standard.onStreamBreak()),
                fields.word("on_refusal", Map.of("stop", OnRefusal.STOP, "next", OnRefusal.NEXT))
                        .orElse(standard.onRefusal()));
    }

    private static List<Integer> weights(Fields fields, int targets) {
        var weights = new ArrayList<Integer>();
        for (String text : fields.texts("weights")) {
            if (text.matches("[1-9]\\d{0,3}") && Integer.parseInt(text) <= HEAVIEST) {
                weights.add(Integer.parseInt(text));
            } else {
                fields.problem(
                        "weights",
                        "expected numbers from 1 to %d, found \"%s\"".formatted(HEAVIEST, text));
                return List.of();
            }
        }
        if (!weights.isEmpty() && weights.size() != targets) {
            fields.problem(
                    "weights", "expected a weight for each of the %d targets".formatted(targets));
            return List.of();
        }
        return weights;
    }

    private static void checkTargets(Fields chain, TargetNames names, List<Problem> problems) {
        if (!(chain.node("targets").orElse(null) instanceof Node.Sequence(_, var items))) {
            return;
        }
        for (Node target : items) {
            if (target instanceof Node.Scalar scalar) {
                names.fault(scalar.text())
                        .ifPresent(fault ->
                                problems.add(
                                        new Problem(
                                                scalar.line(),
                                                scalar.column(),
                                                chain.join("targets"),
                                                fault)));
            }
        }
    }
}
