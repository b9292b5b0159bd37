package dev.understudy.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes values as YAML.
final class YamlText {
    private static final int LONGEST_FLOW = 90;
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*|(\\d{1,4}h)?(\\d{1,5}m)?(\\d{1,6}m?s)?");
    private static final Set<String> WORDS =
            Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    /// Line ends and marks that a text must not hold as they are.
    private static final Set<Integer> UNSEEN = Set.of(0x2028, 0x2029, 0xfeff, 0xfffe, 0xffff);

    private YamlText() {}

    /// In one line, as within brackets.
    static String flow(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text(text);
            case Value.Plain(var text) -> text.isEmpty() ? "null" : text;
            case Value.Items(var items) ->
                    items.stream().map(YamlText::flow).collect(Collectors.joining(", ", "[", "]"));
            case Value.Entries(var entries) ->
                    entries.isEmpty()
                            ? "{}"
                            : entries.entrySet().stream()
                                    .map(e -> text(e.getKey()) + ": " + flow(e.getValue()))
                                    .collect(Collectors.joining(", ", "{ ", " }"));
        };
    }

    /// A key and its value, in lines that begin with `indent` spaces.
    static List<String> entry(String key, Value value, int indent) {
        String start = " ".repeat(indent) + text(key) + ":";
        if (inLine(value)) {
            return List.of(start + " " + flow(value));
        }
        var lines = new ArrayList<String>();
        lines.add(start);
        lines.addAll(block(value, indent + 2));
        return lines;
    }

    /// An item of a list, in lines whose first begins with `indent` spaces and a dash.
    static List<String> item(Value value, int indent) {
        if (inLine(value)) {
            return List.of(" ".repeat(indent) + "- " + flow(value));
        }
        var lines = new ArrayList<>(block(value, indent + 2));
        lines.set(0, " ".repeat(indent) + "- " + lines.getFirst().substring(indent + 2));
        return lines;
    }

    /// A filled list or mapping, in lines.
    static List<String> block(Value value, int indent) {
        var lines = new ArrayList<String>();
        switch (value) {
            case Value.Items(var items) -> items.forEach(item -> lines.addAll(item(item, indent)));
            case Value.Entries(var entries) ->
                    entries.forEach((key, part) -> lines.addAll(entry(key, part, indent)));
            case Value.Text _, Value.Plain _ -> lines.add(" ".repeat(indent) + flow(value));
        }
        return lines;
    }

    /// Whether a value goes behind its key: a scalar, nothing, or a short list of scalars.
    private static boolean inLine(Value value) {
        return !value.isFilled()
                || (value instanceof Value.Items(var items)
                        && items.stream()
                                .noneMatch(item ->
                                        !(item instanceof Value.Text)
                                                && !(item instanceof Value.Plain))
                        && flow(value).length() <= LONGEST_FLOW);
    }

    private static String text(String text) {
        if (!text.isEmpty()
                && PLAIN.matcher(text).matches()
                && !WORDS.contains(text.toLowerCase(Locale.ROOT))) {
            return text;
        }
        var quoted = new StringBuilder("\"");
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '"' -> quoted.append("\\\"");
                        case '\\' -> quoted.append("\\\\");
                        case '\n' -> quoted.append("\\n");
                        case '\r' -> quoted.append("\\r");
                        case '\t' -> quoted.append("\\t");
                        default -> {
                            if (c < 0x20 || (c >= 0x7f && c < 0xa0)) {
                                quoted.append("\\x%02x".formatted(c));
                            } else if (UNSEEN.contains(c) || (c >= 0xd800 && c < 0xe000)) {
                                quoted.append("\\u%04x".formatted(c));
                            } else {
                                quoted.appendCodePoint(c);
                            }
                        }
                    }
                });
        return quoted.append('"').toString();
    }
}
