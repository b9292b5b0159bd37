package dev.understudy.upstream;

import dev.understudy.model.Outbound.Proxy;
import dev.understudy.model.Provider;
import dev.understudy.model.WayCheck;
import dev.understudy.model.Wire;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;

/// Tries the way to a provider, with no key: any answer tells that there is one. Thread-safe; at
/// most 10 s, unless interrupted.
public final class WayProbe {
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final List<String> NAMES = List.of("O", "CN");

    private final Connections connections;

    WayProbe(Connections connections) {
        this.connections = connections;
    }

    /// Asks a provider for its models, and tells by which way the answer came.
    public WayCheck check(Provider provider) throws InterruptedException {
        Optional<Proxy> proxy = connections.proxyTo(provider.baseUrl().getHost());
        long began = System.nanoTime();
        try {
            var request =
                    new HttpGet(
                            provider.baseUrl(provider.speaks(Wire.CHAT_COMPLETIONS)) + "/models");
            request.setHeader("User-Agent", "Understudy");
            Connections.Response response = connections.send(request, WITHIN);
            var took = Duration.ofNanos(System.nanoTime() - began);
            response.body().close();
            return new WayCheck.Reached(
                    proxy, response.secured().flatMap(WayProbe::vouched), response.status(), took);
        } catch (ConnectTimeoutException e) {
            return lost(provider, proxy, e);
        } catch (InterruptedIOException e) {
            throw ProviderStream.interrupted(e);
        } catch (IOException e) {
            return lost(provider, proxy, e);
        }
    }

    private static WayCheck lost(Provider provider, Optional<Proxy> proxy, IOException e) {
        return new WayCheck.Lost(
                proxy, Unreachable.cause(e), new ProbeWords(provider, Optional.empty()).lost(e));
    }

    private static Optional<String> vouched(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? name(certificate.getIssuerX500Principal().getName())
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException _) {
            return Optional.empty();
        }
    }

    /// The organisation of a name as in RFC 2253, or else its common name.
    private static Optional<String> name(String issuer) {
        try {
            List<Rdn> parts = new LdapName(issuer).getRdns();
            return NAMES.stream()
                    .flatMap(type ->
                            parts.stream().filter(part -> part.getType().equalsIgnoreCase(type)))
                    .map(part -> String.valueOf(part.getValue()))
                    .findFirst();
        } catch (InvalidNameException _) {
            return Optional.empty();
        }
    }
}
