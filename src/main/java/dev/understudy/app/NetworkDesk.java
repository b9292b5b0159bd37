package dev.understudy.app;

import dev.understudy.console.settings.NetworkBook;
import dev.understudy.console.settings.NetworkException;
import dev.understudy.console.ui.Undo;
import dev.understudy.model.Provider;
import dev.understudy.model.WayCheck;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.KeyOrigin;
import dev.understudy.settings.SettingsEditException;
import dev.understudy.settings.SettingsFile;
import dev.understudy.settings.SettingsReader;
import dev.understudy.settings.WrittenNetwork;
import dev.understudy.settings.WrittenSettings;
import dev.understudy.vault.SecretName;
import dev.understudy.vault.StoredSecret;
import dev.understudy.vault.Vault;
import dev.understudy.vault.VaultException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The way to providers in the settings file, and its password in the vault.
final class NetworkDesk implements NetworkBook {
    private static final String VAULT = "proxy";
    private static final String MADE_HERE = "password-";
    private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");

    private final SettingsFile file;
    private final SettingsReader reader;
    private final Vault vault;
    private final Gateway gateway;
    private final Runnable takeUp;
    private final SecureRandom random = new SecureRandom();

    /// @param takeUp puts in force what the file says
    NetworkDesk(Path file, SettingsReader reader, Gateway gateway, Runnable takeUp) {
        this.file = new SettingsFile(file);
        this.reader = reader;
        this.vault = gateway.vault();
        this.gateway = gateway;
        this.takeUp = takeUp;
    }

    @Override
    public Network read() throws NetworkException {
        try {
            WrittenNetwork written = WrittenNetwork.read(file.read());
            Optional<URI> address = address(written.proxy());
            return new Network(
                    proxied(written.proxy(), address),
                    address.map(URI::getHost).orElse(""),
                    address.map(URI::getPort)
                            .filter(port -> port > 0)
                            .map(String::valueOf)
                            .orElse(""),
                    written.user(),
                    !written.password().isEmpty(),
                    String.join(", ", written.exceptions()),
                    switch (written.trust()) {
                        case "", "bundled" -> Trusted.BUNDLED;
                        case "system" -> Trusted.SYSTEM;
                        default -> Trusted.FILE;
                    },
                    List.of("bundled", "system").contains(written.trust()) ? "" : written.trust());
        } catch (SettingsEditException | IOException e) {
            throw told(e);
        }
    }

    private static Optional<URI> address(String proxy) {
        try {
            return proxy.contains("://")
                    ? Optional.of(new URI(proxy)).filter(uri -> uri.getHost() != null)
                    : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static Proxied proxied(String proxy, Optional<URI> address) {
        return address.map(
                        uri -> uri.getScheme().startsWith("socks") ? Proxied.SOCKS5 : Proxied.HTTP)
                .orElse(proxy.equals("none") ? Proxied.NONE : Proxied.SYSTEM);
    }

    @Override
    public Undo write(Network network, Optional<char[]> password)
            throws NetworkException, InterruptedException {
        try {
            String before = file.read();
            WrittenNetwork old = WrittenNetwork.read(before);
            Optional<SecretName> sealed =
                    password.isPresent() && network.proxied().isNamed()
                            ? Optional.of(seal(password.get()))
                            : Optional.empty();
            boolean written = false;
            try {
                String after = written(network, old, sealed).in(before);
                check(before, after);
                file.save(before, after);
                written = true;
                takeUp.run();
                tidy(before, after);
                return () -> {
                    file.save(after, before);
                    takeUp.run();
                    forget(sealed);
                };
            } finally {
                if (!written) {
                    forget(sealed);
                }
            }
        } catch (SettingsEditException | VaultException | IOException e) {
            throw told(e);
        } finally {
            password.ifPresent(secret -> Arrays.fill(secret, '\0'));
        }
    }

    private static WrittenNetwork written(
            Network network, WrittenNetwork old, Optional<SecretName> sealed) {
        boolean named = network.proxied().isNamed();
        boolean login = named && !network.user().isBlank();
        String secret =
                sealed.map(name ->
                                "${secrets.get('%s', '%s')}".formatted(name.vault(), name.name()))
                        .orElse(old.password());
        return new WrittenNetwork(
                switch (network.proxied()) {
                    case SYSTEM -> "";
                    case NONE -> "none";
                    case HTTP -> at("http", network);
                    case SOCKS5 -> at("socks5", network);
                },
                login ? network.user() : "",
                login ? secret : "",
                network.proxied() == Proxied.NONE
                        ? List.of()
                        : BETWEEN.splitAsStream(network.exceptions())
                                .filter(rule -> !rule.isBlank())
                                .toList(),
                switch (network.trusted()) {
                    case BUNDLED -> "";
                    case SYSTEM -> "system";
                    case FILE -> network.file();
                });
    }

    private static String at(String scheme, Network network) {
        String host =
                network.host().contains(":") && !network.host().startsWith("[")
                        ? "[%s]".formatted(network.host())
                        : network.host();
        return network.port().isEmpty()
                ? "%s://%s".formatted(scheme, host)
                : "%s://%s:%s".formatted(scheme, host, network.port());
    }

    /// Refuses a text with a new problem in it.
    private void check(String before, String after) throws NetworkException {
        try {
            reader.read(after);
        } catch (InvalidSettingsException e) {
            boolean already;
            try {
                reader.read(before);
                already = false;
            } catch (InvalidSettingsException old) {
                already = old.problems().size() >= e.problems().size();
            }
            if (!already) {
                throw new NetworkException(e.problems().getFirst().message(), e);
            }
        }
    }

    private SecretName seal(char[] password)
            throws VaultException, IOException, InterruptedException {
        var mark = new byte[4];
        random.nextBytes(mark);
        var name = new SecretName(VAULT, MADE_HERE + HexFormat.of().formatHex(mark));
        byte[] value = new String(password).getBytes(StandardCharsets.UTF_8);
        try {
            vault.put(name, value);
        } finally {
            Arrays.fill(value, (byte) 0);
        }
        return name;
    }

    /// Removes the passwords that are named no more, not even by what can be taken back.
    private void tidy(String before, String after)
            throws SettingsEditException, InterruptedException {
        WrittenSettings then = WrittenSettings.read(before, List.of());
        WrittenSettings now = WrittenSettings.read(after, List.of());
        for (StoredSecret stored : vault.list()) {
            SecretName name = stored.name();
            var origin = new KeyOrigin.InVault(name.vault(), name.name());
            if (name.vault().equals(VAULT)
                    && name.name().startsWith(MADE_HERE)
                    && then.mentions(origin) + now.mentions(origin) == 0) {
                forget(Optional.of(name));
            }
        }
    }

    /// Removes a password that nothing names any more; one that stays behind stays sealed.
    private void forget(Optional<SecretName> sealed) throws InterruptedException {
        if (sealed.isPresent()) {
            try {
                vault.remove(sealed.get());
            } catch (VaultException | IOException e) {
                System.getLogger(NetworkDesk.class.getName())
                        .log(System.Logger.Level.WARNING, "an unused password stays sealed", e);
            }
        }
    }

    @Override
    public List<Place> places() {
        return gateway.providers().stream()
                .filter(provider -> provider.standing() != Provider.Standing.DISABLED)
                .sorted(Comparator.comparing((Provider provider) -> provider.keys().isEmpty()))
                .map(provider -> new Place(provider.id(), provider.displayName()))
                .toList();
    }

    @Override
    public WayCheck test(String provider) throws InterruptedException {
        return gateway.tryWay(
                gateway.providers().stream()
                        .filter(known -> known.id().equals(provider))
                        .findFirst()
                        .orElseThrow());
    }

    private static NetworkException told(Exception e) {
        return new NetworkException(String.valueOf(e.getMessage()), e);
    }
}
