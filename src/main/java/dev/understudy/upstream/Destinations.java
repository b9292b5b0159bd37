package dev.understudy.upstream;

import dev.understudy.model.MetadataRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/// Finds where a provider's name leads, once for each connection, and never to a cloud's metadata:
/// a name that was harmless in the settings may come to mean it.
final class Destinations implements DnsResolver {
    private final DnsResolver resolver;

    /// @param resolver the one whose answers are looked at
    Destinations(DnsResolver resolver) {
        this.resolver = resolver;
    }

    /// The name leads where no call may go.
    static final class ForbiddenException extends UnknownHostException {
        private static final long serialVersionUID = 1;
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
