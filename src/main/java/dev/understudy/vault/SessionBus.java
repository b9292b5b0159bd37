package dev.understudy.vault;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.freedesktop.dbus.connections.transports.AbstractTransport;
import org.freedesktop.dbus.connections.transports.TransportBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;

/// A connection to the session's bus that makes one call after the other.
///
/// It has no threads of its own, and belongs to the one that made it. Interrupting that one ends a
/// call that gets no answer.
final class SessionBus implements Closeable {
    private static final String BUS = "org.freedesktop.DBus";
    private static final String BUS_PATH = "/org/freedesktop/DBus";

    private final AbstractTransport transport;
    private final Deque<DBusSignal> signals = new ArrayDeque<>();

    private SessionBus(AbstractTransport transport) {
        this.transport = transport;
    }

    /// Where the bus is; empty if there is none that can be reached. An abstract socket cannot.
    static Optional<String> address(Map<String, String> environment) {
        Optional<String> named =
                Arrays.stream(
                                environment
                                        .getOrDefault("DBUS_SESSION_BUS_ADDRESS", "")
                                        .split(";", -1))
                        .filter(address -> address.startsWith("unix:path="))
                        .findFirst();
        return named.or(() ->
                Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
                        .map(folder -> Path.of(folder, "bus"))
                        .filter(Files::exists)
                        .map(socket -> "unix:path=" + socket));
    }

    /// Connects.
    ///
    /// @throws BusException if nothing listens there, or it does not let this user in
    static SessionBus connect(String address) throws BusException {
        try {
            AbstractTransport transport =
                    TransportBuilder.create(address)
                            .configure()
                            .withAutoConnect(false)
                            .back()
                            .build();
            transport.connect();
            var bus = new SessionBus(transport);
            bus.call(BUS, BUS_PATH, BUS, "Hello", "");
            return bus;
        } catch (DBusException | IOException | DBusExecutionException e) {
            throw new BusException(e);
        }
    }

    /// The services that run.
    Set<String> running() throws BusException {
        return names("ListNames");
    }

    /// The services that a call starts.
    Set<String> startable() throws BusException {
        return names("ListActivatableNames");
    }

    /// The process of a service that runs, by its number.
    long process(String service) throws BusException {
        Object[] number = call(BUS, BUS_PATH, BUS, "GetConnectionUnixProcessID", "s", service);
        return ((Number) number[0]).longValue();
    }

    private Set<String> names(String method) throws BusException {
        var names = new HashSet<String>();
        for (Object name : (List<?>) call(BUS, BUS_PATH, BUS, method, "")[0]) {
            names.add(name.toString());
        }
        return names;
    }

    /// Makes a call, and waits for what it returns.
    ///
    /// @param type the interface
    /// @param signature of the arguments; empty if there are none
    Object[] call(
            String service,
            String path,
            String type,
            String method,
            String signature,
            Object... arguments)
            throws BusException {
        try {
            MethodCall call =
                    transport
                            .getMessageFactory()
                            .createMethodCall(
                                    null,
                                    service,
                                    path,
                                    type,
                                    method,
                                    (byte) 0,
                                    signature.isEmpty() ? null : signature,
                                    arguments);
            transport.writeMessage(call);
            while (true) {
                Message message = transport.readMessage();
                if (message instanceof DBusSignal signal) {
                    signals.add(signal);
                } else if (message != null && message.getReplySerial() == call.getSerial()) {
                    return returned(message);
                }
            }
        } catch (DBusException | IOException | DBusExecutionException e) {
            throw new BusException(e);
        }
    }

    private static Object[] returned(Message message) throws DBusException, BusException {
        if (message instanceof Error error) {
            throw new BusException(
                    String.valueOf(error.getName()), Arrays.toString(error.getParameters()));
        }
        Object[] values = message.getParameters();
        return values == null ? new Object[0] : values;
    }

    /// Asks for the signals of an object, which [#await] then finds.
    void listen(String path) throws BusException {
        call(BUS, BUS_PATH, BUS, "AddMatch", "s", "type='signal',path='%s'".formatted(path));
    }

    /// Waits for a signal of an object; one that came during a call is found, too.
    Object[] await(String path, String name) throws BusException {
        try {
            while (true) {
                while (!signals.isEmpty()) {
                    DBusSignal signal = signals.remove();
                    if (path.equals(signal.getPath()) && name.equals(signal.getName())) {
                        return returned(signal);
                    }
                }
                if (transport.readMessage() instanceof DBusSignal signal) {
                    signals.add(signal);
                }
            }
        } catch (DBusException | IOException | DBusExecutionException e) {
            throw new BusException(e);
        }
    }

    @Override
    public void close() throws IOException {
        transport.close();
    }
}
