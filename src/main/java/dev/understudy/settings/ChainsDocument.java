package dev.understudy.settings;

import dev.understudy.model.ChainStep;
import dev.understudy.model.StepRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The text of a settings file while its chains are changed: comments and unknown keys are kept.
/// Chains are found by their ids, whose case does not count; places count from 0. Not thread-safe.
///
/// A step's target is a plain text while the step says nothing else, and has keys and values when
/// it does. The weights of a chain go with its steps. The text should be one that can be used; a
/// change may make it one that cannot, which [SettingsReader] tells.
public final class ChainsDocument {
    private final SettingsEditor editor;
    private WrittenChains written;

    /// @throws SettingsEditException if the text is not YAML
    public ChainsDocument(String text) throws SettingsEditException {
        this.editor = new SettingsEditor(text);
        this.written = WrittenChains.read(text);
    }

    /// The text as changed so far.
    public String text() {
        return editor.text();
    }

    /// Makes a chain behind the others.
    public void create(String chain, List<String> targets) throws SettingsEditException {
        requireNew(chain);
        requireRoom(chain, targets.size());
        if (targets.isEmpty()) {
            throw new SettingsEditException("A chain needs a target: choose a model first.");
        }
        var made = new LinkedHashMap<String, Object>();
        made.put("id", chain);
        made.put("targets", targets);
        editor.insert(made, written.chains().size(), written.path());
        reread();
        requireNoCircle(chain);
    }

    /// Copies a chain, right behind it.
    public void duplicate(String chain, String copy) throws SettingsEditException {
        requireNew(copy);
        int place = written.place(chain);
        editor.copy(place, written.path());
        editor.set(copy, written.path(place + 1, "id"));
        reread();
    }

    /// Takes a chain away, if no other needs it.
    public void delete(String chain) throws SettingsEditException {
        int place = written.place(chain);
        for (WrittenChains.Written other : written.chains()) {
            if (!other.is(chain) && other.leadsTo(chain)) {
                throw new SettingsEditException(
                        "The chain %s leads to %s: take it out there first."
                                .formatted(other.id(), chain));
            }
        }
        editor.remove(written.path(place));
        reread();
    }

    /// Calls a chain otherwise, here and wherever a chain leads to it.
    public void rename(String chain, String to) throws SettingsEditException {
        int place = written.place(chain);
        if (!chain.equalsIgnoreCase(to)) {
            requireNew(to);
        }
        requireName(to);
        editor.set(to, written.path(place, "id"));
        for (int i = 0; i < written.chains().size(); i++) {
            List<Node> steps = written.chains().get(i).steps();
            for (int j = 0; j < steps.size(); j++) {
                if (WrittenChains.target(steps.get(j))
                        .filter(chain::equalsIgnoreCase)
                        .isPresent()) {
                    editor.set(
                            to,
                            steps.get(j) instanceof Node.Mapping
                                    ? written.path(i, "targets", j, "target")
                                    : written.path(i, "targets", j));
                }
            }
        }
        reread();
    }

    /// Puts steps in front of the one at a place, or behind the last.
    public void insert(String chain, int place, List<String> targets) throws SettingsEditException {
        int at = written.place(chain);
        WrittenChains.Written one = written.chains().get(at);
        if (place < 0 || place > one.steps().size()) {
            throw noStep(chain, place);
        }
        requireRoom(chain, one.steps().size() + targets.size());
        for (int i = 0; i < targets.size(); i++) {
            editor.insert(targets.get(i), place + i, written.path(at, "targets"));
            if (one.weighted()) {
                editor.insert(1, place + i, written.path(at, "weights"));
            }
        }
        reread();
        requireNoCircle(chain);
    }

    /// Puts a step elsewhere.
    ///
    /// @param to its place afterwards
    public void move(String chain, int from, int to) throws SettingsEditException {
        int at = written.place(chain);
        WrittenChains.Written one = written.chains().get(at);
        requireStep(one, from);
        requireStep(one, to);
        if (from != to) {
            editor.move(from, to, written.path(at, "targets"));
            if (one.weighted()) {
                editor.move(from, to, written.path(at, "weights"));
            }
            reread();
        }
    }

    /// Takes a step away.
    public void remove(String chain, int place) throws SettingsEditException {
        int at = written.place(chain);
        WrittenChains.Written one = written.chains().get(at);
        requireStep(one, place);
        if (one.steps().size() == 1) {
            throw new SettingsEditException(
                    "A chain needs a step: delete the chain %s instead.".formatted(chain));
        }
        editor.remove(written.path(at, "targets", place));
        if (one.weighted()) {
            editor.remove(written.path(at, "weights", place));
        }
        reread();
    }

    /// Has a step say something else. Its weight goes to the chain's, where that has some.
    public void replace(String chain, int place, ChainStep with) throws SettingsEditException {
        int at = written.place(chain);
        WrittenChains.Written one = written.chains().get(at);
        requireStep(one, place);
        ChainStep wanted = with;
        if (one.weighted() && with.weight().isPresent()) {
            editor.set(with.weight().getAsInt(), written.path(at, "weights", place));
            wanted = with.withoutWeight();
        }
        write(one.step(place), wanted, one.steps().get(place), written.path(at, "targets", place));
        reread();
        requireNoCircle(chain);
    }

    private void write(ChainStep have, ChainStep wanted, Node node, Object[] path)
            throws SettingsEditException {
        Map<String, Value> before = fields(have);
        Map<String, Value> after = fields(wanted);
        if (before.equals(after)) {
            return;
        }
        if (after.size() == 1) {
            editor.set(wanted.target(), path);
        } else if (node instanceof Node.Mapping) {
            become(before, after, path);
        } else {
            editor.set(after, path);
        }
    }

    private static Map<String, Value> fields(ChainStep step) throws SettingsEditException {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("target", new Value.Text(step.target()));
        fields.putAll(WrittenRules.of(step));
        return fields;
    }

    /// Changes the rules of all steps that say nothing else.
    public void setRules(String chain, StepRules rules) throws SettingsEditException {
        int at = written.place(chain);
        become(
                WrittenRules.of(written.chains().get(at).rules()),
                WrittenRules.of(rules),
                written.path(at));
        reread();
    }

    /// Writes what is different, and leaves the rest as it is written.
    private void become(Map<String, Value> have, Map<String, Value> wanted, Object[] path)
            throws SettingsEditException {
        for (String key : have.keySet()) {
            if (!wanted.containsKey(key)) {
                editor.remove(WrittenChains.join(path, key));
            }
        }
        for (Map.Entry<String, Value> field : wanted.entrySet()) {
            Value before = have.get(field.getKey());
            Object[] at = WrittenChains.join(path, field.getKey());
            if (before instanceof Value.Entries(var old)
                    && field.getValue() instanceof Value.Entries(var now)) {
                become(old, now, at);
            } else if (!field.getValue().equals(before)) {
                editor.set(field.getValue(), at);
            }
        }
    }

    private void requireNew(String chain) throws SettingsEditException {
        requireName(chain);
        if (written.find(chain).isPresent()) {
            throw new SettingsEditException(
                    "There is a chain %s already: choose another name.".formatted(chain));
        }
    }

    private static void requireName(String chain) throws SettingsEditException {
        if (!ChainReader.ID.matcher(chain).matches()) {
            throw new SettingsEditException(
                    "A chain's name is 1 to 64 letters, digits, dots, dashes or underscores.");
        }
    }

    private static void requireRoom(String chain, int targets) throws SettingsEditException {
        if (targets > ChainReader.MOST_TARGETS) {
            throw new SettingsEditException(
                    "A chain has at most %d steps: put the others into a chain of their own, and let %s lead to it."
                            .formatted(ChainReader.MOST_TARGETS, chain));
        }
    }

    private static void requireStep(WrittenChains.Written chain, int place)
            throws SettingsEditException {
        if (place < 0 || place >= chain.steps().size()) {
            throw noStep(chain.id(), place);
        }
    }

    private static SettingsEditException noStep(String chain, int place) {
        return new SettingsEditException(
                "The chain %s has no step %d any more: look at it anew."
                        .formatted(chain, place + 1));
    }

    private void requireNoCircle(String chain) throws SettingsEditException {
        Optional<String> by = written.circle(chain);
        if (by.isPresent()) {
            throw new SettingsEditException(
                    by.get().equalsIgnoreCase(chain)
                            ? "A chain cannot lead to itself: choose another target for %s."
                                    .formatted(chain)
                            : "The chain %s leads to %s already, so it cannot be a step of it."
                                    .formatted(by.get(), chain));
        }
    }

    private void reread() throws SettingsEditException {
        written = WrittenChains.read(editor.text());
    }
}
