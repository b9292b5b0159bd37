package dev.understudy.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/// Texts that need no model: the same for the same prompt.
final class Words {
    private static final List<String> VOCABULARY =
            List.of(
                    "stage", "light", "curtain", "line", "cue", "scene", "actor", "voice", "prompt",
                    "script", "wing", "box", "house", "seat", "act", "play", "part", "mask", "robe",
                    "lamp", "rope", "trap", "pit", "song", "dance", "bow", "hush", "drum", "bell",
                    "rain", "storm", "night", "dawn", "river", "garden", "tower", "letter", "crown",
                    "sword", "ring", "rose", "raven", "ghost", "queen", "king", "fool", "nurse",
                    "ship", "island", "forest", "market", "bridge", "window", "mirror", "candle",
                    "velvet", "silver", "quiet", "sudden", "early", "late", "brave", "gentle",
                    "distant");
    private static final Pattern PIECE = Pattern.compile("\\s*\\S+\\s*");

    private Words() {}

    /// `count` words, each but the first with a space before it.
    static List<String> from(String prompt, int count) {
        var random = new Random(prompt.hashCode());
        var words = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            String word = VOCABULARY.get(random.nextInt(VOCABULARY.size()));
            words.add(i == 0 ? word : " " + word);
        }
        return words;
    }

    /// The words of a text with the white space around them.
    static List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        PIECE.matcher(text).results().forEach(match -> pieces.add(match.group()));
        return pieces;
    }
}
