package dev.understudy.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RawObjectTest {
    private static final String ODD =
            """
            {"n":1.00,"e":1e5,"E":-0.0E+10,"big":12345678901234567890123,"s":"a\\u00e9\\/\\"}{][,:",\
            "ü🙂":"日本 \\ud83d\\ude42","t":true,"f":false,"z":null,"o":{ "b" : [1 , {"c":"}"}] },"l":[ ]}\
            """;

    @Test
    void leavesWhatIsNotChangedAsItCame() throws IOException {
        assertEquals(ODD, with(ODD, Map.of()));
    }

    @Test
    void keepsTheSpaceWithinAField() throws IOException {
        assertEquals(
                "{\"a\" :\t1.50,\"b\": [ 1,\n2 ]}",
                with("\n{ \"a\" :\t1.50 ,\r\n \"b\": [ 1,\n2 ] } ", Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a|{\"a\":9,\"b\":\"x\",\"c\":[3]}",
                "b|{\"a\":1.00,\"b\":9,\"c\":[3]}",
                "c|{\"a\":1.00,\"b\":\"x\",\"c\":9}",
                "d|{\"a\":1.00,\"b\":\"x\",\"c\":[3],\"d\":9}"
            })
    void replacesOrAddsAField(String field, String expected) throws IOException {
        assertEquals(expected, with("{\"a\":1.00,\"b\":\"x\",\"c\":[3]}", Map.of(field, "9")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a|{\"b\":\"x\",\"c\":[3]}",
                "b|{\"a\":1.00,\"c\":[3]}",
                "c|{\"a\":1.00,\"b\":\"x\"}",
                "d|{\"a\":1.00,\"b\":\"x\",\"c\":[3]}"
            })
    void leavesAFieldOut(String field, String expected) throws IOException {
        assertEquals(expected, with("{\"a\":1.00,\"b\":\"x\",\"c\":[3]}", Map.of(field, "")));
    }

    @Test
    void changesTheOnlyField() throws IOException {
        assertEquals("{\"a\":2}", with("{\"a\":1}", Map.of("a", "2")));
        assertEquals("{}", with("{\"a\":1}", Map.of("a", "")));
        assertEquals("{\"a\":2}", with("{}", Map.of("a", "2")));
        assertEquals("{}", with(" { } ", Map.of("a", "")));
    }

    @Test
    void changesSeveralFieldsAtOnce() throws IOException {
        var changes = new LinkedHashMap<String, String>();
        changes.put("c", "");
        changes.put("d", "\"new\"");
        changes.put("a", "null");

        assertEquals(
                "{\"a\":null,\"b\":\"x\",\"d\":\"new\"}",
                with("{\"a\":1.00,\"b\":\"x\",\"c\":[3]}", changes));
    }

    @Test
    void changesOnlyTheFieldAtTheTop() throws IOException {
        assertEquals(
                "{\"o\":{\"model\":\"in\"},\"model\":\"out\"}",
                with("{\"o\":{\"model\":\"in\"},\"model\":\"a\"}", Map.of("model", "\"out\"")));
    }

    @Test
    void knowsAFieldByItsNameHoweverItIsEscaped() throws IOException {
        assertEquals("{\"mod\\u0065l\":9}", with("{\"mod\\u0065l\":1}", Map.of("model", "9")));
    }

    @Test
    void escapesTheNameOfAnAddedField() throws IOException {
        assertEquals("{\"a\\\"b\":1}", with("{}", Map.of("a\"b", "1")));
    }

    @Test
    void findsTheEndOfTextsWithBackslashesAndQuotes() throws IOException {
        assertEquals(
                "{\"a\":\"\\\\\",\"b\":\"\\\\\\\"\",\"c\":9}",
                with("{\"a\":\"\\\\\",\"b\":\"\\\\\\\"\",\"c\":1}", Map.of("c", "9")));
    }

    @Test
    void tellsValues() throws IOException {
        RawObject object = RawObject.parse(utf8(ODD));

        assertEquals("a\u00e9/\"}{][,:", object.value("s").stringValue());
        assertEquals("日本 🙂", object.value("ü🙂").stringValue());
        assertEquals("1.00", object.value("n").decimalValue().toPlainString());
        assertTrue(object.value("z").isNull());
        assertTrue(object.value("absent").isMissingNode());
    }

    @Test
    void passesOverAByteOrderMark() throws IOException {
        assertEquals("{\"a\":9,\"b\":2}", with("\uFEFF{\"a\":1,\"b\":2}", Map.of("a", "9")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
    void refusesOtherCharsets(String charset) {
        byte[] bytes = "{\"model\":\"a:b\",\"n\":1}".getBytes(Charset.forName(charset));

        assertThrows(MalformedJsonException.class, () -> RawObject.parse(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "\"x\"",
                "[]",
                "[{\"a\":1}]",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,}",
                "{\"a\":1}}",
                "{\"a\":1} {}",
                "{\"a\":1} x",
                "{a:1}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":+1}",
                "{\"a\":NaN}",
                "{\"a\":tru}",
                "{\"a\":\"x}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":[1,]}",
                "{\"a\":{\"b\":}}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1}//",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"b\":2,\"\\u0061\":3}",
                "<html></html>"
            })
    void refusesWhatIsNotOneObjectWithEachFieldOnce(String text) {
        assertThrows(MalformedJsonException.class, () -> RawObject.parse(utf8(text)));
    }

    @Test
    void refusesBytesThatAreNoText() {
        byte[] bytes = utf8("{\"a\":\"xy\"}");
        bytes[6] = (byte) 0xc3;

        assertThrows(MalformedJsonException.class, () -> RawObject.parse(bytes));
    }

    /// Overlong forms, halves of surrogates and code points past the last are read by Jackson.
    @ParameterizedTest
    @ValueSource(strings = {"c080", "c1bf", "e08080", "eda080", "edbfbf", "f4908080", "80", "ff"})
    void refusesBytesThatOnlyLookLikeUtf8(String hex) {
        byte[] bytes = utf8("{\"a\":\"____________\"}");
        byte[] bad = HexFormat.of().parseHex(hex);
        System.arraycopy(bad, 0, bytes, 8, bad.length);

        assertThrows(MalformedJsonException.class, () -> RawObject.parse(bytes));
    }

    @Test
    void readsTextOfAnyLengthAndPlane() throws IOException {
        String text = "ä€🎭".repeat(5000);

        assertEquals(
                text, RawObject.parse(utf8("{\"a\":\"" + text + "\"}")).value("a").stringValue());
    }

    @Test
    void refusesEveryPieceOfAnObject() {
        byte[] bytes = utf8(ODD);
        for (int end = 0; end < bytes.length; end++) {
            byte[] piece = Arrays.copyOf(bytes, end);
            assertThrows(MalformedJsonException.class, () -> RawObject.parse(piece));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void refusesDeepNesting(String open) {
        byte[] bytes = utf8("{\"a\":" + open.repeat(100_000));

        assertThrows(MalformedJsonException.class, () -> RawObject.parse(bytes));
    }

    @Test
    void refusesHugeNumbersWhenTheyAreRead() throws IOException {
        RawObject object =
                RawObject.parse(utf8("{\"a\":1e999999999,\"b\":1" + "0".repeat(900) + "}"));

        assertEquals(1, object.value("b").decimalValue().signum());
        assertThrows(
                MalformedJsonException.class,
                () -> RawObject.parse(utf8("{\"a\":" + "9".repeat(100_000) + "}")).value("a"));
        assertThrows(
                MalformedJsonException.class,
                () -> RawObject.parse(utf8("{\"a\":1E+2147483648}")).value("a"));
    }

    private static String with(String text, Map<String, String> changes) throws IOException {
        var bytes = new LinkedHashMap<String, byte[]>();
        changes.forEach((field, value) -> bytes.put(field, utf8(value)));
        return new String(RawObject.parse(utf8(text)).with(bytes), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
