package dev.understudy.model;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells by their names alone which hosts are this machine, or on its own network.
public final class OwnNetwork {
    private static final Pattern IP =
            Pattern.compile(
                    "(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}|\\[?[0-9a-fA-F.]*:[0-9a-fA-F:.]*]?");

    private OwnNetwork() {}

    /// The address that a host is written as, if it is no name.
    public static Optional<InetAddress> literal(String host) {
        try {
            return IP.matcher(host).matches()
                    ? Optional.of(InetAddress.ofLiteral(host))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Whether a host is this machine.
    public static boolean isThisMachine(String host) {
        return host.equals("localhost")
                || literal(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /// Whether a host is this machine or on its own network: private addresses, and the names that
    /// mean nothing elsewhere.
    ///
    /// @param host in small letters, without a dot at its end
    public static boolean holds(String host) {
        return literal(host)
                .map(OwnNetwork::isPrivate)
                .orElseGet(() ->
                        host.equals("localhost")
                                || host.indexOf('.') < 0
                                || host.endsWith(".local")
                                || host.endsWith(".lan")
                                || host.endsWith(".internal")
                                || host.endsWith(".home.arpa"));
    }

    private static boolean isPrivate(InetAddress address) {
        boolean unique =
                !(address instanceof Inet4Address) && (address.getAddress()[0] & 0xfe) == 0xfc;
        return address.isLoopbackAddress() || address.isSiteLocalAddress() || unique;
    }
}
