package dev.understudy.settings;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Values that stand elsewhere: `${env.get('NAME')}` and `${secrets.get('vault', 'name')}`.
final class Placeholders {
    private static final Pattern ANY =
            Pattern.compile(
                    "\\$\\{\\s*(?:env\\.get\\(\\s*['\"]([^'\"]+)['\"]\\s*\\)"
                            + "|secrets\\.get\\(\\s*['\"]([^'\"]+)['\"]\\s*,\\s*['\"]([^'\"]+)['\"]\\s*\\))\\s*}");

    private final Function<String, @Nullable String> environment;
    private final Secrets secrets;

    /// @param environment a variable's value by its name
    Placeholders(Function<String, @Nullable String> environment, Secrets secrets) {
        this.environment = environment;
        this.secrets = secrets;
    }

    /// An environment variable's value, if it is set and not blank.
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.apply(name))
                .map(String::strip)
                .filter(v -> !v.isEmpty());
    }

    /// The value behind a text that is a placeholder, or the text itself.
    ///
    /// @throws IllegalArgumentException with what is missing, and how to provide it
    String resolve(String text) {
        Matcher whole = ANY.matcher(text);
        if (whole.matches()) {
            return value(whole);
        }
        if (text.contains("${")) {
            throw unknown();
        }
        return text;
    }

    /// A text with the values of the placeholders in it.
    ///
    /// @param found told each of those values
    /// @throws IllegalArgumentException with what is missing, and how to provide it
    String fill(String text, Consumer<String> found) {
        var filled = new StringBuilder();
        Matcher next = ANY.matcher(text);
        int from = 0;
        while (next.find()) {
            String value = value(next);
            found.accept(value);
            filled.append(literal(text, from, next.start())).append(value);
            from = next.end();
        }
        return filled.append(literal(text, from, text.length())).toString();
    }

    /// What a text that stands for a key names.
    static KeyOrigin origin(String text) {
        Matcher whole = ANY.matcher(text);
        if (whole.matches()) {
            return origin(whole);
        }
        return text.isBlank() || text.contains("${")
                ? new KeyOrigin.Unknown()
                : new KeyOrigin.InClear();
    }

    /// All that a text names.
    static Stream<KeyOrigin> all(String text) {
        return ANY.matcher(text).results().map(Placeholders::origin);
    }

    private static KeyOrigin origin(MatchResult match) {
        String variable = match.group(1);
        return variable == null
                ? new KeyOrigin.InVault(match.group(2), match.group(3))
                : new KeyOrigin.InEnvironment(variable);
    }

    private String value(Matcher match) {
        String name = match.group(1);
        if (name != null) {
            return variable(name)
                    .orElseThrow(() ->
                            new IllegalArgumentException(
                                    "the environment variable %s is not set".formatted(name)));
        }
        try {
            return secrets.get(match.group(2), match.group(3));
        } catch (SecretUnavailableException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static String literal(String text, int from, int to) {
        String part = text.substring(from, to);
        if (part.contains("${")) {
            throw unknown();
        }
        return part;
    }

    private static IllegalArgumentException unknown() {
        return new IllegalArgumentException(
                "write ${env.get('NAME')} or ${secrets.get('vault', 'name')}");
    }
}
