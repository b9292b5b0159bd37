package dev.understudy.translate;

import dev.understudy.sse.SseEvent;
import dev.understudy.sse.SseReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Streams as providers sent them.
final class Recorded {
    private Recorded() {}

    static List<WireEvent> events(String name) throws IOException {
        byte[] bytes;
        try (InputStream in =
                Recorded.class.getResourceAsStream("/dev/understudy/streams/" + name + ".sse")) {
            bytes = Objects.requireNonNull(in, name).readAllBytes();
        }
        var events = new ArrayList<WireEvent>();
        try (var reader = new SseReader(new ByteArrayInputStream(bytes), 1024 * 1024)) {
            for (var event = reader.next(); event.isPresent(); event = reader.next()) {
                if (event.get() instanceof SseEvent.Message(var label, var data)) {
                    events.add(new WireEvent(label, data));
                }
            }
        }
        return events;
    }
}
