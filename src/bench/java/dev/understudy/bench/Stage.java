package dev.understudy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// All that takes part, each in a process of its own, on 127.0.0.1.
final class Stage implements AutoCloseable {
    private final Options options;
    private final Processes processes = new Processes();
    private final List<Door> doors = new ArrayList<>();
    private final Map<String, Child> gateways = new HashMap<>();
    private final Child gateway;
    private final String settings;

    /// @param notes told what is left out, and why
    Stage(Options options, Table notes) throws IOException, InterruptedException {
        this.options = options;
        int upstream =
                processes
                        .understudy(options.command(), "sandbox", "sandbox", List.of("--port", "0"))
                        .port("listening on ");
        doors.add(
                new Door(
                        Table.DIRECT,
                        upstream,
                        "Authorization: Bearer sk-bench\r\n",
                        Door.Naming.PLAIN));
        nginx(upstream, notes);
        this.settings = settings(upstream).toString();
        if (!options.before().isEmpty()) {
            gateway(options.before(), Table.BEFORE);
        }
        this.gateway = gateway(options.command(), Table.OURS);
        if (options.portkey()) {
            portkey(upstream, notes);
        }
    }

    /// All but Portkey, which takes part with whole answers only.
    List<Door> doors() {
        return doors.stream().filter(door -> !door.name().equals(Table.PORTKEY)).toList();
    }

    List<Door> allDoors() {
        return List.copyOf(doors);
    }

    Door door(String name) {
        return doors.stream().filter(door -> door.name().equals(name)).findFirst().orElseThrow();
    }

    /// The process behind a door; none behind the direct one.
    Optional<Child> process(Door door) {
        return Optional.ofNullable(gateways.get(door.name()));
    }

    /// The processor time it has used so far, in microseconds.
    double micros(Door door) {
        return process(door).map(Child::micros).orElse(0.0);
    }

    /// The process of `understudy serve`.
    Child gateway() {
        return gateway;
    }

    /// Starts one more gateway with the settings of the others.
    Child serve(List<String> program, String home) throws IOException {
        return serve(program, home, settings);
    }

    /// Starts one more gateway, whose model strategy chooses among some of the upstream's models.
    Door choosing(String strategy) throws IOException {
        Path settings =
                Files.writeString(
                        processes.folder().resolve("strategy.yaml"),
                        """
                        providers:
                          - id: up
                            base_url: http://127.0.0.1:%d/v1
                            models: [{ id: text-3 }, { id: text-4 }, { id: text-5 }, { id: text-6 }, { id: text-7 }]
                        model_selection: { strategy: ["%s"] }
                        """
                                .formatted(door(Table.DIRECT).port(), strategy));
        return door(serve(options.command(), "strategy", settings.toString()), Table.OURS);
    }

    private Child gateway(List<String> program, String name) throws IOException {
        Child child = serve(program, name, settings);
        gateways.put(name, child);
        doors.add(door(child, name));
        return child;
    }

    private Child serve(List<String> program, String home, String settings) throws IOException {
        return processes.understudy(
                program, "serve", home, List.of("--port", "0", "--config", settings));
    }

    static Door door(Child child, String name) {
        return new Door(
                name,
                child.port("listening on "),
                "Authorization: Bearer %s\r\n"
                        .formatted(child.said("access key, shown this once: ")),
                Door.Naming.BY_PROVIDER);
    }

    private Path settings(int upstream) throws IOException {
        return Files.writeString(
                processes.folder().resolve("gateway.yaml"),
                """
                providers:
                  - id: up
                    base_url: http://127.0.0.1:%1$d/v1
                  - id: claude
                    base_url: http://127.0.0.1:%1$d/v1
                    supported_api_surfaces: [{ format: anthropic, surface: messages }]
                  - id: responses
                    base_url: http://127.0.0.1:%1$d/v1
                    supported_api_surfaces: [{ format: openai, surface: responses }]
                  - id: first
                    base_url: http://127.0.0.1:%1$d/v1
                chains:
                  - id: after-401
                    targets: [first:error-401, up:text-5]
                  - id: after-429
                    targets: [first:error-429-bare, up:text-5]
                """
                        .formatted(upstream));
    }

    private void nginx(int upstream, Table notes) throws IOException, InterruptedException {
        int port = Ports.free();
        Path config =
                Files.writeString(
                        processes.folder().resolve("nginx.conf"), Nginx.config(port, upstream));
        try {
            processes.other(
                    "nginx.out",
                    List.of(
                            "nginx",
                            "-p",
                            processes.folder().toString(),
                            "-e",
                            "stderr",
                            "-c",
                            config.toString()));
            Ports.await(port);
            doors.add(
                    new Door(
                            Table.NGINX,
                            port,
                            "Authorization: Bearer sk-bench\r\n",
                            Door.Naming.PLAIN));
        } catch (IOException e) {
            notes.note("nginx is left out, as it did not start: " + e.getMessage());
        }
    }

    private void portkey(int upstream, Table notes) throws InterruptedException {
        int port;
        try {
            port = Ports.free();
            Path home = Files.createDirectories(options.target().resolve("portkey"));
            Path script = home.resolve("node_modules/@portkey-ai/gateway/build/start-server.js");
            if (!Files.exists(script)) {
                Process npm =
                        new ProcessBuilder(
                                        "npm",
                                        "install",
                                        "--no-audit",
                                        "--no-fund",
                                        "--prefix",
                                        home.toString(),
                                        "@portkey-ai/gateway@1.15.2")
                                .redirectErrorStream(true)
                                .redirectOutput(processes.folder().resolve("npm.out").toFile())
                                .start();
                if (!npm.waitFor(3, TimeUnit.MINUTES)) {
                    npm.destroy();
                }
            }
            processes.other(
                    "portkey.out",
                    List.of("node", script.toString(), "--headless", "--port=" + port));
            Ports.await(port);
            String headers =
                    "Authorization: Bearer sk-bench\r\nx-portkey-provider: openai\r\nx-portkey-custom-host: http://127.0.0.1:%d/v1\r\n"
                            .formatted(upstream);
            var door = new Door(Table.PORTKEY, port, headers, Door.Naming.PLAIN);
            try (var line = new Line(door)) {
                line.call(door.call("text-5", ""));
            }
            doors.add(door);
        } catch (IOException e) {
            notes.note("Portkey is left out, as it did not start: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        processes.close();
    }
}
