package dev.understudy.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One change of a YAML text that touches only the lines concerned.
///
/// Knows the usual ways to write settings. What it makes of others may be wrong, or refused with an
/// [IllegalStateException]; whoever calls reads the result again and compares.
final class SourceEdit {
    private final String text;
    private final Node root;
    private final SourceText source;

    SourceEdit(String text, Node root) {
        this.text = text;
        this.root = root;
        this.source = new SourceText(text);
    }

    /// A node, the collection it stands in, and its place there.
    private record Spot(Node node, Node parent, Object step) {}

    /// Another value where one stands.
    String replace(List<Object> path, Value value) {
        Spot spot = spot(path);
        Node node = spot.node();
        if (node.place().end() <= node.place().start()) {
            return fill(spot, value);
        }
        if (!isBlock(node)) {
            return source.splice(node.place().start(), node.place().end(), YamlText.flow(value));
        }
        if (spot.parent() instanceof Node.Sequence) {
            return source.splice(node.place().start(), node.place().end(), inPlace(value, node));
        }
        int from = source.lineStart(node.place().start());
        int to = source.nextLine(node.place().end());
        if (value.isFilled()) {
            int least = value instanceof Value.Entries ? spot.parent().column() + 1 : 0;
            return source.splice(
                    from,
                    to,
                    source.lines(YamlText.block(value, Math.max(least, node.column() - 1))));
        }
        int colon = colon(spot);
        return text.substring(0, colon)
                + " "
                + YamlText.flow(value)
                + text.substring(colon, from)
                + text.substring(to);
    }

    /// A value where a key stands alone.
    private String fill(Spot spot, Value value) {
        int colon = colon(spot);
        if (value.isFilled() && isBlock(spot.parent())) {
            return source.insertLines(
                    source.nextLine(colon), YamlText.block(value, spot.parent().column() + 1));
        }
        return source.splice(colon, colon, " " + YamlText.flow(value));
    }

    /// A new key at the end of a mapping.
    String addEntry(List<Object> path, String key, Value value) {
        Node.Mapping mapping = (Node.Mapping) node(path);
        if (mapping.entries().isEmpty() && path.isEmpty() && !opens(mapping)) {
            return source.insertLines(text.length(), YamlText.entry(key, value, 0));
        }
        if (isBlock(mapping)) {
            return source.insertLines(
                    source.nextLine(end(mapping)),
                    YamlText.entry(key, value, mapping.column() - 1));
        }
        String flow = YamlText.flow(new Value.Entries(Map.of(key, value)));
        String inner = flow.substring(2, flow.length() - 2);
        return mapping.entries().isEmpty()
                ? source.splice(mapping.place().start(), mapping.place().end(), flow)
                : source.splice(end(mapping), end(mapping), ", " + inner);
    }

    /// A new item before the one at `index`, or at the end.
    String addItem(List<Object> path, int index, Value value) {
        Node.Sequence list = (Node.Sequence) node(path);
        List<Node> items = list.items();
        if (items.isEmpty()) {
            return source.splice(
                    list.place().start(),
                    list.place().end(),
                    YamlText.flow(new Value.Items(List.of(value))));
        }
        if (isBlock(list)) {
            int at =
                    index == 0
                            ? source.ownLine(list.place().start())
                            : source.nextLine(items.get(index - 1).place().end());
            return source.insertLines(at, YamlText.item(value, list.column() - 1));
        }
        if (index < items.size()) {
            int at = items.get(index).place().start();
            return source.splice(at, at, YamlText.flow(value) + ", ");
        }
        int at = items.getLast().place().end();
        return source.splice(at, at, ", " + YamlText.flow(value));
    }

    /// Takes a key or an item away.
    String remove(List<Object> path) {
        Spot spot = spot(path);
        List<Node.Place> parts = parts(spot.parent());
        int index = index(spot);
        if (parts.size() == 1) {
            if (path.size() == 1 && isBlock(root)) {
                return source.splice(
                        source.lineStart(parts.getFirst().start()),
                        source.nextLine(parts.getFirst().end()),
                        "");
            }
            Value nothing =
                    spot.parent() instanceof Node.Sequence
                            ? new Value.Items(List.of())
                            : new Value.Entries(Map.of());
            return path.size() == 1
                    ? source.splice(
                            root.place().start(), root.place().end(), YamlText.flow(nothing))
                    : replace(path.subList(0, path.size() - 1), nothing);
        }
        Node.Place part = parts.get(index);
        if (!isBlock(spot.parent())) {
            return removeFlow(parts, index);
        }
        int start =
                spot.parent() instanceof Node.Sequence ? source.dash(part.start()) : part.start();
        if (source.blank(source.lineStart(start), start)) {
            return source.splice(source.lineStart(start), source.nextLine(part.end()), "");
        }
        if (spot.parent() instanceof Node.Sequence || index != 0) {
            throw new IllegalStateException("does not begin a line");
        }
        int next = parts.get(1).start();
        boolean alone = source.blank(part.end(), next);
        return source.splice(start, alone ? next : part.end(), "");
    }

    /// Takes an item to another place of its list.
    String move(List<Object> path, int from, int to) {
        Node.Sequence list = (Node.Sequence) node(path);
        List<Node.Place> slots = isBlock(list) ? blocks(list) : parts(list);
        var order = new ArrayList<Node.Place>(slots);
        order.add(to, order.remove(from));
        var changed = new StringBuilder();
        int at = 0;
        for (int i = 0; i < slots.size(); i++) {
            changed.append(text, at, slots.get(i).start());
            String piece = text.substring(order.get(i).start(), order.get(i).end());
            boolean cut = isBlock(list) && i < slots.size() - 1 && !piece.endsWith("\n");
            changed.append(piece).append(cut ? source.newline() : "");
            at = slots.get(i).end();
        }
        return changed.append(text, at, text.length()).toString();
    }

    /// Puts an item behind itself once more.
    String copy(List<Object> path, int index) {
        Node.Sequence list = (Node.Sequence) node(path);
        boolean block = isBlock(list);
        Node.Place slot = (block ? blocks(list) : parts(list)).get(index);
        String piece = text.substring(slot.start(), slot.end());
        if (!block) {
            return source.splice(slot.end(), slot.end(), ", " + piece);
        }
        boolean cut = !piece.endsWith("\n");
        return source.splice(slot.end(), slot.end(), cut ? source.newline() + piece : piece);
    }

    /// The lines of each item: the first one's own, and of the others the comments above them too.
    private List<Node.Place> blocks(Node.Sequence list) {
        var blocks = new ArrayList<Node.Place>();
        int start = source.ownLine(list.place().start());
        for (Node item : list.items()) {
            int end = source.nextLine(item.place().end());
            blocks.add(new Node.Place(0, 0, start, end));
            start = end;
        }
        return blocks;
    }

    private String removeFlow(List<Node.Place> parts, int index) {
        Node.Place part = parts.get(index);
        if (index == parts.size() - 1) {
            int comma = source.comma(parts.get(index - 1).end());
            boolean alone = source.blank(comma + 1, part.start());
            return alone
                    ? source.splice(comma, part.end(), "")
                    : text.substring(0, comma)
                            + text.substring(comma + 1, part.start())
                            + text.substring(part.end());
        }
        int comma = source.comma(part.end());
        int next = parts.get(index + 1).start();
        boolean alone = source.blank(comma + 1, next);
        return text.substring(0, part.start())
                + text.substring(part.end(), comma)
                + text.substring(alone ? next : comma + 1);
    }

    private Spot spot(List<Object> path) {
        return new Spot(node(path), node(path.subList(0, path.size() - 1)), path.getLast());
    }

    private Node node(List<Object> path) {
        Node node = root;
        for (Object step : path) {
            node =
                    switch (node) {
                        case Node.Mapping(_, var entries) when entries.get(step) != null ->
                                entries.get(step).value();
                        case Node.Sequence(_, var items) when step instanceof Integer i ->
                                items.get(i);
                        default -> throw new IllegalStateException("no such place: " + path);
                    };
        }
        return node;
    }

    /// Where the parts of a collection stand, keys included.
    private static List<Node.Place> parts(Node collection) {
        return switch (collection) {
            case Node.Sequence(_, var items) -> items.stream().map(Node::place).toList();
            case Node.Mapping(_, var entries) ->
                    entries.values().stream()
                            .map(entry ->
                                    new Node.Place(
                                            entry.line(),
                                            entry.column(),
                                            entry.place().start(),
                                            Math.max(
                                                    entry.place().end(),
                                                    entry.value().place().end())))
                            .toList();
            case Node.Scalar _ -> List.of();
        };
    }

    private static int index(Spot spot) {
        return spot.parent() instanceof Node.Mapping(_, var entries)
                ? List.copyOf(entries.keySet()).indexOf(spot.step())
                : (Integer) spot.step();
    }

    private static int end(Node collection) {
        return parts(collection).getLast().end();
    }

    private boolean opens(Node node) {
        int start = node.place().start();
        return start < text.length() && "{[".indexOf(text.charAt(start)) >= 0;
    }

    private boolean isBlock(Node node) {
        return !(node instanceof Node.Scalar) && !opens(node);
    }

    /// Behind the colon of a spot's key.
    private int colon(Spot spot) {
        if (!(spot.parent() instanceof Node.Mapping(_, var entries))) {
            throw new IllegalStateException("an item without a value");
        }
        Node.Entry entry = entries.get(spot.step());
        if (entry == null) {
            throw new IllegalStateException("no such key");
        }
        return source.colon(entry.place().end());
    }

    private String inPlace(Value value, Node node) {
        return value.isFilled()
                ? String.join(source.newline(), YamlText.block(value, node.column() - 1)).strip()
                : YamlText.flow(value);
    }
}
