package dev.understudy.upstream;

import dev.understudy.model.Outbound.Kind;
import dev.understudy.model.Outbound.Proxy;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hc.client5.http.ConnectTimeoutException;

/// The proxy stands in the way. The message tells which and how, to follow on a name.
final class ProxyException extends IOException {
    private static final long serialVersionUID = 1;

    private static final String OF_SOCKS = "SOCKS";

    private ProxyException(Proxy proxy, String what, IOException cause) {
        super("cannot be reached: the proxy %s %s".formatted(proxy.address(), what), cause);
    }

    /// What a failure before the request went out says of the proxy; empty if it is not the
    /// proxy's.
    static Optional<ProxyException> of(Proxy proxy, IOException failure) {
        return connecting(proxy.kind(), failure)
                .map(words -> new ProxyException(proxy, words, failure));
    }

    /// The proxy answered instead of the provider.
    static ProxyException refused(Proxy proxy, int status) {
        String what =
                switch (status) {
                    case 407 -> login(proxy);
                    case 403, 405 -> "does not allow the way there (HTTP %d)".formatted(status);
                    case 502, 503, 504 -> "does not get through either (HTTP %d)".formatted(status);
                    default -> "refuses the way there (HTTP %d)".formatted(status);
                };
        return new ProxyException(proxy, what, new IOException("HTTP " + status));
    }

    private static String login(Proxy proxy) {
        return proxy.login()
                .map(login -> "refuses the password of %s".formatted(login.user()))
                .orElse("asks for a user and a password");
    }

    private static Optional<String> connecting(Kind kind, IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case ConnectTimeoutException _ -> Optional.of("did not connect in time");
            case Destinations.ForbiddenException _ -> Optional.empty();
            case UnknownHostException _ -> Optional.of("is not known by that name");
            case NoRouteToHostException _ -> Optional.of("is out of reach");
            case SocketException _ when kind == Kind.SOCKS5 && message.startsWith(OF_SOCKS) ->
                    Optional.of(socks(message));
            case SocketException _ when message.contains("refused") ->
                    Optional.of("refused the connection");
            case SocketException _ -> Optional.of("closed the connection");
            default -> Optional.empty();
        };
    }

    private static String socks(String message) {
        return message.contains("authentication") || message.contains("acceptable methods")
                ? "refuses the login, or asks for one"
                : message.contains("ruleset")
                        ? "does not allow the way there"
                        : "does not get through either (%s)"
                                .formatted(message.replaceFirst("^SOCKS\\s*:\\s*", ""));
    }
}
