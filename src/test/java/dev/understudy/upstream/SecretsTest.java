package dev.understudy.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.model.Additions;
import dev.understudy.model.ApiKey;
import dev.understudy.model.ProviderError;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
    void standInNoPartOfAnError() {
        String key = "sk-canary-0123456789";

        assertEquals(
                new ProviderError(401, "…6789", "…6789", "…6789"),
                secrets.without(new ProviderError(401, key, key, key)));
    }
}
