package dev.understudy.upstream;

import dev.understudy.model.Outbound.Kind;
import dev.understudy.model.Outbound.Proxy;
import dev.understudy.model.Outbound.Way;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tells the proxy of the settings, and no other, who we are: Java's SOCKS asks for it by the
/// authenticator of the whole program.
final class SocksLogin extends Authenticator {
    private static final String PROTOCOL = "SOCKS5";

    private final Supplier<WayOut> way;

    SocksLogin(Supplier<WayOut> way) {
        this.way = way;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
        if (!PROTOCOL.equals(getRequestingProtocol())) {
            return null;
        }
        return proxy(way.get().outbound().way())
                .filter(proxy -> proxy.kind() == Kind.SOCKS5)
                .filter(proxy -> proxy.port() == getRequestingPort() && isAsked(proxy))
                .flatMap(Proxy::login)
                .map(login ->
                        new PasswordAuthentication(login.user(), login.password().toCharArray()))
                .orElse(null);
    }

    private boolean isAsked(Proxy proxy) {
        String asking =
                getRequestingHost() == null
                        ? String.valueOf(getRequestingSite())
                        : getRequestingHost();
        return asking.equalsIgnoreCase(proxy.host())
                || (getRequestingSite() != null
                        && proxy.host().equalsIgnoreCase(getRequestingSite().getHostName()));
    }

    private static Optional<Proxy> proxy(Way way) {
        return switch (way) {
            case Way.By(Proxy proxy) -> Optional.of(proxy);
            case Way.OfSystem(var variable) -> variable;
            case Way.Direct _ -> Optional.empty();
        };
    }
}
