package dev.understudy.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The known word nearest to a misspelt one.
public final class Closest {
    private static final int LONGEST = 200;

    private Closest() {}

    /// The nearest of `words` by edit distance, if it is near enough to be what was meant: at most
    /// a third of its letters differ.
    public static Optional<String> to(String misspelt, Collection<String> words) {
        return near(misspelt, words).findFirst();
    }

    /// Those of `words` that are near enough, the nearest first.
    ///
    /// @param most how many
    public static List<String> several(String misspelt, Collection<String> words, int most) {
        return near(misspelt, words).limit(most).toList();
    }

    private static Stream<String> near(String misspelt, Collection<String> words) {
        record Near(String word, int distance) {}
        if (misspelt.length() > LONGEST) {
            return Stream.empty();
        }
        String wanted = misspelt.toLowerCase(Locale.ROOT);
        return words.stream()
                .filter(word -> Math.abs(word.length() - wanted.length()) <= most(word))
                .map(word -> new Near(word, distance(wanted, word.toLowerCase(Locale.ROOT))))
                .filter(near -> near.distance <= most(near.word))
                .sorted(Comparator.comparingInt(Near::distance))
                .map(Near::word);
    }

    private static int most(String word) {
        return Math.max(1, word.length() / 3);
    }

    /// Letters to add, drop, change or swap with their neighbour.
    private static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int best = steps[i - 1][j - 1] + changed;
                best = Math.min(best, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
                boolean swapped =
                        i > 1
                                && j > 1
                                && a.charAt(i - 1) == b.charAt(j - 2)
                                && a.charAt(i - 2) == b.charAt(j - 1);
                steps[i][j] = swapped ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
            }
        }
        return steps[a.length()][b.length()];
    }
}
