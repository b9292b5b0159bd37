package dev.understudy.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiKeyTest {
    @Test
    void printsMasked() {
        var key = new ApiKey("sk-or-v1-0123456789abcd");

        assertEquals("ApiKey[…abcd]", key.toString());
        assertEquals(
                "ProviderKey[alias=main, secret=ApiKey[…abcd], weight=1]",
                new ProviderKey("main", key).toString());
        assertEquals("sk-or-v1-0123456789abcd", key.reveal());
    }

    @Test
    void showsNothingOfAShortKey() {
        assertEquals("ApiKey[…]", new ApiKey("12345678901").toString());
    }

    @Test
    void isTheSameKeyIfItsSecretIs() {
        assertEquals(new ApiKey("secret-a"), new ApiKey("secret-a"));
        assertEquals(new ApiKey("secret-a").hashCode(), new ApiKey("secret-a").hashCode());
        assertNotEquals(new ApiKey("secret-a"), new ApiKey("secret-b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\r\nX-Other: b", "a\u0000", "schlüssel", "a\u007f"})
    void refusesWhatNoHeaderMayCarry(String text) {
        var refused = assertThrows(IllegalArgumentException.class, () -> new ApiKey(text));

        assertEquals("a key is one line of printable ASCII", refused.getMessage());
    }
}
