package dev.understudy.upstream;

import dev.understudy.model.MetadataRange;
import dev.understudy.model.Outbound.Kind;
import dev.understudy.model.Outbound.Proxy;
import dev.understudy.model.OwnNetwork;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/// Finds where a provider's name leads, once for each connection, and never to a cloud's metadata:
/// a name that was harmless in the settings may come to mean it.
final class Destinations implements DnsResolver {
    private final DnsResolver resolver;
    private final Function<String, Optional<Proxy>> proxies;

    /// @param resolver the one whose answers are looked at
    /// @param proxies by which a host is called, if any
    Destinations(DnsResolver resolver, Function<String, Optional<Proxy>> proxies) {
        this.resolver = resolver;
        this.proxies = proxies;
    }

    /// The name leads where no call may go.
    static final class ForbiddenException extends UnknownHostException {
        private static final long serialVersionUID = 1;
    }

    /// Refuses an address that no proxy may be asked for either.
    static void check(String host) throws ForbiddenException {
        if (OwnNetwork.literal(host).filter(MetadataRange::holds).isPresent()) {
            throw new ForbiddenException();
        }
    }

    /// A host that is called through SOCKS is looked up by the proxy, unless it is an address.
    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        boolean theirs =
                proxies.apply(host).filter(proxy -> proxy.kind() == Kind.SOCKS5).isPresent();
        return theirs && OwnNetwork.literal(host).isEmpty()
                ? List.of(InetSocketAddress.createUnresolved(host, port))
                : DnsResolver.super.resolve(host, port);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = resolver.resolve(host);
        if (Stream.of(found).anyMatch(MetadataRange::holds)) {
            throw new ForbiddenException();
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return resolver.resolveCanonicalHostname(host);
    }
}
