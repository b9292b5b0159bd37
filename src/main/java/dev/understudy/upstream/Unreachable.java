package dev.understudy.upstream;

import dev.understudy.model.KeyCheck.Cause;
import dev.understudy.model.Provider;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
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
                            case ProxyException _ -> e.getMessage();
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

    /// What a failure to get an answer comes from.
    static Cause cause(IOException e) {
        if (hasCause(e, CertificateExpiredException.class)
                || hasCause(e, CertificateNotYetValidException.class)
                || outOfDate(e)) {
            return Cause.CLOCK;
        }
        return switch (e) {
            case ProxyException _ -> Cause.PROXY;
            case ConnectTimeoutException _ -> Cause.NETWORK;
            case SSLPeerUnverifiedException _ -> Cause.UNTRUSTED;
            case SSLException _ ->
                    hasCause(e, GeneralSecurityException.class)
                            ? Cause.UNTRUSTED
                            : Cause.NOT_A_PROVIDER;
            case UnknownHostException _, ConnectException _, NoRouteToHostException _ ->
                    Cause.NETWORK;
            default -> Cause.PROVIDER_DOWN;
        };
    }

    private static boolean outOfDate(IOException e) {
        return Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause ->
                        cause instanceof CertPathValidatorException path
                                && (path.getReason() == BasicReason.EXPIRED
                                        || path.getReason() == BasicReason.NOT_YET_VALID));
    }

    private static boolean hasCause(Throwable e, Class<? extends Throwable> kind) {
        return Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
                .anyMatch(kind::isInstance);
    }
}
