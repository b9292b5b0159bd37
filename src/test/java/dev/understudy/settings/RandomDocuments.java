package dev.understudy.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Small YAML documents in the styles people write, with numbered comments between their lines.
final class RandomDocuments {
    private static final String[] TEXTS = {
        "a",
        "two words",
        "x:y",
        "it's",
        "",
        "1",
        "true",
        "- no list",
        "ü🙂",
        "a\nb",
        "# none",
        "${env.get('A')}",
        "{",
        "30s"
    };

    private final Random random;
    private int comments;

    RandomDocuments(Random random) {
        this.random = random;
    }

    String text() {
        var out = new StringBuilder();
        int sections = random.nextInt(1, 5);
        for (int i = 0; i < sections; i++) {
            comment(out, 0);
            section(out, "k" + i, 0, 0);
        }
        comment(out, 0);
        String newline = random.nextInt(4) == 0 ? "\r\n" : "\n";
        return out.toString().replace("\n", newline);
    }

    /// A path to something that is there.
    List<Object> path(Value root, Random choice) {
        var path = new ArrayList<Object>();
        Value at = root;
        while (at.isFilled() && (path.isEmpty() || choice.nextInt(3) > 0)) {
            switch (at) {
                case Value.Entries(var entries) -> {
                    List<String> keys = List.copyOf(entries.keySet());
                    String key = keys.get(choice.nextInt(keys.size()));
                    path.add(key);
                    at = entries.getOrDefault(key, new Value.Plain(""));
                }
                case Value.Items(var items) -> {
                    int index = choice.nextInt(items.size());
                    path.add(index);
                    at = items.get(index);
                }
                case Value.Text _, Value.Plain _ -> {}
            }
        }
        return path;
    }

    /// A value as the editor takes it.
    Object plain(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> random.nextInt(100);
            case 1 -> random.nextBoolean();
            case 2, 3 -> TEXTS[random.nextInt(TEXTS.length)];
            case 4 -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    list.add(plain(depth - 1));
                }
                yield list;
            }
            default -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    map.put("m" + i, plain(depth - 1));
                }
                yield map;
            }
        };
    }

    private void section(StringBuilder out, String key, int indent, int depth) {
        out.append(" ".repeat(indent)).append(key).append(':');
        switch (depth > 2 ? 0 : random.nextInt(5)) {
            case 0 -> tail(out.append(' ').append(YamlText.flow(Value.of(plain(0)))));
            case 1 -> tail(out.append(' ').append(YamlText.flow(Value.of(plain(2)))));
            case 2 -> tail(out);
            case 3 -> {
                tail(out);
                int inner = indent + 1 + random.nextInt(3);
                for (int i = random.nextInt(1, 4); i > 0; i--) {
                    comment(out, inner);
                    section(out, key + i, inner, depth + 1);
                }
            }
            default -> {
                tail(out);
                int inner = indent + 2 * random.nextInt(2);
                for (int i = random.nextInt(1, 4); i > 0; i--) {
                    comment(out, inner);
                    item(out, key, inner, depth);
                }
            }
        }
    }

    private void item(StringBuilder out, String key, int indent, int depth) {
        if (random.nextInt(2) == 0) {
            tail(
                    out.append(" ".repeat(indent))
                            .append("- ")
                            .append(YamlText.flow(Value.of(plain(1)))));
            return;
        }
        var inner = new StringBuilder();
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            section(inner, key + "i" + i, indent + 2, depth + 2);
        }
        inner.setCharAt(indent, '-');
        out.append(inner);
    }

    private void tail(StringBuilder out) {
        if (random.nextInt(4) == 0) {
            out.append("  # c").append(comments++).append('.');
        }
        out.append('\n');
    }

    private void comment(StringBuilder out, int indent) {
        if (random.nextInt(4) == 0) {
            out.append(random.nextBoolean() ? "\n" : "")
                    .append(" ".repeat(indent))
                    .append("# c")
                    .append(comments++)
                    .append(".\n");
        }
    }
}
