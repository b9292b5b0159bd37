package dev.understudy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is left of a second model's text once the repetition is out.
final class SeamTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "one two three| four five| four five", // carries on
                "one two three|one two three four| four", // begins again
                "one two three|two three four| four", // repeats the end
                "one two three|three four| four",
                "one two three|one two three|''", // nothing new
                "one two three|one|''",
                "one two three|one two six|one two six", // another answer altogether
                "one two three|e four|e four", // alike by chance
                "Hi|Hi there| there",
                "''|anything|anything"
            })
    void leavesOutWhatIsRepeated(String sent, String next, String expected) {
        for (int size = 1; size <= Math.max(1, next.length()); size++) {
            var seam = new Seam(sent);
            var text = new StringBuilder();
            for (int i = 0; i < next.length(); i += size) {
                text.append(seam.admit(next.substring(i, Math.min(next.length(), i + size))));
            }
            text.append(seam.rest());

            assertEquals(expected, text.toString(), "in pieces of " + size);
        }
    }

    @Test
    void holdsNothingBackOnceItIsDecided() {
        var seam = new Seam("one two three");

        assertEquals(" four", seam.admit(" four"));
        assertEquals("one", seam.admit("one"));
        assertEquals("", seam.rest());
    }

    @Test
    void isQuickOnALongAnswerThatRepeatsItself() {
        String sent = "ab ".repeat(100_000);
        var seam = new Seam(sent);
        var text = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            text.append(seam.admit("ab "));
        }
        text.append(seam.admit("end")).append(seam.rest());

        assertEquals(0, text.toString().replace("ab ", "").replace("end", "").length());
    }
}
