package dev.understudy.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.Canary;
import dev.understudy.model.Additions;
import dev.understudy.model.ApiKey;
import dev.understudy.model.ProviderError;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretsTest {
    private final Secrets secrets =
            new Secrets(
                    Optional.of(new ApiKey("sk-canary-0123456789")),
                    new Additions(
                            Map.of("x-team", "understudies", "X-Team-Token", "hush-hush-1"),
                            Map.of("api_key", "a secret/1"),
                            Map.of(),
                            OptionalInt.empty()));

    @ParameterizedTest
    @CsvSource({
        "no such key: sk-canary-0123456789!, no such key: …6789!",
        "sk-canary-0123456789sk-canary-0123456789, …6789…6789",
        "cut off: sk-canary-01234, cut off: …",
        "cut off: sk-canary-01234…, cut off: …",
        "cut off: sk-cana, cut off: sk-cana",
        "understudies sent hush-hush-1, understudies sent …",
        "GET /v1?api_key=a+secret%2F1, GET /v1?api_key=…",
        "'', ''"
    })
    void standInNoText(String text, String expected) {
        assertEquals(expected, secrets.without(text));
    }

    @Test
    void standInNoTextInAnotherForm() {
        String odd = "od\"d\\key/<1>&23";
        String hidden = "vaulted/value+1";
        var all =
                new Secrets(
                        Optional.of(new ApiKey(odd)),
                        new Additions(
                                Map.of("x-lab", "Lab " + hidden),
                                Map.of(),
                                Map.of(),
                                OptionalInt.empty(),
                                Set.of(hidden)));
        for (String secret : List.of(odd, hidden)) {
            var canary = List.of(new Canary(secret));
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            for (String form :
                    List.of(
                            secret,
                            "x" + secret + "y",
                            secret.replace("\\", "\\\\").replace("\"", "\\\""),
                            URLEncoder.encode(secret, StandardCharsets.UTF_8),
                            HexFormat.of().formatHex(bytes),
                            Base64.getEncoder().encodeToString(bytes),
                            Base64.getUrlEncoder().encodeToString(bytes),
                            Base64.getEncoder()
                                    .encodeToString(
                                            ("a:" + secret + "z").getBytes(StandardCharsets.UTF_8)),
                            Base64.getEncoder()
                                    .encodeToString(
                                            ("ab:" + secret).getBytes(StandardCharsets.UTF_8)),
                            secret.replace("&", "&amp;")
                                    .replace("<", "&lt;")
                                    .replace(">", "&gt;")
                                    .replace("\"", "&quot;"))) {
                Canary.assertNone(canary, form, all.without("got: " + form + " so no"));
            }
        }
    }

    @Test
    void standInNoPartOfAnError() {
        String key = "sk-canary-0123456789";

        assertEquals(
                new ProviderError(401, "…6789", "…6789", "…6789"),
                secrets.without(new ProviderError(401, key, key, key)));
    }
}
