package dev.understudy.gateway;

import dev.understudy.access.AccessKeys;
import dev.understudy.access.Strangers;
import dev.understudy.model.AccessKey;
import dev.understudy.model.ApiKey;
import dev.understudy.model.GatewaySettings.Access;
import dev.understudy.model.GatewaySettings.ServerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/// Decides who may call: by `Host` against DNS rebinding, by `Origin` against web pages, by access
/// key against everybody else.
final class Guard {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Pattern ADDRESS =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

    /// One credential: no space, and no comma that might join two.
    private static final Pattern TOKEN = Pattern.compile("[!-+\\--~]{1,8192}");

    private static final String OWN_HEADER = "Understudy-Access-Key";

    private final ServerSettings settings;
    private final AccessKeys keys;
    private final Strangers strangers;

    /// @param strangers who came with wrong keys lately
    Guard(ServerSettings settings, AccessKeys keys, Strangers strangers) {
        this.settings = settings;
        this.keys = keys;
        this.strangers = strangers;
    }

    /// Checks where the request comes from.
    ///
    /// @throws RefusedException if it is meant for another host or sent by a foreign web page
    void checkSource(Request request) throws RefusedException {
        List<String> hosts = request.getHeaders().getValuesList(HttpHeader.HOST);
        if (hosts.size() != 1 || !hostAllowed(hosts.getFirst())) {
            throw new RefusedException(
                    ErrorCode.HOST_NOT_ALLOWED,
                    "this gateway does not answer for that host: call http://127.0.0.1, or add the"
                            + " name to server.allowed_hosts in gateway.yaml");
        }
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin != null ? !originAllowed(origin) : crossSite(request.getHeaders())) {
            throw new RefusedException(
                    ErrorCode.ORIGIN_NOT_ALLOWED,
                    "web pages may not call this gateway: to allow one, add its origin to"
                            + " server.allowed_origins in gateway.yaml");
        }
    }

    /// Checks the access key.
    ///
    /// @return the key that was presented; empty where none is needed
    /// @throws RefusedException if one is needed and none came, or one that is wrong, revoked or
    ///   expired
    Optional<AccessKey> checkAccess(Request request) throws RefusedException {
        if (settings.access() == Access.OPEN) {
            return Optional.empty();
        }
        String presented =
                presented(request.getHeaders())
                        .orElseThrow(() ->
                                new RefusedException(
                                        ErrorCode.ACCESS_KEY_MISSING,
                                        "no access key came with the request: send one as"
                                                + " \"Authorization: Bearer us-…\" or"
                                                + " \"x-api-key\"; the console's status bar"
                                                + " copies one"));
        Optional<AccessKey> found = keys.find(presented);
        if (found.isEmpty()) {
            throw wrongKey(Request.getRemoteAddr(request));
        }
        checkInForce(found.get());
        return found;
    }

    private RefusedException wrongKey(String address) {
        Duration wait = strangers.came(address);
        return wait.isZero()
                ? new RefusedException(
                        ErrorCode.ACCESS_KEY_INVALID,
                        "the access key is not known here: copy one from the console's status bar,"
                                + " or run \"understudy access create NAME\"")
                : new RefusedException(
                        ErrorCode.TOO_MANY_WRONG_KEYS,
                        "more than %d wrong access keys came from this address within a minute: mend the key, and ask again in %d s"
                                .formatted(Strangers.MOST, wait.plusMillis(999).toSeconds()),
                        wait);
    }

    private static void checkInForce(AccessKey key) throws RefusedException {
        if (key.revoked().isPresent()) {
            throw new RefusedException(
                    ErrorCode.ACCESS_KEY_REVOKED,
                    "the access key \"%s\" was revoked at %s: make another with \"understudy access create NAME\""
                            .formatted(key.name(), key.revoked().get()));
        }
        Optional<Instant> end = key.terms().expires();
        if (end.isPresent() && !Instant.now().isBefore(end.get())) {
            throw new RefusedException(
                    ErrorCode.ACCESS_KEY_EXPIRED,
                    "the access key \"%s\" has expired at %s: make another with \"understudy access create NAME\""
                            .formatted(key.name(), end.get()));
        }
    }

    /// The caller's own provider key, if it may be passed on: it came in `Authorization` while the
    /// access key came in its own header, or none is needed; and it is no access key.
    Optional<ApiKey> callersKey(Request request) {
        HttpFields headers = request.getHeaders();
        if (settings.access() != Access.OPEN && !headers.contains(OWN_HEADER)) {
            return Optional.empty();
        }
        return headers.getValuesList(HttpHeader.AUTHORIZATION).size() == 1
                ? bearer(headers)
                        .filter(token -> TOKEN.matcher(token).matches())
                        .filter(token -> !AccessKeys.looksLikeOne(token))
                        .map(ApiKey::new)
                : Optional.empty();
    }

    /// Whether a web page of this origin may call.
    boolean originAllowed(String origin) {
        return settings.allowedOrigins().contains(origin);
    }

    private static Optional<String> presented(HttpFields headers) {
        return Optional.ofNullable(headers.get(OWN_HEADER))
                .or(() -> Optional.ofNullable(headers.get("x-api-key")))
                .or(() -> bearer(headers))
                .map(String::strip)
                .filter(key -> !key.isEmpty());
    }

    private static Optional<String> bearer(HttpFields headers) {
        return Optional.ofNullable(headers.getField(HttpHeader.AUTHORIZATION))
                .map(HttpField::getValue)
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip());
    }

    private boolean hostAllowed(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        int portColon = lower.lastIndexOf(':');
        String name = portColon > lower.lastIndexOf(']') ? lower.substring(0, portColon) : lower;
        return LOOPBACK.contains(name)
                || settings.allowedHosts().contains(name)
                || settings.allowedHosts().contains(lower)
                || name.equals(settings.host().toLowerCase(Locale.ROOT))
                || (!loopbackOnly() && ADDRESS.matcher(name).matches());
    }

    /// Where other machines may call, they call by address; rebinding needs a name.
    private boolean loopbackOnly() {
        return LOOPBACK.contains(settings.host()) || settings.host().equals("::1");
    }

    private static boolean crossSite(HttpFields headers) {
        String site = headers.get("Sec-Fetch-Site");
        return "cross-site".equals(site) || "same-site".equals(site);
    }
}
