package dev.understudy.app;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// Tells how well a thing is meant by words of which letters may be left out. Immutable.
///
/// Each word counts for itself, in any order: best where it is the name, then its beginning, the
/// beginning of a word in it, a part of it, and letters of it in order; a name counts before an id.
final class Fuzzy {
    /// What a match costs that is no part of the name, but its letters in order.
    static final int SCATTERED = 8;

    private static final int BEGINS = 1;
    private static final int BEGINS_WORD = 2;
    private static final int PART = 4;

    private final List<String> words;

    Fuzzy(String words) {
        this.words = List.of(words.strip().toLowerCase(Locale.ROOT).split("\\s+"));
    }

    /// Whether everything is meant.
    boolean isBlank() {
        return words.getFirst().isEmpty();
    }

    /// How far a thing is from what is meant, 0 if it is that; empty if it is not meant.
    ///
    /// @param name in small letters, like the id
    OptionalInt distance(String name, String id) {
        int sum = 0;
        for (String word : words) {
            int byName = between(word, name);
            int byId = between(word, id);
            int best = Math.min(byName, byId == Integer.MAX_VALUE ? byId : byId + 1);
            if (best == Integer.MAX_VALUE) {
                return OptionalInt.empty();
            }
            sum += best;
        }
        return OptionalInt.of(sum);
    }

    private static int between(String word, String text) {
        int at = text.indexOf(word);
        if (at < 0) {
            int gaps = gaps(word, text);
            return gaps < 0 ? Integer.MAX_VALUE : SCATTERED + gaps;
        }
        if (at == 0) {
            return text.length() == word.length() ? 0 : BEGINS;
        }
        while (at > 0) {
            if (!Character.isLetterOrDigit(text.charAt(at - 1))) {
                return BEGINS_WORD;
            }
            at = text.indexOf(word, at + 1);
        }
        return PART;
    }

    /// How often letters are left out between those of a word, if they stand there in order; a
    /// negative number if not.
    private static int gaps(String word, String text) {
        int gaps = 0;
        int from = 0;
        for (int i = 0; i < word.length(); i++) {
            int at = text.indexOf(word.charAt(i), from);
            if (at < 0) {
                return -1;
            }
            if (i > 0 && at != from) {
                gaps++;
            }
            from = at + 1;
        }
        return gaps;
    }
}
