package dev.understudy.failures;

import dev.understudy.gateway.Http;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes bad requests of good ones.
final class Mutations {
    private static final String MARK = "@@here@@";

    /// JSON texts that stand where another was expected.
    private static final List<String> STRANGERS =
            List.of(
                    "null",
                    "true",
                    "false",
                    "0",
                    "-0",
                    "-1",
                    "1e400",
                    "-1e400",
                    "1e-400",
                    "1E+2147483648",
                    "9223372036854775808",
                    "123456789012345678901234567890",
                    "0.1000000000000000055511151231257827",
                    "\"\"",
                    "\" \"",
                    "\"text\"",
                    "\"system\"",
                    "\"assistant\"",
                    "\"tool\"",
                    "\"required\"",
                    "\"json_schema\"",
                    "\"data:image/png;base64,!!\"",
                    "\"data:,\"",
                    "\"\\ud800\"",
                    "\"\\udc00\\ud800\"",
                    "\"\\u0000\\u0007\"",
                    "\"\\ud83c\\udfad\"",
                    "\"chat:\"",
                    "\":\"",
                    "\"chat:\\ud800\"",
                    "\"a\\r\\nb: c\"",
                    "[]",
                    "{}",
                    "[[]]",
                    "[null]",
                    "[1,\"a\",{},[]]",
                    "{\"type\":null}",
                    "{\"type\":\"text\"}",
                    "{\"type\":\"function\"}",
                    "{\"type\":1}",
                    "{\"\":\"\"}");

    private static final List<byte[]> BROKEN =
            List.of(
                    new byte[] {(byte) 0xc0, (byte) 0x80},
                    new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                    new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
                    new byte[] {(byte) 0xff},
                    new byte[] {(byte) 0x80},
                    new byte[] {(byte) 0xe2, (byte) 0x82},
                    new byte[] {0},
                    new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
                    "\u2028".getBytes(StandardCharsets.UTF_8),
                    "\r\n\r\n".getBytes(StandardCharsets.UTF_8),
                    ",".getBytes(StandardCharsets.UTF_8),
                    "\"".getBytes(StandardCharsets.UTF_8),
                    "}".getBytes(StandardCharsets.UTF_8),
                    "]".getBytes(StandardCharsets.UTF_8),
                    "\\".getBytes(StandardCharsets.UTF_8),
                    "/*".getBytes(StandardCharsets.UTF_8),
                    "NaN".getBytes(StandardCharsets.UTF_8));

    private final RandomGenerator random;

    Mutations(RandomGenerator random) {
        this.random = random;
    }

    /// A request that differs from a good one in one to three places.
    byte[] of(String good) {
        byte[] body = good.getBytes(StandardCharsets.UTF_8);
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            body = random.nextInt(10) < 7 ? changed(body) : spoilt(body);
        }
        return body;
    }

    /// Another JSON text, if it is one.
    private byte[] changed(byte[] body) {
        JsonNode root;
        try {
            root = Http.json(new String(body, StandardCharsets.UTF_8));
        } catch (tools.jackson.core.JacksonException _) {
            return spoilt(body);
        }
        var holders = new ArrayList<JsonNode>();
        gather(root, holders);
        if (holders.isEmpty()) {
            return spoilt(body);
        }
        JsonNode holder = holders.get(random.nextInt(holders.size()));
        String put = stranger(holder);
        return root.toString().replace("\"" + MARK + "\"", put).getBytes(StandardCharsets.UTF_8);
    }

    /// Puts the mark into `holder` where the text that is returned is to stand.
    private String stranger(JsonNode holder) {
        switch (holder) {
            case ObjectNode object -> {
                var names = new ArrayList<>(object.propertyNames());
                String name = names.get(random.nextInt(names.size()));
                if (random.nextInt(6) == 0) {
                    object.remove(name);
                } else {
                    object.put(name, MARK);
                }
            }
            case ArrayNode array -> {
                int at = random.nextInt(array.size());
                switch (random.nextInt(6)) {
                    case 0 -> array.remove(at);
                    case 1 -> array.add(array.get(at));
                    default -> array.set(at, JsonNodeFactory.instance.stringNode(MARK));
                }
            }
            default -> {}
        }
        return switch (random.nextInt(12)) {
            case 0 -> nested(10 + random.nextInt(900));
            case 1 -> "\"" + "x".repeat(1 << random.nextInt(18)) + "\"";
            case 2 -> "1".repeat(1 << random.nextInt(12));
            default -> STRANGERS.get(random.nextInt(STRANGERS.size()));
        };
    }

    private static void gather(JsonNode node, List<JsonNode> holders) {
        if (node.isContainer() && !node.isEmpty()) {
            holders.add(node);
        }
        node.forEach(child -> gather(child, holders));
    }

    /// Not JSON any more, most of the time.
    private byte[] spoilt(byte[] body) {
        int at = random.nextInt(body.length + 1);
        return switch (random.nextInt(9)) {
            case 0 -> java.util.Arrays.copyOf(body, at);
            case 1 -> spliced(body, at, at, BROKEN.get(random.nextInt(BROKEN.size())));
            case 2 -> spliced(body, 0, 0, BROKEN.get(random.nextInt(BROKEN.size())));
            case 3 -> spliced(body, body.length, body.length, body);
            case 4 -> spliced(body, at, Math.min(body.length, at + 1), new byte[0]);
            case 5 -> spliced(body, at, Math.min(body.length, at + 1), one(random.nextInt(256)));
            case 6 -> doubled(body, at);
            case 7 -> nested(1 << (3 + random.nextInt(14))).getBytes(StandardCharsets.UTF_8);
            default ->
                    spliced(
                            body,
                            at,
                            at,
                            nested(1 << (3 + random.nextInt(14))).getBytes(StandardCharsets.UTF_8));
        };
    }

    /// With a field of an object that stands twice.
    private byte[] doubled(byte[] body, int from) {
        String text = new String(body, StandardCharsets.UTF_8);
        int open = text.indexOf('{', Math.min(from, text.length()));
        if (open < 0) {
            open = text.indexOf('{');
        }
        List<String> names = List.of("model", "messages", "stream", "type", "role", "input");
        String name = names.get(random.nextInt(names.size()));
        String value = STRANGERS.get(random.nextInt(STRANGERS.size()));
        return open < 0
                ? body
                : (text.substring(0, open + 1)
                                + "\"%s\":%s,".formatted(name, value)
                                + text.substring(open + 1))
                        .getBytes(StandardCharsets.UTF_8);
    }

    private String nested(int depth) {
        return random.nextBoolean()
                ? "[".repeat(depth) + "]".repeat(depth)
                : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    private static byte[] one(int value) {
        return new byte[] {(byte) value};
    }

    private static byte[] spliced(byte[] body, int from, int to, byte[] with) {
        var out = new ByteArrayOutputStream(body.length + with.length);
        out.write(body, 0, from);
        out.writeBytes(with);
        out.write(body, to, body.length - to);
        return out.toByteArray();
    }
}
