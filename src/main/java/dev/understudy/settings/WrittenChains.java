package dev.understudy.settings;

import dev.understudy.model.ChainStep;
import dev.understudy.model.StepRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The chains as a settings file writes them.
///
/// @param prefix what leads to the settings in the file; empty but in a Traffic Policy document
record WrittenChains(List<Object> prefix, List<Written> chains) {
    WrittenChains {
        prefix = List.copyOf(prefix);
        chains = List.copyOf(chains);
    }

    /// A chain.
    ///
    /// @param steps as written
    /// @param weighted whether it has a weight for each step
    /// @param fields all of it
    record Written(String id, List<Node> steps, boolean weighted, Node fields) {
        boolean is(String name) {
            return id.equalsIgnoreCase(name);
        }

        boolean leadsTo(String name) {
            return steps.stream()
                    .anyMatch(step -> target(step).filter(name::equalsIgnoreCase).isPresent());
        }

        /// What a step says.
        ChainStep step(int place) throws SettingsEditException {
            var problems = new ArrayList<Problem>();
            List<StepReader.Read> read =
                    new StepReader(problems).read(Fields.of(fields, "", problems, Set.of()));
            if (read.size() != steps.size()) {
                throw new SettingsEditException(
                        "The steps of %s cannot be read as they stand: mend the file first."
                                .formatted(id));
            }
            return read.get(place).step();
        }

        /// What it says for all its steps.
        StepRules rules() {
            return ChainReader.rules(Fields.of(fields, "", new ArrayList<>(), Set.of()));
        }
    }

    /// @throws SettingsEditException if the text is not YAML
    static WrittenChains read(String text) throws SettingsEditException {
        try {
            Node root = YamlDocument.read(text);
            Node settings = PolicyDocument.in(root, new ArrayList<>(), new ArrayList<>()).node();
            return new WrittenChains(
                    WrittenSettings.read(text, List.of()).path(),
                    WrittenSettings.items(settings, "chains").stream()
                            .map(WrittenChains::written)
                            .toList());
        } catch (InvalidSettingsException e) {
            throw new SettingsEditException(
                    "the file is not YAML as it stands: " + e.getMessage(), e);
        }
    }

    private static Written written(Node chain) {
        return new Written(
                WrittenSettings.text(chain, "id").orElse(""),
                WrittenSettings.items(chain, "targets"),
                !WrittenSettings.items(chain, "weights").isEmpty(),
                chain);
    }

    /// What a step leads to, as it is written.
    static Optional<String> target(Node step) {
        return step instanceof Node.Scalar scalar
                ? Optional.of(scalar.text())
                : WrittenSettings.text(step, "target");
    }

    Optional<Written> find(String id) {
        return chains.stream().filter(chain -> chain.is(id)).findFirst();
    }

    /// Where a chain stands, from 0.
    int place(String id) throws SettingsEditException {
        for (int i = 0; i < chains.size(); i++) {
            if (chains.get(i).is(id)) {
                return i;
            }
        }
        throw new SettingsEditException("There is no chain %s any more.".formatted(id));
    }

    /// The path of something of the chains; of their list, if nothing follows.
    Object[] path(Object... steps) {
        return join(join(prefix.toArray(), "chains"), steps);
    }

    static Object[] join(Object[] path, Object... steps) {
        var all = new ArrayList<Object>(List.of(path));
        all.addAll(List.of(steps));
        return all.toArray();
    }

    /// The step of a chain by which it leads to itself, if it does.
    Optional<String> circle(String id) {
        return find(id).stream()
                .flatMap(chain -> chain.steps().stream())
                .flatMap(step -> target(step).stream())
                .filter(target -> reaches(target, id, new HashSet<>()))
                .findFirst();
    }

    private boolean reaches(String from, String id, Set<String> seen) {
        return from.equalsIgnoreCase(id)
                || (seen.add(from.toLowerCase(Locale.ROOT))
                        && find(from).stream()
                                .flatMap(chain -> chain.steps().stream())
                                .flatMap(step -> target(step).stream())
                                .anyMatch(target -> reaches(target, id, seen)));
    }
}
