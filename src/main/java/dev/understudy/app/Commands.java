package dev.understudy.app;

import dev.understudy.gateway.StrategyCheck;
import dev.understudy.model.GatewaySettings;
import dev.understudy.settings.BuiltInProviders;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.Secrets;
import dev.understudy.settings.SettingsReader;
import dev.understudy.vault.Keychain;
import dev.understudy.vault.Vault;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// What the commands share.
final class Commands {
    private Commands() {}

    /// Where things are kept, as the root command was told.
    static Home home(@Nullable Understudy root) {
        return filled(root).home();
    }

    /// The vault, as it lies there: to open it is another matter.
    static Vault vault(@Nullable Understudy root) {
        return new Vault(home(root).vaultFile(), Keychain.ofSystem(System.getenv()));
    }

    static PrintWriter out(@Nullable CommandSpec spec) {
        return filled(spec).commandLine().getOut();
    }

    static PrintWriter err(@Nullable CommandSpec spec) {
        return filled(spec).commandLine().getErr();
    }

    /// The settings with another host and port.
    static GatewaySettings at(GatewaySettings settings, String host, int port) {
        return settings.at(host, port);
    }

    /// What to say of an address that cannot be had.
    static String busy(String host, int port) {
        return "cannot listen on %s:%d, as another program does: stop that one, choose another port with --port N (0 picks a free one), or change server.port in gateway.yaml"
                .formatted(host, port);
    }

    /// The settings as they are written, without their secrets; nothing is started.
    ///
    /// @param config the file; that of the home if there is none
    static GatewaySettings settings(@Nullable Understudy root, @Nullable Path config)
            throws IOException, InvalidSettingsException, EnvironmentException {
        Path file = config == null ? home(root).gatewayFile() : config;
        if (config != null && !Files.isReadable(file)) {
            throw new EnvironmentException("cannot read %s".formatted(file));
        }
        return reader(URI.create("http://127.0.0.1:0/v1"), new VaultNames(vault(root)))
                .read(Files.exists(file) ? Files.readString(file) : "")
                .settings();
    }

    /// Reads settings for a gateway whose sandbox is at `sandbox`.
    static SettingsReader reader(URI sandbox, Secrets secrets) {
        return new SettingsReader(
                SandboxModels.with(sandbox, BuiltInProviders.all()),
                System::getenv,
                secrets,
                new StrategyCheck());
    }

    /// A field that picocli has filled before a command runs.
    static <T> T filled(@Nullable T field) {
        if (field == null) {
            throw new IllegalStateException("the command was not made by picocli");
        }
        return field;
    }
}
