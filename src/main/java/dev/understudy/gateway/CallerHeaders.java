package dev.understudy.gateway;

import dev.understudy.model.ApiKey;
import dev.understudy.model.FromCaller;
import dev.understudy.model.FromCaller.OwnKey;
import dev.understudy.model.Plan;
import dev.understudy.routing.Resolver;
import dev.understudy.routing.UnknownModelException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;

/// Picks out of a caller's headers what may leave the gateway.
final class CallerHeaders {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Pattern LINE = Pattern.compile("[ -~]{1,1024}");

    /// The source of a step that a strategy chose and nobody named.
    private static final String UNNAMED = "auto";

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

    /// Whom a caller's own key is for: the first provider that the first name leads to. Nobody, if
    /// anything that name leads to is not tried: then who comes first may be another than was
    /// meant.
    static Optional<OwnKey> ownKey(
            Optional<ApiKey> key, List<String> asked, Plan plan, Resolver resolver) {
        if (key.isEmpty() || asked.isEmpty()) {
            return Optional.empty();
        }
        try {
            Plan first = asked.size() == 1 ? plan : resolver.resolve(asked.subList(0, 1));
            boolean meant =
                    first.rejected().isEmpty()
                            && !first.steps().getFirst().source().equals(UNNAMED);
            return meant
                    ? key.map(own -> new OwnKey(first.targets().getFirst().provider(), own))
                    : Optional.empty();
        } catch (UnknownModelException _) {
            return Optional.empty();
        }
    }
}
