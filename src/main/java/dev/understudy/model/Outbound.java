package dev.understudy.model;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// How providers are reached from this machine: by which proxy, and which authorities are believed.
///
/// What is on this machine is never called by a proxy.
///
/// @param exceptions what is called without it: `*`; a name, for itself and all below it; an IP
///   address or a range of them, such as `10.0.0.0/8`
public record Outbound(Way way, List<String> exceptions, Trust trust) {
    /// What holds where the settings say nothing.
    public static final Outbound STANDARD =
            new Outbound(new Way.OfSystem(Optional.empty()), List.of(), Trust.BUNDLED);

    public Outbound {
        exceptions = List.copyOf(exceptions);
    }

    /// Which way calls take.
    public sealed interface Way {
        /// What this system says, which may differ from address to address.
        ///
        /// @param variable the proxy that an environment variable names: it comes first, for all
        ///   but the machine's own network
        record OfSystem(Optional<Proxy> variable) implements Way {}

        /// Straight.
        record Direct() implements Way {}

        /// By one proxy.
        record By(Proxy proxy) implements Way {}
    }

    /// A proxy.
    ///
    /// @param port 1 to 65,535
    public record Proxy(Kind kind, String host, int port, Optional<Login> login) {
        /// How people write it, without the login.
        public String address() {
            return "%s://%s:%d".formatted(kind.scheme(), host, port);
        }
    }

    /// How a proxy is spoken to.
    public enum Kind {
        /// With `CONNECT` for https (RFC 9110, section 9.3.6).
        HTTP("http"),
        /// RFC 1928: the proxy looks names up.
        SOCKS5("socks5");

        private final String scheme;

        Kind(String scheme) {
            this.scheme = scheme;
        }

        /// How its addresses begin.
        public String scheme() {
            return scheme;
        }
    }

    /// What a proxy knows us by. Tells no password.
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[%s]".formatted(user);
        }
    }

    /// Who is believed when a server says who it is.
    ///
    /// @param bundled whether the authorities that come with the program are
    /// @param others those of this system, or of an own file
    public record Trust(boolean bundled, List<X509Certificate> others) {
        /// Those that come with the program.
        public static final Trust BUNDLED = new Trust(true, List.of());

        public Trust {
            others = List.copyOf(others);
        }
    }
}
