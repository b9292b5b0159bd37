package dev.understudy.gateway;

import dev.understudy.model.FromCaller;
import dev.understudy.model.FromCaller.OwnKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;

/// Picks out of a caller's headers what may leave the gateway.
final class CallerHeaders {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Pattern LINE = Pattern.compile("[ -~]{1,1024}");

    private static final int MOST_BETAS = 50;

    private CallerHeaders() {}

    /// @param key the caller's own provider key
    static FromCaller of(HttpFields headers, Optional<OwnKey> key) {
        Map<String, String> attribution = new LinkedHashMap<>();
        for (String name : FromCaller.ATTRIBUTION) {
            String value = headers.get(name);
            if (value != null && LINE.matcher(value).matches()) {
                attribution.put(name, value);
            }
        }
        String version = headers.get("anthropic-version");
        return new FromCaller(
                version != null && WORD.matcher(version).matches() ? version : "",
                headers.getValuesList("anthropic-beta").stream()
                        .flatMap(value -> Stream.of(value.split(",", -1)))
                        .map(String::strip)
                        .filter(beta -> WORD.matcher(beta).matches())
                        .distinct()
                        .limit(MOST_BETAS)
                        .toList(),
                attribution,
                key);
    }
}
