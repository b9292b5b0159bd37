package dev.understudy.settings;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Values that stand elsewhere: `${env.get('NAME')}` and `${secrets.get('vault', 'name')}`.
final class Placeholders {
    private static final Pattern ENV =
            Pattern.compile("\\$\\{\\s*env\\.get\\(\\s*['\"]([^'\"]+)['\"]\\s*\\)\\s*}");
    private static final Pattern SECRET =
            Pattern.compile(
                    "\\$\\{\\s*secrets\\.get\\(\\s*['\"]([^'\"]+)['\"]\\s*,\\s*['\"]([^'\"]+)['\"]\\s*\\)\\s*}");

    private final Function<String, @Nullable String> environment;

    /// @param environment a variable's value by its name
    Placeholders(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /// An environment variable's value, if it is set and not blank.
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.apply(name))
                .map(String::strip)
                .filter(v -> !v.isEmpty());
    }

    /// The value behind a text, which may be the text itself.
    ///
    /// @throws IllegalArgumentException with what is missing, and how to provide it
    String resolve(String text) {
        Matcher env = ENV.matcher(text);
        if (env.matches()) {
            String name = env.group(1);
            return variable(name)
                    .orElseThrow(() ->
                            new IllegalArgumentException(
                                    "the environment variable %s is not set".formatted(name)));
        }
        Matcher secret = SECRET.matcher(text);
        if (secret.matches()) {
            throw new IllegalArgumentException(
                    "the secret %s/%s is in no vault yet: use ${env.get('NAME')}"
                            .formatted(secret.group(1), secret.group(2)));
        }
        if (text.contains("${")) {
            throw new IllegalArgumentException(
                    "write ${env.get('NAME')} or ${secrets.get('vault', 'name')}");
        }
        return text;
    }
}
