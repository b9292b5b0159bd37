package dev.understudy.vault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A session of its own: a D-Bus and, if it is started, a real GNOME Keyring on it, with their
/// files in one folder. They neither see the machine's own session nor are seen by it.
final class KeyringSession implements AutoCloseable {
    private final Path folder;
    private final Path socket;
    private final Process bus;
    private @Nullable Process keyring;

    private KeyringSession(Path folder, Path socket, Process bus) {
        this.folder = folder;
        this.socket = socket;
        this.bus = bus;
    }

    /// Starts the bus alone; skips the test where it is not installed.
    static KeyringSession start(Path folder) throws Exception {
        need("dbus-daemon", "dbus");
        Path socket = folder.resolve("bus");
        Path config = Files.writeString(folder.resolve("bus.conf"), busConfig(socket));
        Process bus =
                new ProcessBuilder(
                                "dbus-daemon",
                                "--nofork",
                                "--print-address",
                                "--config-file=" + config)
                        .redirectError(folder.resolve("bus.err").toFile())
                        .start();
        String address = bus.inputReader().readLine();
        if (address == null) {
            throw new IOException(Files.readString(folder.resolve("bus.err")));
        }
        return new KeyringSession(folder, socket, bus);
    }

    private static String busConfig(Path socket) {
        return """
        <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
         "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
        <busconfig>
          <type>session</type>
          <listen>unix:path=%s</listen>
          <auth>EXTERNAL</auth>
          <policy context="default">
            <allow send_destination="*" eavesdrop="true"/>
            <allow eavesdrop="true"/>
            <allow own="*"/>
          </policy>
        </busconfig>
        """
                .formatted(socket);
    }

    private static void need(String program, String debian) {
        assumeTrue(
                installed(program),
                "%s is missing, so this is not tested: apt-get install %s"
                        .formatted(program, debian));
    }

    private static boolean installed(String program) {
        for (String path : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (Files.isExecutable(Path.of(path, program))) {
                return true;
            }
        }
        return false;
    }

    /// What a program of the session has in its environment.
    Map<String, String> environment() {
        return Map.of(
                "DBUS_SESSION_BUS_ADDRESS",
                "unix:path=" + socket,
                "XDG_RUNTIME_DIR",
                folder + "/run");
    }

    /// Starts the keyring, and unlocks the login collection or makes it.
    void startUnlocked() throws Exception {
        start("--unlock", "login password");
    }

    /// Starts the keyring as it is before anyone logs in.
    void startLocked() throws Exception {
        start("--components=secrets", "");
    }

    private void start(String option, String password) throws Exception {
        need("gnome-keyring-daemon", "gnome-keyring");
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(folder.resolve("run"));
        var builder =
                new ProcessBuilder(
                                "gnome-keyring-daemon",
                                "--foreground",
                                "--components=secrets",
                                option)
                        .redirectOutput(folder.resolve("keyring.out").toFile())
                        .redirectError(folder.resolve("keyring.err").toFile());
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.environment().put("HOME", home.toString());
        builder.environment().putAll(environment());
        Process started = builder.start();
        try (OutputStream in = started.getOutputStream()) {
            in.write(Given.bytes(password));
        }
        keyring = started;
        awaitService();
    }

    private void awaitService() throws Exception {
        try (SessionBus session =
                SessionBus.connect(SessionBus.address(environment()).orElseThrow())) {
            session.listen("/org/freedesktop/DBus");
            while (!session.running().contains(SecretService.NAME)) {
                session.await("/org/freedesktop/DBus", "NameOwnerChanged");
            }
        }
    }

    /// Makes the keyring stop in its tracks: it is there, and does not answer.
    void freeze() throws Exception {
        signal("-STOP");
    }

    void thaw() throws Exception {
        signal("-CONT");
    }

    /// Ends the keyring without a warning.
    void kill() {
        running().destroyForcibly().onExit().join();
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", name, Long.toString(running().pid())).start().waitFor();
    }

    private Process running() {
        return Optional.ofNullable(keyring).orElseThrow();
    }

    /// Runs a program of the session, such as `secret-tool`; empty if it is not installed.
    Optional<String> run(String... command) throws Exception {
        if (!installed(command[0])) {
            return Optional.empty();
        }
        var arguments = new ArrayList<>(List.of(command));
        var builder = new ProcessBuilder(arguments).redirectErrorStream(true);
        builder.environment().putAll(environment());
        Process process = builder.start();
        return Optional.of(Given.text(process.getInputStream().readAllBytes()));
    }

    @Override
    public void close() {
        if (keyring != null) {
            keyring.destroyForcibly().onExit().join();
        }
        bus.destroyForcibly().onExit().join();
    }
}
