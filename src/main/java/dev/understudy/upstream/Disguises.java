package dev.understudy.upstream;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/// The forms in which a secret may come back.
final class Disguises {
    private Disguises() {}

    /// A secret as it is, in JSON, in HTML, in an address, in hexadecimal digits and in Base64,
    /// there with anything around it.
    static Set<String> of(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
        var forms = new LinkedHashSet<String>();
        forms.add(secret);
        forms.add(json);
        forms.add(json.replace("/", "\\/"));
        forms.add(
                secret.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;"));
        String address = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        forms.add(address);
        forms.add(address.replace("+", "%20"));
        forms.add(HexFormat.of().formatHex(bytes));
        forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
        for (int before = 0; before < 3; before++) {
            forms.add(within(Base64.getEncoder(), bytes, before));
            forms.add(within(Base64.getUrlEncoder(), bytes, before));
        }
        return forms;
    }

    /// The digits that stand for these bytes alone, where `before` others stand in front.
    private static String within(Base64.Encoder base64, byte[] bytes, int before) {
        var padded = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, padded, before, bytes.length);
        int first = (before * 8 + 5) / 6;
        return base64.encodeToString(padded).substring(first, padded.length * 8 / 6);
    }
}
