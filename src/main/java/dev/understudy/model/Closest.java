package dev.understudy.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The known word nearest to a misspelt one.
public final class Closest {
    private static final int LONGEST = 200;

    private Closest() {}

    /// The nearest of `words` by edit distance, if it is near enough to be what was meant: at most
    /// a third of its letters differ.
    public static Optional<String> to(String misspelt, Collection<String> words) {
        record Near(String word, int distance) {}
        if (misspelt.length() > LONGEST) {
            return Optional.empty();
        }
        String wanted = misspelt.toLowerCase(Locale.ROOT);
        return words.stream()
                .map(word -> new Near(word, distance(wanted, word.toLowerCase(Locale.ROOT))))
                .filter(near -> near.distance <= Math.max(1, near.word.length() / 3))
                .min(Comparator.comparingInt(Near::distance))
                .map(Near::word);
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
