package dev.understudy.settings;

import dev.understudy.model.Chain;
import dev.understudy.model.ChainStep;
import dev.understudy.model.Provider;
import dev.understudy.model.StepParameters;
import dev.understudy.model.StepRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `chains`.
final class ChainReader {
    private static final Set<String> CHAIN =
            Set.of(
                    "id",
                    "targets",
                    "per_request_timeout",
                    "first_token_timeout",
                    "stream_idle_timeout",
                    "hedge_after",
                    "on_stream_break",
                    "on_refusal",
                    "weights");
    static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    static final int MOST_TARGETS = 10;

    private ChainReader() {}

    static List<Chain> read(Fields root, List<Provider> providers, List<Problem> problems) {
        var chains = new ArrayList<Chain>();
        var ids = new HashSet<String>();
        var all = new ArrayList<StepReader.Read>();
        var reader = new StepReader(problems);
        for (Fields fields : root.each("chains", CHAIN)) {
            String id = fields.text("id").orElse("");
            List<StepReader.Read> read = reader.read(fields);
            List<ChainStep> steps = read.stream().map(StepReader.Read::step).toList();
            StepRules rules = rules(fields);
            List<Integer> weights = weights(fields, steps.size());
            if (!ID.matcher(id).matches()) {
                fields.problem(
                        "id",
                        "a chain's id is 1 to 64 letters, digits, dots, dashes or underscores");
            } else if (!ids.add(id.toLowerCase(Locale.ROOT))) {
                fields.problem("id", "there is a chain \"%s\" already".formatted(id));
            } else if (steps.isEmpty() || steps.size() > MOST_TARGETS) {
                fields.problem("targets", "a chain has 1 to %d targets".formatted(MOST_TARGETS));
            } else if (!weights.isEmpty() && StepReader.weighs(read)) {
                fields.problem(
                        "weights", "targets have a weight of their own here: keep one of the two");
            } else {
                chains.add(new Chain(id, steps, rules, weights));
            }
            all.addAll(read);
        }
        var names = new TargetNames(ids, providers);
        var keys = new KeyNames(root, providers);
        all.forEach(read -> reader.check(read, names, keys, ids));
        return chains;
    }

    /// What a chain says for all its steps.
    static StepRules rules(Fields fields) {
        StepRules standard = StepRules.STANDARD;
        return new StepRules(
                fields.duration("hedge_after"),
                StepReader.onStreamBreak(fields).orElse(standard.onStreamBreak()),
                StepReader.onRefusal(fields).orElse(standard.onRefusal()),
                StepReader.waits(fields),
                List.of(),
                StepParameters.NONE);
    }

    private static List<Integer> weights(Fields fields, int targets) {
        var weights = new ArrayList<Integer>();
        for (String text : fields.texts("weights")) {
            if (text.matches("[1-9]\\d{0,3}") && Integer.parseInt(text) <= StepReader.HEAVIEST) {
                weights.add(Integer.parseInt(text));
            } else {
                fields.problem(
                        "weights",
                        "expected numbers from 1 to %d, found \"%s\""
                                .formatted(StepReader.HEAVIEST, text));
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
}
