package dev.understudy.settings;

import dev.understudy.model.Outbound;
import dev.understudy.model.Outbound.Kind;
import dev.understudy.model.Outbound.Login;
import dev.understudy.model.Outbound.Proxy;
import dev.understudy.model.Outbound.Trust;
import dev.understudy.model.Outbound.Way;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads `network`, and the variables by which systems without a desktop name their proxy.
final class OutboundReader {
    private static final Set<String> NETWORK =
            Set.of("proxy", "user", "password", "no_proxy", "trust");
    private static final List<String> VARIABLES =
            List.of("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy");
    private static final List<String> EXCEPTIONS = List.of("NO_PROXY", "no_proxy");
    private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");
    private static final String HOW = "write system, none, http://host:port or socks5://host:port";

    private final Placeholders placeholders;
    private final List<Problem> warnings;

    /// @param warnings told of variables that cannot be used
    OutboundReader(Placeholders placeholders, List<Problem> warnings) {
        this.placeholders = placeholders;
        this.warnings = warnings;
    }

    Outbound read(Fields root) {
        return root.within("network", NETWORK).map(this::outbound).orElseGet(this::standard);
    }

    private Outbound standard() {
        return new Outbound(ofSystem(), systemExceptions(List.of()), Trust.BUNDLED);
    }

    private Outbound outbound(Fields fields) {
        Way way = way(fields);
        List<String> exceptions = fields.texts("no_proxy").stream().map(String::strip).toList();
        return new Outbound(
                way,
                way instanceof Way.OfSystem ? systemExceptions(exceptions) : exceptions,
                trust(fields));
    }

    private Way way(Fields fields) {
        String proxy = fields.text("proxy").orElse("system").strip();
        Way way =
                switch (proxy.toLowerCase(Locale.ROOT)) {
                    case "system" -> ofSystem();
                    case "none" -> new Way.Direct();
                    default -> by(fields, proxy);
                };
        if (!(way instanceof Way.By)) {
            Stream.of("user", "password")
                    .filter(key -> fields.text(key).isPresent())
                    .forEach(key ->
                            fields.problem(key, "this is for a proxy that is named: " + HOW));
        }
        return way;
    }

    private Way by(Fields fields, String address) {
        try {
            Proxy proxy = proxy(address);
            if (proxy.login().isPresent()) {
                fields.problem(
                        "proxy",
                        "leave user and password out of the address: they have fields of their own");
            }
            return new Way.By(
                    new Proxy(proxy.kind(), proxy.host(), proxy.port(), login(fields, proxy)));
        } catch (IllegalArgumentException e) {
            fields.problem("proxy", String.valueOf(e.getMessage()));
            return new Way.Direct();
        }
    }

    private Optional<Login> login(Fields fields, Proxy proxy) {
        Optional<String> user = fields.text("user");
        Optional<String> password = fields.text("password");
        if (user.isEmpty()) {
            password.ifPresent(_ -> fields.problem("password", "a password needs its user"));
            return Optional.empty();
        }
        try {
            String secret = placeholders.resolve(password.orElse(""));
            if (proxy.kind() == Kind.SOCKS5 && (over(user.get()) || over(secret))) {
                fields.problem("user", "user and password of SOCKS5 have at most 255 bytes each");
            }
            return Optional.of(new Login(user.get(), secret));
        } catch (IllegalArgumentException e) {
            fields.warning(
                    "password", "the proxy is asked without a login: " + e.getMessage(), warnings);
            return Optional.empty();
        }
    }

    private static boolean over(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length > 255;
    }

    private Way ofSystem() {
        return new Way.OfSystem(
                VARIABLES.stream()
                        .flatMap(name -> placeholders.variable(name).stream().map(v -> name))
                        .findFirst()
                        .flatMap(this::named));
    }

    private Optional<Proxy> named(String variable) {
        try {
            String text = placeholders.variable(variable).orElseThrow();
            return Optional.of(proxy(text.contains("://") ? text : "http://" + text));
        } catch (IllegalArgumentException e) {
            warnings.add(
                    new Problem(
                            0,
                            0,
                            "",
                            "the proxy in %s is left out: %s".formatted(variable, e.getMessage())));
            return Optional.empty();
        }
    }

    private List<String> systemExceptions(List<String> written) {
        var all = new ArrayList<>(written);
        EXCEPTIONS.stream()
                .flatMap(name -> placeholders.variable(name).stream())
                .findFirst()
                .ifPresent(text -> all.addAll(List.of(BETWEEN.split(text, -1))));
        all.removeIf(String::isBlank);
        return all;
    }

    private static Proxy proxy(String address) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException _) {
            throw new IllegalArgumentException("this is no proxy's address: " + HOW);
        }
        Kind kind =
                switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
                    case "http" -> Kind.HTTP;
                    case "socks5", "socks5h", "socks" -> Kind.SOCKS5;
                    default ->
                            throw new IllegalArgumentException(
                                    "this is no proxy that is known here: " + HOW);
                };
        int usual = kind == Kind.HTTP ? 80 : 1080;
        int port = uri.getPort() < 0 ? usual : uri.getPort();
        if (uri.getHost() == null || port == 0 || port > 65535) {
            throw new IllegalArgumentException("this is no proxy's address: " + HOW);
        }
        return new Proxy(
                kind,
                uri.getHost(),
                port,
                Optional.ofNullable(uri.getRawUserInfo()).map(OutboundReader::login));
    }

    private static Login login(String userInfo) {
        String[] parts = userInfo.split(":", 2);
        return new Login(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Trust trust(Fields fields) {
        String trust = fields.text("trust").orElse("bundled").strip();
        try {
            return switch (trust.toLowerCase(Locale.ROOT)) {
                case "bundled" -> Trust.BUNDLED;
                case "system" -> new Trust(false, Authorities.ofSystem());
                default -> new Trust(true, Authorities.in(Path.of(trust)));
            };
        } catch (IOException | InvalidPathException e) {
            fields.problem("trust", String.valueOf(e.getMessage()));
            return Trust.BUNDLED;
        }
    }
}
