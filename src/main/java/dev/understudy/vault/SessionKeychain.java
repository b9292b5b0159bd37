package dev.understudy.vault;

import dev.understudy.vault.KeychainUnavailableException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The keychain of a Linux session, found on its D-Bus: what answers to the Secret Service, such as
/// GNOME Keyring, and KWallet.
///
/// Each call has a connection of its own, so a keychain that is started again is found again. Where
/// there are several keychains, the first that can do it does it.
final class SessionKeychain implements Keychain {
    private static final Optional<byte[]> DONE = Optional.of(new byte[0]);
    private static final String BUS_ERROR = "org.freedesktop.DBus.Error.";

    private final Map<String, String> environment;

    SessionKeychain(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// A service on the bus that keeps secrets; its methods are those of [Keychain].
    interface Service {
        Optional<byte[]> read(String name, Patience patience)
                throws BusException, KeychainUnavailableException;

        void write(String name, byte[] secret, Patience patience)
                throws BusException, KeychainUnavailableException;

        /// Whether it had the secret.
        boolean remove(String name) throws BusException, KeychainUnavailableException;
    }

    private interface Call {
        /// @return present if it is done
        Optional<byte[]> on(Service service, Patience patience)
                throws BusException, KeychainUnavailableException;
    }

    @Override
    public Optional<byte[]> read(String name, Patience patience)
            throws KeychainUnavailableException {
        return call(patience, (service, now) -> service.read(name, now));
    }

    @Override
    public void write(String name, byte[] secret, Patience patience)
            throws KeychainUnavailableException {
        call(
                patience,
                (service, now) -> {
                    service.write(name, secret, now);
                    return DONE;
                });
    }

    @Override
    public void remove(String name) throws KeychainUnavailableException {
        call(Patience.BRIEF, (service, _) -> service.remove(name) ? DONE : Optional.empty());
    }

    @Override
    public Optional<String> name() {
        Optional<String> address = SessionBus.address(environment);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        try (SessionBus bus = SessionBus.connect(address.get())) {
            return KeeperName.of(bus);
        } catch (BusException | IOException _) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> call(Patience patience, Call call)
            throws KeychainUnavailableException {
        String address =
                SessionBus.address(environment)
                        .orElseThrow(() ->
                                new KeychainUnavailableException(
                                        Reason.MISSING, "it has no D-Bus"));
        try (SessionBus bus = SessionBus.connect(address)) {
            List<Service> services = services(bus);
            try {
                return first(services, Patience.BRIEF, call);
            } catch (KeychainUnavailableException e) {
                if (patience == Patience.BRIEF || e.reason() != Reason.LOCKED) {
                    throw e;
                }
                return first(services, Patience.DIALOG, call);
            }
        } catch (BusException e) {
            throw failure(e);
        } catch (IOException e) {
            throw new KeychainUnavailableException(Reason.DEAD, "the session's bus broke off", e);
        }
    }

    /// Asks one service after the other.
    ///
    /// @throws KeychainUnavailableException if none has done it, and one could not
    private static Optional<byte[]> first(List<Service> services, Patience patience, Call call)
            throws KeychainUnavailableException {
        KeychainUnavailableException failure = null;
        for (Service service : services) {
            try {
                Optional<byte[]> done = call.on(service, patience);
                if (done.isPresent()) {
                    return done;
                }
            } catch (BusException e) {
                failure = first(failure, failure(e));
            } catch (KeychainUnavailableException e) {
                failure = first(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
        return Optional.empty();
    }

    private static KeychainUnavailableException first(
            @Nullable KeychainUnavailableException earlier, KeychainUnavailableException now) {
        return earlier == null ? now : earlier;
    }

    /// The services that run, then those that can be started. Newer KWallets answer to the Secret
    /// Service, too, and then come first by it.
    private static List<Service> services(SessionBus bus)
            throws BusException, KeychainUnavailableException {
        Set<String> running = bus.running();
        Set<String> startable = bus.startable();
        startable.removeAll(running);
        var services =
                Stream.of(running, startable).flatMap(names -> named(bus, names).stream()).toList();
        if (services.isEmpty()) {
            throw new KeychainUnavailableException(
                    Reason.MISSING, "neither GNOME Keyring nor KWallet is installed");
        }
        return services;
    }

    private static List<Service> named(SessionBus bus, Set<String> names) {
        var services = new ArrayList<Service>();
        if (names.contains(SecretService.NAME)) {
            services.add(new SecretService(bus));
        }
        for (String program : KWallet.PROGRAMS) {
            if (names.contains(KWallet.service(program))) {
                services.add(new KWallet(bus, program));
            }
        }
        return services;
    }

    private static KeychainUnavailableException failure(BusException e) {
        return switch (e.error()) {
            case "org.freedesktop.Secret.Error.IsLocked" ->
                    new KeychainUnavailableException(Reason.LOCKED);
            case BUS_ERROR + "ServiceUnknown", BUS_ERROR + "NameHasNoOwner" ->
                    new KeychainUnavailableException(
                            Reason.DEAD, "it ended, and cannot be started", e);
            case BUS_ERROR + "NoReply", BUS_ERROR + "Disconnected" ->
                    new KeychainUnavailableException(Reason.DEAD, "it ended midway", e);
            case "" ->
                    new KeychainUnavailableException(Reason.DEAD, "the session's bus broke off", e);
            default -> new KeychainUnavailableException(Reason.DEAD, e.error(), e);
        };
    }
}
