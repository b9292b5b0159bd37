package dev.understudy.app;

import dev.understudy.client.PlayClient;
import dev.understudy.client.RehearsalClient;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.SettingsReader;
import dev.understudy.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The gateway that is rehearsed with: one of its own on a free port, or one that runs.
final class RehearsalStage implements AutoCloseable {
    /// Where the access key for a gateway that runs is looked for.
    static final String VARIABLE = "UNDERSTUDY_ACCESS_KEY";

    private static final String KEY = "us-[A-Za-z0-9_-]{43}";
    private static final int MOST_BYTES = 1024;

    private final URI base;
    private final RehearsalClient client;
    private final Optional<Gateway> gateway;

    private RehearsalStage(URI base, String accessKey, Optional<Gateway> gateway) {
        this.base = base;
        this.client = new RehearsalClient(() -> base, accessKey);
        this.gateway = gateway;
    }

    /// Starts a gateway with a home's settings, that only this program can ask.
    ///
    /// @param config the settings; those of the home if there are none
    static RehearsalStage own(Home home, @Nullable Path config, Vault vault, PrintWriter err)
            throws IOException, InvalidSettingsException, EnvironmentException {
        if (config != null && !Files.isReadable(config)) {
            throw new EnvironmentException("cannot read %s".formatted(config));
        }
        var door =
                new VaultDoor(
                        vault,
                        List.of(
                                new PassphraseFile(System.getenv()),
                                new PassphrasePrompt(System.console())));
        Gateway gateway = Gateway.uncounted(home, vault, door);
        boolean open = false;
        try {
            SettingsReader.Loaded loaded =
                    gateway.settings(config == null ? home.gatewayFile() : config);
            gateway.vaultObstacle()
                    .ifPresent(why -> err.println("warning: the vault stays locked: " + why));
            loaded.warnings().forEach(warning -> err.println("warning: " + warning));
            URI base = gateway.open(Commands.at(loaded.settings(), "127.0.0.1", 0), _ -> {});
            gateway.fetchCatalogue();
            var stage =
                    new RehearsalStage(base, gateway.passingKey("rehearse"), Optional.of(gateway));
            open = true;
            return stage;
        } finally {
            if (!open) {
                gateway.close();
            }
        }
    }

    /// Takes a gateway that runs.
    ///
    /// @param address with or without `/v1`
    /// @param in where the access key is read from if no variable holds it
    static RehearsalStage running(URI address, Map<String, String> environment, InputStream in)
            throws IOException, EnvironmentException {
        String told = environment.getOrDefault(VARIABLE, "").strip();
        String key = told.isEmpty() ? firstLine(in) : told;
        if (!key.matches(KEY)) {
            throw new EnvironmentException(
                    key.isEmpty()
                            ? "no access key came: set %s, or send one to the standard input; \"understudy access create NAME --may-rehearse\" makes one"
                                    .formatted(VARIABLE)
                            : "what came is no access key: it is us- and 43 letters; \"understudy access create NAME --may-rehearse\" makes one");
        }
        String text = address.toString().replaceFirst("/+$", "");
        return new RehearsalStage(
                URI.create(text.endsWith("/v1") ? text : text + "/v1"), key, Optional.empty());
    }

    private static String firstLine(InputStream in) throws IOException {
        var line = new StringBuilder();
        int c = in.read();
        while (c >= 0 && c != '\n' && line.length() < MOST_BYTES) {
            line.append((char) c);
            c = in.read();
        }
        return new String(
                        line.toString().getBytes(StandardCharsets.ISO_8859_1),
                        StandardCharsets.UTF_8)
                .strip();
    }

    /// What asks it.
    PlayClient client() {
        return client;
    }

    /// Where it listens, with `/v1`.
    URI base() {
        return base;
    }

    @Override
    public void close() {
        client.close();
        gateway.ifPresent(Gateway::close);
    }
}
