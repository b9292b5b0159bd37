package dev.understudy.settings;

import dev.understudy.model.Closest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one mapping of the settings: each field with its type, each problem with its place.
final class Fields {
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d{1,4})h)?(?:(\\d{1,5})m)?(?:(\\d{1,6})s)?(?:(\\d{1,7})ms)?");

    private final Node node;
    private final Map<String, Node.Entry> entries;
    private final String path;
    private final List<Problem> problems;

    private Fields(
            Node node, Map<String, Node.Entry> entries, String path, List<Problem> problems) {
        this.node = node;
        this.entries = entries;
        this.path = path;
        this.problems = problems;
    }

    /// The fields of a node that should be a mapping; none if it is something else, which is told.
    static Fields of(Node node, String path, List<Problem> problems, Set<String> known) {
        if (!(node instanceof Node.Mapping mapping)) {
            if (!empty(node)) {
                problems.add(
                        new Problem(
                                node.line(),
                                node.column(),
                                path,
                                "expected keys and values, found " + node.what()));
            }
            return new Fields(node, Map.of(), path, problems);
        }
        mapping.entries()
                .forEach((key, entry) -> {
                    if (!known.contains(key)) {
                        problems.add(unknown(key, entry, path, known));
                    }
                });
        return new Fields(node, mapping.entries(), path, problems);
    }

    /// A field's value, if it is there and not empty.
    Optional<Node> node(String key) {
        return Optional.ofNullable(entries.get(key))
                .map(Node.Entry::value)
                .filter(value -> !empty(value));
    }

    Optional<String> text(String key) {
        return node(key)
                .flatMap(node -> {
                    if (node instanceof Node.Scalar scalar) {
                        return Optional.of(scalar.text());
                    }
                    problem(key, "expected a text, found " + node.what());
                    return Optional.empty();
                });
    }

    /// The fields of a mapping within, if it is there and not empty.
    Optional<Fields> within(String key, Set<String> known) {
        return node(key).map(node -> of(node, join(key), problems, known));
    }

    /// The fields of each mapping of a list.
    List<Fields> each(String key, Set<String> known) {
        List<Node> items = items(key);
        var all = new ArrayList<Fields>();
        for (int i = 0; i < items.size(); i++) {
            all.add(of(items.get(i), join("%s[%d]".formatted(key, i)), problems, known));
        }
        return all;
    }

    /// The entries of a mapping within whose keys are free; none if it is not there.
    Map<String, Node.Entry> entries(String key) {
        Optional<Node> node = node(key);
        if (node.isPresent() && !(node.get() instanceof Node.Mapping)) {
            problem(key, "expected keys and values, found " + node.get().what());
        }
        return node.map(value ->
                        value instanceof Node.Mapping mapping
                                ? mapping.entries()
                                : Map.<String, Node.Entry>of())
                .orElse(Map.of());
    }

    int number(String key, int fallback, int least, int most) {
        return number(key, least, most).orElse(fallback);
    }

    OptionalInt number(String key, int least, int most) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(text.get().replace("_", ""));
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException _) {
            // told below, like a number out of bounds
        }
        problem(
                key,
                "expected a number from %d to %d, found \"%s\"".formatted(least, most, text.get()));
        return OptionalInt.empty();
    }

    boolean flag(String key) {
        return flag(key, false);
    }

    boolean flag(String key, boolean fallback) {
        return word(key, Map.of("true", true, "false", false)).orElse(fallback);
    }

    /// A field that takes one of a few words.
    <T> Optional<T> word(String key, Map<String, T> words) {
        return text(key)
                .flatMap(text -> {
                    T value = words.get(text.toLowerCase(Locale.ROOT));
                    if (value == null) {
                        problem(
                                key,
                                "expected %s, found \"%s\""
                                        .formatted(
                                                String.join(
                                                        " or ",
                                                        words.keySet().stream().sorted().toList()),
                                                text));
                    }
                    return Optional.ofNullable(value);
                });
    }

    Duration duration(String key, Duration fallback) {
        return duration(key).orElse(fallback);
    }

    Optional<Duration> duration(String key) {
        return text(key)
                .flatMap(text -> {
                    Matcher match = DURATION.matcher(text);
                    if (!text.isEmpty() && match.matches()) {
                        Duration length =
                                Duration.ofHours(part(match, 1))
                                        .plusMinutes(part(match, 2))
                                        .plusSeconds(part(match, 3))
                                        .plusMillis(part(match, 4));
                        if (!length.isZero()) {
                            return Optional.of(length);
                        }
                    }
                    problem(
                            key,
                            "expected a length of time such as 500ms, 30s, 2m or 1h, found \"%s\""
                                    .formatted(text));
                    return Optional.empty();
                });
    }

    /// A list of texts; empty if there is none.
    List<String> texts(String key) {
        var texts = new ArrayList<String>();
        for (Node item : items(key)) {
            if (item instanceof Node.Scalar scalar && !scalar.isNull()) {
                texts.add(scalar.text());
            } else {
                problem(key, "expected a list of texts, found " + item.what());
            }
        }
        return texts;
    }

    /// A list's items; empty if there is none.
    List<Node> items(String key) {
        Optional<Node> node = node(key);
        if (node.isPresent() && !(node.get() instanceof Node.Sequence)) {
            problem(key, "expected a list, found " + node.get().what());
        }
        return node.map(value ->
                        value instanceof Node.Sequence list ? list.items() : List.<Node>of())
                .orElse(List.of());
    }

    /// Tells a problem with a field, or with the whole if the field is not there. What is no
    /// mapping has been told already, and can lack no field.
    void problem(String key, String message) {
        Node.Entry entry = entries.get(key);
        if (entry == null && !(node instanceof Node.Mapping) && !empty(node)) {
            return;
        }
        problems.add(
                entry == null
                        ? new Problem(node.line(), node.column(), path, message)
                        : new Problem(
                                entry.value().line(), entry.value().column(), join(key), message));
    }

    /// Tells a problem with a node somewhere below.
    void problem(Node at, String key, String message) {
        problems.add(new Problem(at.line(), at.column(), join(key), message));
    }

    /// Tells what is left out, and why.
    void warning(String key, String message, List<Problem> warnings) {
        Node.Entry entry = entries.get(key);
        warnings.add(
                entry == null
                        ? new Problem(node.line(), node.column(), path, message)
                        : new Problem(
                                entry.value().line(), entry.value().column(), join(key), message));
    }

    /// Whether there is anything to read.
    boolean isThere() {
        return !entries.isEmpty();
    }

    /// The path of a field of these.
    String join(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static boolean empty(Node node) {
        return node instanceof Node.Scalar scalar && scalar.isNull();
    }

    private static Problem unknown(String key, Node.Entry entry, String path, Set<String> known) {
        String advice =
                Closest.to(key, known)
                        .map(word -> "did you mean \"%s\"?".formatted(word))
                        .orElseGet(() ->
                                "the keys here are "
                                        + String.join(", ", known.stream().sorted().toList()));
        return new Problem(
                entry.line(),
                entry.column(),
                path,
                "there is no key \"%s\": %s".formatted(key, advice));
    }

    private static long part(Matcher match, int group) {
        return match.group(group) == null ? 0 : Long.parseLong(match.group(group));
    }
}
