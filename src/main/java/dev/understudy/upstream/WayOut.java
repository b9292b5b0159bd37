package dev.understudy.upstream;

import dev.understudy.model.Outbound;
import dev.understudy.model.Outbound.Kind;
import dev.understudy.model.Outbound.Proxy;
import dev.understudy.model.Outbound.Trust;
import dev.understudy.model.Outbound.Way;
import dev.understudy.model.OwnNetwork;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.jspecify.annotations.Nullable;

/// The way from this machine to providers, as the settings have it. Immutable.
final class WayOut {
    private final Outbound outbound;
    private final Exceptions exceptions;
    private final ProxySelector system;
    private final TlsSocketStrategy tls;

    /// @param bundled trusts whom the program trusts by itself
    /// @param system finds this system's proxies
    WayOut(Outbound outbound, TlsSocketStrategy bundled, ProxySelector system) {
        this.outbound = outbound;
        this.exceptions = new Exceptions(outbound.exceptions());
        this.system = system;
        this.tls = outbound.trust().equals(Trust.BUNDLED) ? bundled : believing(outbound.trust());
    }

    Outbound outbound() {
        return outbound;
    }

    /// Decides whom to believe.
    TlsSocketStrategy tls() {
        return tls;
    }

    /// The proxy by which a host is called; empty if it is called straight.
    Optional<Proxy> to(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (OwnNetwork.isThisMachine(name) || exceptions.hold(name)) {
            return Optional.empty();
        }
        return switch (outbound.way()) {
            case Way.Direct _ -> Optional.empty();
            case Way.By(Proxy proxy) -> Optional.of(proxy);
            case Way.OfSystem(var variable) ->
                    variable.filter(_ -> !OwnNetwork.holds(name)).or(() -> selected(host));
        };
    }

    private Optional<Proxy> selected(String host) {
        try {
            return system.select(URI.create("https://" + host + "/")).stream()
                    .findFirst()
                    .flatMap(WayOut::proxy);
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // a host that systems do not know how to write
        }
    }

    private static Optional<Proxy> proxy(java.net.Proxy found) {
        if (!(found.address() instanceof InetSocketAddress address)) {
            return Optional.empty();
        }
        Kind kind = found.type() == java.net.Proxy.Type.SOCKS ? Kind.SOCKS5 : Kind.HTTP;
        return Optional.of(
                new Proxy(kind, address.getHostString(), address.getPort(), Optional.empty()));
    }

    private static TlsSocketStrategy believing(Trust trust) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            List<X509Certificate> believed = new ArrayList<>(trust.others());
            if (trust.bundled()) {
                believed.addAll(issuers(null));
            }
            for (int i = 0; i < believed.size(); i++) {
                store.setCertificateEntry("authority-" + i, believed.get(i));
            }
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers(store), null);
            return new DefaultClientTlsStrategy(context);
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException("every Java can do TLS", e);
        }
    }

    private static List<X509Certificate> issuers(@Nullable KeyStore store)
            throws GeneralSecurityException {
        return Arrays.stream(managers(store))
                .filter(X509TrustManager.class::isInstance)
                .flatMap(
                        manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static TrustManager[] managers(@Nullable KeyStore store)
            throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
