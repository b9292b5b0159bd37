package dev.understudy.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Changes the text of a settings file, and keeps its comments, its unknown keys and the way it is
/// written: only the lines concerned are touched.
///
/// A path is made of keys (texts) and indexes (integers). A value is a text, an integer, a boolean,
/// a list or a map. Every change is read again: it says what was asked for and nothing else, or it
/// is refused. Not thread-safe.
public final class SettingsEditor {
    private String text;
    private Node root;

    /// @throws SettingsEditException if the text is not YAML
    public SettingsEditor(String text) throws SettingsEditException {
        this.text = text;
        this.root = read(text);
    }

    /// The text as changed so far.
    public String text() {
        return text;
    }

    /// Puts a value where the path leads, in place of what is there; keys on the way, and an item
    /// behind the last one, are made.
    public SettingsEditor set(Object value, Object... path) throws SettingsEditException {
        List<Object> steps = List.of(path);
        Value wanted = Value.of(value);
        Value before = Value.of(root);
        Value after = expected(() -> before.with(steps, wanted));
        int deep = steps.size();
        while (before.at(steps.subList(0, deep)).isEmpty()) {
            deep--;
        }
        List<Object> there = steps.subList(0, deep);
        List<Object> rest = steps.subList(deep, steps.size());
        Value found = before.at(there).orElseThrow();
        var edit = new SourceEdit(text, root);
        return take(
                after,
                steps,
                () -> {
                    if (rest.isEmpty() || found.isNothing()) {
                        return edit.replace(there, after.at(there).orElseThrow());
                    }
                    List<Object> next = new ArrayList<>(there);
                    next.add(rest.getFirst());
                    Value made = after.at(next).orElseThrow();
                    return rest.getFirst() instanceof String key
                            ? edit.addEntry(there, key, made)
                            : edit.addItem(there, (Integer) rest.getFirst(), made);
                });
    }

    /// Takes away what stands at a path; nothing happens if nothing does.
    public SettingsEditor remove(Object... path) throws SettingsEditException {
        List<Object> steps = List.of(path);
        Value before = Value.of(root);
        if (steps.isEmpty() || before.at(steps).isEmpty()) {
            return this;
        }
        return take(before.without(steps), steps, () -> new SourceEdit(text, root).remove(steps));
    }

    /// Puts an item into a list, before the one at `index`; the list is made if it is missing.
    public SettingsEditor insert(Object value, int index, Object... list)
            throws SettingsEditException {
        List<Object> steps = List.of(list);
        Value before = Value.of(root);
        Optional<Value> found = before.at(steps).filter(at -> !at.isNothing());
        if (found.isEmpty()) {
            return set(List.of(value), list);
        }
        List<Value> items = items(found.get(), index);
        items.add(index, Value.of(value));
        return take(
                before.with(steps, new Value.Items(items)),
                steps,
                () -> new SourceEdit(text, root).addItem(steps, index, Value.of(value)));
    }

    /// Takes an item of a list to another place in it.
    public SettingsEditor move(int from, int to, Object... list) throws SettingsEditException {
        List<Object> steps = List.of(list);
        Value before = Value.of(root);
        List<Value> items = items(before.at(steps).orElse(new Value.Plain("")), Math.max(from, to));
        if (from >= items.size() || to >= items.size()) {
            throw new SettingsEditException("there is no such item: " + steps);
        }
        items.add(to, items.remove(from));
        return take(
                before.with(steps, new Value.Items(items)),
                steps,
                () -> new SourceEdit(text, root).move(steps, from, to));
    }

    /// Puts an item of a list behind itself once more, with the comments it is written with.
    public SettingsEditor copy(int index, Object... list) throws SettingsEditException {
        List<Object> steps = List.of(list);
        Value before = Value.of(root);
        List<Value> items = items(before.at(steps).orElse(new Value.Plain("")), index + 1);
        items.add(index + 1, items.get(index));
        return take(
                before.with(steps, new Value.Items(items)),
                steps,
                () -> new SourceEdit(text, root).copy(steps, index));
    }

    private static List<Value> items(Value list, int index) throws SettingsEditException {
        if (!(list instanceof Value.Items(var items)) || index < 0 || index > items.size()) {
            throw new SettingsEditException("there is no such list or item");
        }
        return new ArrayList<>(items);
    }

    /// Takes a change that says what was asked for; if it does not, the whole section is written
    /// anew.
    private SettingsEditor take(Value wanted, List<Object> path, Supplier<String> change)
            throws SettingsEditException {
        if (tried(wanted, change)) {
            return this;
        }
        List<Object> section = path.subList(0, 1);
        Optional<Value> whole = wanted.at(section);
        if (whole.isPresent()
                && tried(wanted, () -> new SourceEdit(text, root).replace(section, whole.get()))) {
            return this;
        }
        throw new SettingsEditException(
                "this change cannot be made in the file as it is written: change it in a text editor");
    }

    private boolean tried(Value wanted, Supplier<String> change) {
        try {
            String changed = change.get();
            Node again = read(changed);
            if (!Value.of(again).equals(wanted)) {
                return false;
            }
            text = changed;
            root = again;
            return true;
        } catch (SettingsEditException | IllegalStateException | IndexOutOfBoundsException _) {
            return false;
        }
    }

    private static Value expected(Supplier<Value> value) throws SettingsEditException {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new SettingsEditException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Node read(String text) throws SettingsEditException {
        try {
            Node root = YamlDocument.read(text);
            return root instanceof Node.Scalar scalar && scalar.isNull()
                    ? new Node.Mapping(new Node.Place(1, 1, text.length(), text.length()), Map.of())
                    : root;
        } catch (InvalidSettingsException e) {
            throw new SettingsEditException(
                    "the file is not YAML as it stands: " + e.getMessage(), e);
        }
    }
}
