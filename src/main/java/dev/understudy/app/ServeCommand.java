package dev.understudy.app;

import dev.understudy.model.GatewaySettings;
import dev.understudy.model.GatewaySettings.Access;
import dev.understudy.model.GatewaySettings.ServerSettings;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.Problem;
import dev.understudy.settings.SettingsReader;
import dev.understudy.vault.Vault;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `understudy serve`: the gateway alone, until it is told to stop.
@Command(
        name = "serve",
        description = "Runs the gateway alone, without a display.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @ParentCommand private @Nullable Understudy root;
    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "The settings to use.")
    private @Nullable Path config;

    @Option(names = "--host", description = "The address to listen on.")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "N", description = "The port; 0 picks a free one.")
    private @Nullable Integer port;

    @Override
    public Integer call()
            throws IOException,
                    InvalidSettingsException,
                    EnvironmentException,
                    InterruptedException {
        Home home = Commands.home(root);
        PrintWriter out = Commands.out(spec);
        PrintWriter err = Commands.err(spec);
        Logs.to(home.logFile());
        Path file = config == null ? home.gatewayFile() : config;
        if (config != null && !Files.isReadable(config)) {
            throw new EnvironmentException("cannot read %s".formatted(config));
        }
        Vault vault = Commands.vault(root);
        var door =
                new VaultDoor(
                        vault,
                        List.of(
                                new PassphraseFile(System.getenv()),
                                new PassphrasePrompt(System.console())));
        try (Gateway gateway = Gateway.prepare(home, vault, door)) {
            SettingsReader.Loaded loaded = gateway.settings(file);
            warn(gateway, loaded, err);
            GatewaySettings settings = at(loaded.settings());
            warnOfExposure(settings.server(), err);
            URI base = open(gateway, settings);
            if (gateway.hasNoKey() && settings.server().access() == Access.REQUIRED) {
                out.println("access key, shown this once: " + gateway.createKey("first"));
            }
            try (var live = new LiveSettings(gateway, file, this::at, told(gateway, err, out))) {
                live.watch(settings, home);
                out.println("listening on " + base);
                out.flush();
                gateway.fetchCatalogue();
                awaitStop();
            }
        }
        return 0;
    }

    private static URI open(Gateway gateway, GatewaySettings settings)
            throws IOException, EnvironmentException {
        try {
            return gateway.open(settings, _ -> {});
        } catch (BindException e) {
            throw new EnvironmentException(
                    Commands.busy(settings.server().host(), settings.server().port()), e);
        }
    }

    private GatewaySettings at(GatewaySettings settings) {
        ServerSettings server = settings.server();
        return Commands.at(
                settings, host == null ? server.host() : host, port == null ? server.port() : port);
    }

    /// Tells why the vault is locked, if it should not be, and what is left out.
    private static void warn(Gateway gateway, SettingsReader.Loaded loaded, PrintWriter err) {
        gateway.vaultObstacle()
                .ifPresent(why -> err.println("warning: the vault stays locked: " + why));
        loaded.warnings().forEach(warning -> err.println("warning: " + warning));
    }

    private static LiveSettings.Told told(Gateway gateway, PrintWriter err, PrintWriter out) {
        return new LiveSettings.Told() {
            @Override
            public void taken(SettingsReader.Loaded loaded) {
                warn(gateway, loaded, err);
                err.println("the new settings are in force");
                err.flush();
            }

            @Override
            public void refused(List<Problem> problems) {
                problems.forEach(err::println);
                err.println("the settings stay as they were");
                err.flush();
            }

            @Override
            public void moved(URI base) {
                if (!LiveSettings.nearOnly(base.getHost())) {
                    err.println(exposed(base.getHost()));
                    err.flush();
                }
                out.println("listening on " + base);
                out.flush();
            }

            @Override
            public void stayed(ServerSettings wanted, IOException why) {
                err.println(
                        "cannot listen on %s:%d: the gateway listens where it did"
                                .formatted(wanted.host(), wanted.port()));
                err.flush();
            }
        };
    }

    private static String exposed(String host) {
        return "warning: %s is reachable from other machines, and the connection is not encrypted: access keys protect it, but put TLS in front"
                .formatted(host);
    }

    private static void warnOfExposure(ServerSettings server, PrintWriter err)
            throws EnvironmentException {
        if (LiveSettings.nearOnly(server.host())) {
            return;
        }
        if (server.access() == Access.OPEN) {
            throw new EnvironmentException(
                    "access: open is for 127.0.0.1 only: remove it, or listen there");
        }
        err.println(exposed(server.host()));
    }

    /// Waits for the signal to stop, and keeps the process until the gateway is closed.
    private static void awaitStop() throws InterruptedException {
        var stop = new CountDownLatch(1);
        Thread serving = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("drain")
                                .unstarted(() -> {
                                    stop.countDown();
                                    try {
                                        serving.join(30_000);
                                    } catch (InterruptedException _) {
                                        Thread.currentThread().interrupt();
                                    }
                                }));
        stop.await();
    }
}
