package dev.understudy;

import static org.junit.jupiter.api.Assertions.fail;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A secret that must appear nowhere, in none of the forms that programs write texts in.
public final class Canary {
    /// Enough of one to be it, where only a part can be told.
    private static final int TELLING = 12;

    private final Map<String, String> forms = new LinkedHashMap<>();

    /// @param secret 15 characters at least
    public Canary(String secret) {
        byte[] utf8 = secret.getBytes(StandardCharsets.UTF_8);
        put("in clear", secret);
        put("in UTF-16", bytes(secret, StandardCharsets.UTF_16LE));
        put("in hexadecimal digits", HexFormat.of().formatHex(utf8));
        put("in capital hexadecimal digits", HexFormat.of().withUpperCase().formatHex(utf8));
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        put("URL-encoded as a form", url);
        put("URL-encoded", url.replace("+", "%20"));
        put("URL-encoded in small letters", lowerEscapes(url.replace("+", "%20")));
        String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
        put("JSON-escaped", json);
        put("JSON-escaped with its slashes", json.replace("/", "\\/"));
        put("HTML-escaped", secret.replace("&", "&amp;").replace("\"", "&quot;"));
        // In Base64, wherever it begins in a group of three, its middle is one of three texts.
        for (int skipped = 0; skipped < 3; skipped++) {
            byte[] middle = bytes8(secret.substring(skipped, skipped + TELLING));
            put("in Base64, " + skipped, Base64.getEncoder().encodeToString(middle));
            put("in Base64 for URLs, " + skipped, Base64.getUrlEncoder().encodeToString(middle));
        }
    }

    private void put(String name, String form) {
        forms.put(name, form);
    }

    private static byte[] bytes8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String bytes(String text, Charset charset) {
        return new String(text.getBytes(charset), StandardCharsets.ISO_8859_1);
    }

    private static String lowerEscapes(String url) {
        var lower = new StringBuilder(url);
        for (int i = url.indexOf('%'); i >= 0; i = url.indexOf('%', i + 3)) {
            lower.replace(i, i + 3, url.substring(i, i + 3).toLowerCase(Locale.ROOT));
        }
        return lower.toString();
    }

    /// Its forms, by what they are called.
    Map<String, String> forms() {
        return forms;
    }

    /// In which form bytes hold it, if they do.
    public Optional<String> in(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return forms.entrySet().stream()
                .filter(form -> text.contains(form.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// Fails if any of them is in there.
    ///
    /// @param where to look for it then
    public static void assertNone(List<Canary> canaries, String where, byte[] bytes) {
        for (int i = 0; i < canaries.size(); i++) {
            Optional<String> form = canaries.get(i).in(bytes);
            if (form.isPresent()) {
                fail("secret %d, %s: %s".formatted(i, form.get(), where));
            }
        }
    }

    /// Fails if any of them is in a text.
    public static void assertNone(List<Canary> canaries, String where, String text) {
        assertNone(canaries, where, bytes8(text));
    }
}
