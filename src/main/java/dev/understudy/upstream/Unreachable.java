package dev.understudy.upstream;

import dev.understudy.model.Provider;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/// Words for a connection that did not come about.
final class Unreachable {
    private Unreachable() {}

    /// Whom it was meant for, and why it failed.
    static String words(Provider provider, IOException e) {
        return "%s at %s %s"
                .formatted(
                        provider.displayName(),
                        provider.baseUrl().getAuthority(),
                        switch (e) {
                            case ConnectTimeoutException _ -> "did not connect in time";
                            case SSLPeerUnverifiedException _ -> "has no valid certificate";
                            case SSLException _ ->
                                    hasCause(e, GeneralSecurityException.class)
                                            ? "has no valid certificate"
                                            : "does not speak TLS as it should";
                            case Destinations.ForbiddenException _ ->
                                    "leads to a link-local address, which is never called";
                            case UnknownHostException _ -> "is not known by that name";
                            case ConnectException _ -> "refused the connection";
                            default -> "closed the connection";
                        });
    }

    private static boolean hasCause(Throwable e, Class<? extends Throwable> kind) {
        return Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
                .anyMatch(kind::isInstance);
    }
}
