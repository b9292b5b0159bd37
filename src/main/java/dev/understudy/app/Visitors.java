package dev.understudy.app;

import dev.understudy.client.GatewayClient;
import dev.understudy.console.access.AccessBook.Visitor;
import dev.understudy.model.Trace;
import java.util.Optional;

/// The programs that ask without an access key, where none is needed. Thread-safe; never waits.
final class Visitors {
    private volatile Optional<Visitor> latest = Optional.empty();
    private volatile Runnable listener = () -> {};

    Optional<Visitor> latest() {
        return latest;
    }

    /// Told of each program that comes after another, or as the first.
    void onChange(Runnable told) {
        listener = told;
    }

    /// A request has ended. The console's own are no program's that has to be connected.
    void came(Trace trace) {
        String client = trace.client();
        boolean known = latest.filter(before -> before.client().equals(client)).isPresent();
        if (trace.accessKey().isBlank() && !client.equals(GatewayClient.NAME) && !known) {
            latest = Optional.of(new Visitor(client, trace.time()));
            listener.run();
        }
    }
}
