package dev.understudy.console.settings;

import dev.understudy.console.ui.Undo;
import dev.understudy.model.WayCheck;
import java.util.List;
import java.util.Optional;

/// The way to providers as people manage it: written in `gateway.yaml`, its password sealed in the
/// vault.
///
/// [#places] answers from memory. All else may wait for the disk, the vault or the network: it is
/// called in the background, and an interrupt ends it. Whatever fails leaves all as it was, and its
/// message tells people why. Thread-safe.
public interface NetworkBook {
    /// What the settings say.
    Network read() throws NetworkException, InterruptedException;

    /// Writes it, in force from the next request on.
    ///
    /// @param password a new one, which is wiped; the one that is stored stays if there is none
    Undo write(Network network, Optional<char[]> password)
            throws NetworkException, InterruptedException;

    /// The providers that the way can be tried to, those with keys first.
    List<Place> places();

    /// Tries the way to a provider; at most 10 s.
    WayCheck test(String provider) throws InterruptedException;

    /// Where a way leads.
    ///
    /// @param name for people
    record Place(String id, String name) {}

    /// The way to providers.
    ///
    /// @param host of a proxy that is named
    /// @param port as typed
    /// @param user blank for none
    /// @param password whether one is stored
    /// @param exceptions apart by commas or spaces
    /// @param file of an own authority
    record Network(
            Proxied proxied,
            String host,
            String port,
            String user,
            boolean password,
            String exceptions,
            Trusted trusted,
            String file) {
        /// What holds where nothing is written.
        public static final Network STANDARD =
                new Network(Proxied.SYSTEM, "", "", "", false, "", Trusted.BUNDLED, "");
    }

    /// Which proxy.
    enum Proxied {
        SYSTEM,
        NONE,
        HTTP,
        SOCKS5;

        /// Whether it has an address.
        public boolean isNamed() {
            return this == HTTP || this == SOCKS5;
        }
    }

    /// Whose word is taken for who a server is.
    enum Trusted {
        BUNDLED,
        SYSTEM,
        /// The bundled ones, and those in a file.
        FILE
    }
}
