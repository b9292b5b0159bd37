package dev.understudy.console.settings;

import dev.understudy.console.ui.Undo;
import dev.understudy.model.KeyCheck.Cause;
import dev.understudy.model.Outbound.Kind;
import dev.understudy.model.Outbound.Proxy;
import dev.understudy.model.WayCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A way to providers in memory.
final class FakeNetworkBook implements NetworkBook {
    private volatile Network network = Network.STANDARD;
    private volatile Optional<String> refusal = Optional.empty();
    private volatile String password = "";
    private volatile boolean silent;

    /// What the settings say now.
    Network network() {
        return network;
    }

    void put(Network now) {
        network = now;
    }

    /// The latest password that was given.
    String password() {
        return password;
    }

    /// Refuses the next change.
    void refuse(String why) {
        refusal = Optional.of(why);
    }

    /// Lets tests wait until they are cancelled.
    void beSilent() {
        silent = true;
    }

    @Override
    public Network read() {
        return network;
    }

    @Override
    public Undo write(Network now, Optional<char[]> fresh) throws NetworkException {
        if (refusal.isPresent()) {
            throw new NetworkException(refusal.get());
        }
        Network before = network;
        password = fresh.map(String::new).orElse("");
        network =
                new Network(
                        now.proxied(),
                        now.host(),
                        now.port(),
                        now.user(),
                        now.password() || fresh.isPresent(),
                        now.exceptions(),
                        now.trusted(),
                        now.file());
        return () -> network = before;
    }

    @Override
    public List<Place> places() {
        return List.of(new Place("openrouter", "OpenRouter"), new Place("openai", "OpenAI"));
    }

    @Override
    public WayCheck test(String provider) throws InterruptedException {
        if (silent) {
            new CountDownLatch(1).await();
        }
        Optional<Proxy> proxy =
                network.proxied().isNamed()
                        ? Optional.of(new Proxy(Kind.HTTP, network.host(), 3128, Optional.empty()))
                        : Optional.empty();
        return provider.equals("openai")
                ? new WayCheck.Lost(
                        proxy,
                        Cause.PROXY,
                        "OpenAI at api.openai.com cannot be reached: the proxy http://proxy.example.com:3128 asks for a user and a password: look at Settings, or at network in gateway.yaml")
                : new WayCheck.Reached(
                        proxy, Optional.of("Google Trust Services"), 200, Duration.ofMillis(118));
    }
}
