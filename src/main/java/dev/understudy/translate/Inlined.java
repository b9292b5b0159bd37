package dev.understudy.translate;

import dev.understudy.model.Part.Source;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Data URLs, which carry the bytes of an image or a file in themselves.
final class Inlined {
    private static final String BASE64 = ";base64,";

    private Inlined() {}

    /// The source behind a URL of any kind.
    static Source source(String url) {
        int mark = url.indexOf(BASE64);
        return url.startsWith("data:") && mark > 0
                ? new Source.Inline(url.substring(5, mark), url.substring(mark + BASE64.length()))
                : new Source.Link(url);
    }

    static String url(Source source) {
        return switch (source) {
            case Source.Link(var url) -> url;
            case Source.Inline(var type, var data) -> "data:" + type + BASE64 + data;
        };
    }

    /// The text in a source of text; empty for any other.
    static String text(Source source) {
        if (source instanceof Source.Inline(var type, var data)
                && (type.startsWith("text/") || type.startsWith("application/json"))) {
            try {
                return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException _) {
                return "";
            }
        }
        return "";
    }

    /// A source of plain text.
    static Source ofText(String text) {
        return new Source.Inline(
                "text/plain",
                Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }
}
