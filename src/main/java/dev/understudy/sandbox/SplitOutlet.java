package dev.understudy.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Sends a stream in the most awkward pieces: the first events byte by byte, with CRLF, and all
/// others in one.
final class SplitOutlet extends Outlet {
    private static final int BYTEWISE_EVENTS = 8;

    private final Caller caller;
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private int events;

    SplitOutlet(Caller caller) {
        super(caller);
        this.caller = caller;
    }

    @Override
    void write(byte[] event) throws IOException {
        if (events++ >= BYTEWISE_EVENTS) {
            rest.writeBytes(event);
            return;
        }
        byte[] text =
                new String(event, StandardCharsets.UTF_8)
                        .replace("\n", "\r\n")
                        .getBytes(StandardCharsets.UTF_8);
        for (byte one : text) {
            caller.write(new byte[] {one});
        }
    }

    @Override
    void end() throws IOException {
        caller.end(rest.toByteArray());
    }
}
