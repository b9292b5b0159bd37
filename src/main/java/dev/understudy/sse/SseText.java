package dev.understudy.sse;

import java.nio.charset.StandardCharsets;

/// The bytes of events to be written.
public final class SseText {
    private SseText() {}

    /// An event, with an `event:` line if it has a name, and a `data:` line for each line of data.
    ///
    /// @param name holds no line end; those in it become spaces
    public static byte[] message(String name, String data) {
        var text = new StringBuilder(data.length() + name.length() + 24);
        if (!name.isEmpty()) {
            text.append("event: ").append(oneLine(name)).append('\n');
        }
        int start = 0;
        for (int i = 0; i <= data.length(); i++) {
            char c = i == data.length() ? '\n' : data.charAt(i);
            if (c == '\n' || c == '\r') {
                text.append("data: ").append(data, start, i).append('\n');
                start = i + 1;
                if (c == '\r' && start < data.length() && data.charAt(start) == '\n') {
                    i = start++;
                }
            }
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /// A comment, which every reader ignores.
    public static byte[] comment(String text) {
        return (": " + oneLine(text) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String oneLine(String text) {
        return text.replace('\r', ' ').replace('\n', ' ');
    }
}
