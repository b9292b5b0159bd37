package dev.understudy.upstream;

import dev.understudy.model.Additions;
import dev.understudy.model.ApiKey;
import dev.understudy.model.ProviderError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What goes out with a call and must not come back in an error's words: some providers repeat the
/// key they refuse. Besides the key, what the settings took from the vault or the environment, and
/// the headers and parameters whose names tell of a secret.
///
/// @param additions what the settings add to the call
record Secrets(Optional<ApiKey> key, Additions additions) {
    private static final Pattern NAMED_SO =
            Pattern.compile("key|token|secret|auth|password|cookie", Pattern.CASE_INSENSITIVE);

    /// Shorter ones would be found in innocent words.
    private static final int SHORTEST = 8;

    /// An error in whose words no secret stands.
    ProviderError without(ProviderError error) {
        return new ProviderError(
                error.status(),
                without(error.code()),
                without(error.type()),
                without(error.message()));
    }

    /// A text in which no secret stands, nor the beginning of one at its end, where it was cut.
    String without(String text) {
        String clean = text;
        for (var mask : masks().entrySet()) {
            clean = withoutBeginning(mask.getKey(), clean.replace(mask.getKey(), mask.getValue()));
        }
        return clean;
    }

    private static String withoutBeginning(String secret, String text) {
        int end = text.endsWith("…") ? text.length() - 1 : text.length();
        for (int length = secret.length() - 1; length >= SHORTEST; length--) {
            if (text.regionMatches(end - length, secret, 0, length)) {
                return text.substring(0, end - length) + "…";
            }
        }
        return text;
    }

    /// What to say instead, by form of a secret.
    private Map<String, String> masks() {
        var masks = new LinkedHashMap<String, String>();
        key.ifPresent(used -> mask(used.reveal(), used.hint(), masks));
        additions.secrets().forEach(secret -> mask(secret, "…", masks));
        Stream.of(additions.headers(), additions.queryParams())
                .flatMap(values -> values.entrySet().stream())
                .filter(value -> NAMED_SO.matcher(value.getKey()).find())
                .forEach(value -> mask(value.getValue(), "…", masks));
        masks.keySet().removeIf(secret -> secret.length() < SHORTEST);
        return masks;
    }

    private static void mask(String secret, String instead, Map<String, String> masks) {
        Disguises.of(secret).forEach(form -> masks.putIfAbsent(form, instead));
    }
}
