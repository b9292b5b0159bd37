package dev.understudy.app;

import dev.understudy.model.ApiKey;
import dev.understudy.model.Provider;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How providers' keys look: to recognise one by, and to show as much of it as is no secret.
final class KeyShapes {
    private static final int SHORTEST_HINTED = 24;
    private static final int SHOWN = 4;

    /// Of what is pasted, and of a key.
    static final int LONGEST = 4096;

    /// A beginning that many share says nothing.
    private static final int TELLING = 4;

    private static final Pattern BEGINNING =
            Pattern.compile("([A-Za-z0-9_-]*)(?:\\(([a-z0-9|-]+)\\)(\\??))?(.?)");
    private static final Pattern ASSIGNED =
            Pattern.compile("(?:export\\s+)?[A-Za-z_][A-Za-z0-9_]*\\s*=\\s*(\\S.*)");

    private KeyShapes() {}

    /// What was pasted without what often stands around a key: blanks, quotes, a variable's name,
    /// the word `Bearer`.
    static String clean(String pasted) {
        String text = pasted.length() > LONGEST ? pasted.substring(0, LONGEST) : pasted;
        text = text.strip();
        Matcher assigned = ASSIGNED.matcher(text);
        if (assigned.matches()) {
            text = assigned.group(1).strip();
        }
        text = unquoted(text);
        return text.regionMatches(true, 0, "Bearer ", 0, 7) ? text.substring(7).strip() : text;
    }

    private static String unquoted(String text) {
        boolean quoted =
                text.length() > 1
                        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                        && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }

    /// The providers whose keys look like this one: those whose whole shape it has first, and among
    /// them those with the longest beginning; behind them those whose beginning it has.
    static List<Provider> recognise(String pasted, List<Provider> providers) {
        String key = clean(pasted);
        if (key.isEmpty()) {
            return List.of();
        }
        return providers.stream()
                .filter(provider -> !provider.keyShape().isEmpty())
                .filter(provider ->
                        has(provider, key) || beginning(provider, key).length() >= TELLING)
                .sorted(
                        Comparator.comparing((Provider provider) -> !has(provider, key))
                                .thenComparingInt(provider -> -beginning(provider, key).length())
                                .thenComparing(provider -> provider.keyShape().endsWith("+")))
                .toList();
    }

    /// Whether a text begins as the keys of one of them alone do.
    static boolean beginsLikeOneOf(List<Provider> providers, String text) {
        return providers.stream()
                .filter(provider -> !provider.keyShape().isEmpty())
                .anyMatch(provider -> beginning(provider, text).length() >= TELLING);
    }

    private static boolean has(Provider provider, String key) {
        return Pattern.matches(provider.keyShape(), key);
    }

    /// How a provider's keys begin; blank if they have no usual shape.
    static String example(Provider provider) {
        Matcher shape = BEGINNING.matcher(provider.keyShape());
        if (!shape.lookingAt()) {
            return "";
        }
        String first = literal(shape);
        return shape.group(2) == null ? first : first + shape.group(2).split("\\|", -1)[0];
    }

    /// The part of a key's beginning that the provider's keys share; blank if it has none of it.
    private static String beginning(Provider provider, String key) {
        Matcher shape = BEGINNING.matcher(provider.keyShape());
        if (!shape.lookingAt() || !key.startsWith(literal(shape))) {
            return "";
        }
        String first = literal(shape);
        if (shape.group(2) == null) {
            return first;
        }
        for (String word : shape.group(2).split("\\|", -1)) {
            if (key.startsWith(first + word)) {
                return first + word;
            }
        }
        return shape.group(3).isEmpty() ? "" : first;
    }

    /// A letter before a quantifier is none of the beginning.
    private static String literal(Matcher shape) {
        String letters = shape.group(1);
        return shape.group(2) == null
                        && !letters.isEmpty()
                        && "+*?{".contains(shape.group(4))
                        && !shape.group(4).isEmpty()
                ? letters.substring(0, letters.length() - 1)
                : letters;
    }

    /// What can be shown of a key: its beginning, where that is no secret, and its last four
    /// characters; of a short one nothing.
    ///
    /// @param owner whose key it is, if that is known
    static String hint(ApiKey key, Optional<Provider> owner) {
        String text = key.reveal();
        if (text.length() < SHORTEST_HINTED) {
            return "…";
        }
        return owner.map(provider -> beginning(provider, text)).orElse("")
                + "…"
                + text.substring(text.length() - SHOWN);
    }
}
