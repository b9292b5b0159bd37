package dev.understudy.app;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where things are kept.
///
/// @param config what the user decides: `gateway.yaml`, `access.json`, `secrets.vault`
/// @param state what happened: logs, the journal; what was fetched: lists of models
/// @param runtime what lives as long as the program
record Home(Path config, Path state, Path runtime) {
    /// The folders under one, for a portable program and for tests.
    static Home under(Path directory) {
        Path home = directory.toAbsolutePath().normalize();
        return new Home(home, home.resolve("state"), home.resolve("state"));
    }

    /// The one asked for, or the platform's own folders.
    ///
    /// @param asked by `--home`
    /// @param environment which may hold `UNDERSTUDY_HOME` and the XDG variables
    static Home of(Optional<Path> asked, Map<String, String> environment) {
        Optional<Path> directory =
                asked.or(() ->
                        Optional.ofNullable(environment.get("UNDERSTUDY_HOME"))
                                .filter(path -> !path.isBlank())
                                .map(Path::of));
        return directory.map(Home::under).orElseGet(() -> platform(environment));
    }

    private static Home platform(Map<String, String> environment) {
        Path user = Path.of(System.getProperty("user.home"));
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.contains("win")) {
            Path roaming = folder(environment, "APPDATA", user.resolve("AppData/Roaming"));
            Path local = folder(environment, "LOCALAPPDATA", user.resolve("AppData/Local"));
            return new Home(
                    roaming.resolve("Understudy"),
                    local.resolve("Understudy"),
                    local.resolve("Understudy"));
        }
        if (system.contains("mac")) {
            Path support = user.resolve("Library/Application Support/Understudy");
            return new Home(support, user.resolve("Library/Logs/Understudy"), support);
        }
        Path state = folder(environment, "XDG_STATE_HOME", user.resolve(".local/state"));
        return new Home(
                folder(environment, "XDG_CONFIG_HOME", user.resolve(".config"))
                        .resolve("understudy"),
                state.resolve("understudy"),
                folder(environment, "XDG_RUNTIME_DIR", state).resolve("understudy"));
    }

    private static Path folder(Map<String, String> environment, String name, Path fallback) {
        String value = environment.get(name);
        return value == null || value.isBlank() || !Path.of(value).isAbsolute()
                ? fallback
                : Path.of(value);
    }

    Path gatewayFile() {
        return config.resolve("gateway.yaml");
    }

    Path rehearsalsFile() {
        return config.resolve("rehearsals.yaml");
    }

    Path accessFile() {
        return config.resolve("access.json");
    }

    Path vaultFile() {
        return config.resolve("secrets.vault");
    }

    Path consoleFile() {
        return config.resolve("console.json");
    }

    Path modelsFolder() {
        return state.resolve("models");
    }

    Path journalFile() {
        return state.resolve("journal.db");
    }

    Path logFile() {
        return state.resolve("understudy.log");
    }
}
