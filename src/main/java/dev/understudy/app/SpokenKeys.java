package dev.understudy.app;

import dev.understudy.model.Provider;
import dev.understudy.settings.BuiltInProviders;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds keys among the arguments of a command, where every program on the machine can read them.
final class SpokenKeys {
    /// What to say of one; it is not repeated.
    static final String REFUSAL =
            "an argument looks like a key, and every program on this machine can read arguments: leave it out, it is asked for or read from the standard input; if it is in use, make a new one in its place";

    private static final int SHORTEST = 16;
    private static final Pattern ACCESS_KEY = Pattern.compile("us-[A-Za-z0-9_-]{43}");
    private static final Pattern USUAL = Pattern.compile("sk-[!-~]{13,}");

    /// Of letters and digits alone, without a word in it.
    private static final Pattern RANDOM =
            Pattern.compile("(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9]{32,}");

    private SpokenKeys() {}

    /// Whether an argument is a key, or holds one behind a name: `NAME=key`, `provider/key`.
    static boolean among(String... arguments) {
        List<Provider> known = BuiltInProviders.all();
        return Arrays.stream(arguments)
                .flatMap(SpokenKeys::parts)
                .anyMatch(part -> isKey(part, known));
    }

    private static Stream<String> parts(String argument) {
        String text = KeyShapes.clean(argument);
        return Stream.of(
                text,
                text.substring(text.lastIndexOf('=') + 1),
                text.substring(text.indexOf('/') + 1));
    }

    private static boolean isKey(String text, List<Provider> known) {
        return ACCESS_KEY.matcher(text).matches()
                || USUAL.matcher(text).matches()
                || RANDOM.matcher(text).matches()
                || (text.length() >= SHORTEST
                        && text.indexOf('/') < 0
                        && KeyShapes.beginsLikeOneOf(known, text));
    }
}
