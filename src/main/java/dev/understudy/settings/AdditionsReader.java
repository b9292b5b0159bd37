package dev.understudy.settings;

import dev.understudy.model.Additions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Reads what every request to a provider gets: `headers`, `query_params`, `body` and
/// `max_output_tokens`.
final class AdditionsReader {
    private static final int MOST_TOKENS = 500_000;
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

    /// Headers a key travels in, and those the connection needs for itself.
    private static final Set<String> OUR_HEADERS =
            Set.of(
                    "authorization",
                    "proxy-authorization",
                    "x-api-key",
                    "api-key",
                    "x-goog-api-key",
                    "understudy-access-key",
                    "cookie",
                    "host",
                    "connection",
                    "proxy-connection",
                    "keep-alive",
                    "content-length",
                    "content-type",
                    "content-encoding",
                    "transfer-encoding",
                    "accept-encoding",
                    "expect",
                    "te",
                    "trailer",
                    "upgrade");

    /// Fields the gateway itself works with.
    private static final Set<String> OUR_FIELDS = Set.of("model", "models", "stream");

    private final Placeholders placeholders;
    private final List<Problem> warnings;

    AdditionsReader(Placeholders placeholders, List<Problem> warnings) {
        this.placeholders = placeholders;
        this.warnings = warnings;
    }

    Additions read(Fields root) {
        var secrets = new HashSet<String>();
        UnaryOperator<String> fill = text -> placeholders.fill(text, secrets::add);
        return new Additions(
                texts(root, "headers", fill, (name, value) -> header(root, name, value)),
                texts(root, "query_params", fill, (_, _) -> true),
                body(root, fill),
                tokens(root, "max_output_tokens"),
                secrets);
    }

    /// A limit on tokens.
    static OptionalInt tokens(Fields root, String key) {
        return root.number(key, 1, MOST_TOKENS);
    }

    private Map<String, String> texts(
            Fields root, String key, UnaryOperator<String> fill, BiPredicate<String, String> fits) {
        var texts = new LinkedHashMap<String, String>();
        root.entries(key)
                .forEach((name, entry) -> {
                    if (!(entry.value() instanceof Node.Scalar scalar)) {
                        root.problem(
                                key,
                                "\"%s\": expected a text, found %s"
                                        .formatted(name, entry.value().what()));
                        return;
                    }
                    try {
                        String value = fill.apply(scalar.text());
                        if (fits.test(name, value)) {
                            texts.put(name, value);
                        }
                    } catch (IllegalArgumentException e) {
                        leftOut(root, key, name, entry, e);
                    }
                });
        return texts;
    }

    private boolean header(Fields root, String name, String value) {
        if (!HEADER_NAME.matcher(name).matches()) {
            root.problem("headers", "\"%s\" is no name for a header".formatted(name));
            return false;
        }
        if (value.chars().anyMatch(c -> (c < 0x20 && c != '\t') || c > 0x7e)) {
            root.problem(
                    "headers",
                    "\"%s\": a header's value is one line of printable ASCII".formatted(name));
            return false;
        }
        if (OUR_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            root.warning(
                    "headers",
                    "\"%s\" is left out: the gateway sets it itself; keys belong into api_keys"
                            .formatted(name),
                    warnings);
            return false;
        }
        return true;
    }

    private Map<String, String> body(Fields root, UnaryOperator<String> fill) {
        var body = new LinkedHashMap<String, String>();
        root.entries("body")
                .forEach((name, entry) -> {
                    if (OUR_FIELDS.contains(name)) {
                        root.problem(
                                "body", "\"%s\" is the caller's to set, not here".formatted(name));
                        return;
                    }
                    try {
                        body.put(name, Values.json(entry.value(), fill).toString());
                    } catch (IllegalArgumentException e) {
                        leftOut(root, "body", name, entry, e);
                    }
                });
        return body;
    }

    private void leftOut(
            Fields root, String key, String name, Node.Entry entry, IllegalArgumentException e) {
        warnings.add(
                new Problem(
                        entry.value().line(),
                        entry.value().column(),
                        root.join(key) + "." + name,
                        "it is left out: " + e.getMessage()));
    }
}
