package dev.understudy.upstream;

import java.net.ProxySelector;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/// Goes by the system's proxy where it has one, and straight to what is on this machine.
final class SystemProxies extends SystemDefaultRoutePlanner {
    /// @param proxies such as `ProxySelector.getDefault()`
    SystemProxies(ProxySelector proxies) {
        super(DefaultSchemePortResolver.INSTANCE, proxies);
    }

    @Override
    protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context)
            throws HttpException {
        return isHere(target.getHostName()) ? null : super.determineProxy(target, context);
    }

    private static boolean isHere(String host) {
        return host.equals("localhost")
                || host.startsWith("127.")
                || host.equals("::1")
                || host.equals("[::1]");
    }
}
