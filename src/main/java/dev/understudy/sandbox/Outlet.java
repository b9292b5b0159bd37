package dev.understudy.sandbox;

import java.io.IOException;

/// Sends each event at once.
sealed class Outlet permits SplitOutlet {
    private final Caller caller;

    Outlet(Caller caller) {
        this.caller = caller;
    }

    void write(byte[] event) throws IOException {
        caller.write(event);
    }

    void end() throws IOException {
        caller.end(new byte[0]);
    }
}
