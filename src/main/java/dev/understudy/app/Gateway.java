package dev.understudy.app;

import dev.understudy.access.AccessKeys;
import dev.understudy.gateway.GatewayServer;
import dev.understudy.gateway.Routes;
import dev.understudy.model.GatewaySettings;
import dev.understudy.routing.Failover;
import dev.understudy.routing.Health;
import dev.understudy.routing.Resolver;
import dev.understudy.sandbox.SandboxServer;
import dev.understudy.settings.AccessFile;
import dev.understudy.settings.BuiltInProviders;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.Problem;
import dev.understudy.settings.SettingsReader;
import dev.understudy.upstream.ProviderClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The gateway and all that it stands on: the sandbox, the settings, the access keys, the server.
final class Gateway implements AutoCloseable {
    private final SandboxServer sandbox;
    private final ProviderClient upstream;
    private final Health health = new Health(System::nanoTime);
    private final AccessFile accessFile;
    private final AccessKeys access;
    private final SettingsReader reader;
    private volatile Optional<GatewayServer> server = Optional.empty();

    private Gateway(
            SandboxServer sandbox, ProviderClient upstream, AccessFile file, AccessKeys access) {
        this.sandbox = sandbox;
        this.upstream = upstream;
        this.accessFile = file;
        this.access = access;
        this.reader =
                new SettingsReader(
                        SandboxModels.with(sandbox.openAiBase(), BuiltInProviders.all()),
                        System::getenv);
    }

    /// Makes all but the server.
    ///
    /// @throws IOException if the access keys cannot be read
    static Gateway prepare(Home home) throws IOException {
        var accessFile = new AccessFile(home.accessFile());
        var access = new AccessKeys(accessFile.load());
        return new Gateway(
                SandboxServer.start(0),
                new ProviderClient(InstantSource.system()),
                accessFile,
                access);
    }

    /// Reads a settings file; what holds without one, if there is none.
    ///
    /// @throws InvalidSettingsException if it cannot be used
    SettingsReader.Loaded settings(Path file) throws InvalidSettingsException, IOException {
        try {
            return reader.read(Files.readString(file));
        } catch (NoSuchFileException _) {
            return standard();
        } catch (MalformedInputException e) {
            throw new IOException(file + " is not UTF-8 text", e);
        }
    }

    /// What holds without a file.
    SettingsReader.Loaded standard() {
        try {
            return reader.read("");
        } catch (InvalidSettingsException e) {
            throw new IllegalStateException("an empty file is always right", e);
        }
    }

    /// Starts the server.
    ///
    /// @throws java.net.BindException if its port is taken
    void open(GatewaySettings settings) throws IOException {
        var routes =
                new Routes(
                        settings,
                        new Resolver(settings),
                        new Failover(
                                settings,
                                upstream,
                                health,
                                System::nanoTime,
                                Thread::sleep,
                                RandomGenerator.getDefault()));
        server = Optional.of(GatewayServer.start(settings.server(), () -> routes, access));
    }

    /// Where programs reach it, while it is open.
    Optional<URI> base() {
        return server.map(GatewayServer::base);
    }

    /// How many requests are being worked on.
    int inFlight() {
        return server.map(GatewayServer::inFlight).orElse(0);
    }

    /// Makes an access key and keeps its digest.
    ///
    /// @return the key in clear; nothing else will ever tell it
    String createKey(String name) throws IOException {
        AccessKeys.Created created = access.create(name, Instant.now());
        accessFile.save(access.list());
        return created.secret();
    }

    /// A key that is in force until the program ends, and is written nowhere.
    String passingKey(String name) {
        return access.createPassing(name, Instant.now()).secret();
    }

    /// Whether no access key has ever been made.
    boolean hasNoKey() {
        return access.list().isEmpty();
    }

    /// Lets the running requests end, then stops all.
    @Override
    public void close() {
        server.ifPresent(GatewayServer::close);
        upstream.close();
        sandbox.close();
    }

    /// Every problem on a line of its own, with the file's name before it.
    static String told(Path file, List<Problem> problems) {
        var text = new StringBuilder();
        for (Problem problem : problems) {
            text.append(file.getFileName())
                    .append(": ")
                    .append(problem)
                    .append(System.lineSeparator());
        }
        return text.toString().stripTrailing();
    }
}
