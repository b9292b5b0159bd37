package dev.understudy.settings;

import dev.understudy.model.MetadataRange;
import dev.understudy.model.OwnNetwork;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The rules for a provider's address: https, or http on this machine and its own network; nothing
/// hidden in it; never the link-local range, where clouds keep their metadata.
final class BaseUrl {
    private static final Pattern IP =
            Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}|\\[[0-9a-fA-F:.]+]");
    private static final Set<String> METADATA_NAMES =
            Set.of("metadata", "metadata.google.internal", "instance-data");
    private static final Pattern NUMERIC =
            Pattern.compile("(0x[0-9a-fA-F]+|\\d+)(\\.(0x[0-9a-fA-F]+|\\d+))*");

    private BaseUrl() {}

    /// The address, without a slash at its end.
    ///
    /// @throws IllegalArgumentException with what is wrong
    static URI of(String text) {
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException _) {
            throw new IllegalArgumentException("not an address: write it as https://host/v1");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if ((!scheme.equals("https") && !scheme.equals("http")) || host == null) {
            throw new IllegalArgumentException("not an address: write it as https://host/v1");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65535) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535");
        }
        if (uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "an address holds no user, no query and no fragment");
        }
        String name = host.toLowerCase(Locale.ROOT);
        boolean near = near(name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
        if (scheme.equals("http") && !near) {
            throw new IllegalArgumentException(
                    "use https: plain http is for this machine and its own network");
        }
        String whole = uri.toString();
        return URI.create(whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole);
    }

    /// Whether a host is this machine or on its own network.
    private static boolean near(String host) {
        if (IP.matcher(host).matches()) {
            if (MetadataRange.holds(InetAddress.ofLiteral(host))) {
                throw new IllegalArgumentException("link-local addresses are not for providers");
            }
        } else if (host.startsWith("[") || NUMERIC.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "write an IP address plainly, as 10.0.0.7 or [fd12::7]");
        } else if (METADATA_NAMES.contains(host)) {
            throw new IllegalArgumentException("link-local addresses are not for providers");
        }
        return OwnNetwork.holds(host);
    }
}
