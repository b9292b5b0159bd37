package dev.understudy.vault;

import static dev.understudy.vault.Given.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keys made of passphrases.
final class Argon2CostTest {
    @Test
    void makesTheKeyOfTheReferenceImplementation() {
        try (MasterKey key =
                new Argon2Cost(256, 2, 1).key("password".toCharArray(), bytes("somesalt"))) {
            assertEquals(
                    "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
                    HexFormat.of().formatHex(key.bytes()));
        }
    }

    @Test
    void takesAPassphraseAsItIsMeant() {
        char[] composed = "caf\u00e9".toCharArray();
        char[] apart = "cafe\u0301".toCharArray();

        assertArrayEquals(
                Given.CHEAP.key(composed, new byte[16]).bytes(),
                Given.CHEAP.key(apart, new byte[16]).bytes());
        assertEquals("cafe\u0301", new String(apart));
    }

    @ParameterizedTest
    @CsvSource({
        "0,1,1",
        "131073,1,1",
        "104857600,3,4",
        "64,0,1",
        "64,17,1",
        "64,1,0",
        "64,1,17",
        "31,1,4"
    })
    void refusesWhatIsOutOfBounds(int memory, int passes, int lanes) {
        assertThrows(IllegalArgumentException.class, () -> new Argon2Cost(memory, passes, lanes));
    }
}
