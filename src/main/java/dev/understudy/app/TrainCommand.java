package dev.understudy.app;

import dev.understudy.client.ChatPrompt;
import dev.understudy.client.GatewayClient;
import dev.understudy.client.GatewayException;
import dev.understudy.vault.Keychain;
import dev.understudy.vault.KeychainUnavailableException;
import dev.understudy.vault.SecretName;
import dev.understudy.vault.Vault;
import dev.understudy.vault.VaultException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `understudy train`: does once what users do most, so that the packaging can record which classes
/// that needs. Everything happens in a temporary folder.
@Command(name = "train", hidden = true, description = "Used while the program is packaged.")
final class TrainCommand implements Callable<Integer> {
    private static final List<String> STREAMED =
            List.of("text", "echo", "reasoning", "drop-after-20");
    private static final int BUFFERED = 300;
    private static final Duration SHOWN = Duration.ofSeconds(4);
    private static final String SETTINGS =
            """
            providers:
              - { id: lab, base_url: "http://127.0.0.1:1/v1", api_keys: [{ value: "${secrets.get('lab', 'main')}" }] }
            chains:
              - id: trained
                targets: [sandbox:error-503, sandbox:text]
            """;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("understudy-train");
        try {
            train(Home.under(folder));
        } finally {
            delete(folder);
        }
        return 0;
    }

    private void train(Home home) throws Exception {
        Logs.to(home.logFile());
        Files.writeString(home.gatewayFile(), SETTINGS);
        check(home);
        Vault vault = vault(home);
        try (Gateway gateway = Gateway.uncounted(home, vault, new VaultDoor(vault, List.of()))) {
            var settings = gateway.settings(home.gatewayFile()).settings();
            URI base = gateway.open(Commands.at(settings, "127.0.0.1", 0), _ -> {});
            String key = gateway.createKey("train");
            stream(base, key);
            buffer(base, key);
        }
        showWindow(home);
    }

    /// A vault with the one secret of the settings, open.
    private static Vault vault(Home home) throws VaultException, IOException, InterruptedException {
        Keychain keychain = Keychain.ofSystem(System.getenv());
        try {
            keychain.read("train", Keychain.Patience.BRIEF);
        } catch (KeychainUnavailableException _) {
            // packaging needs no keychain; what it takes to find that out is recorded
        }
        var vault = new Vault(home.vaultFile(), keychain);
        vault.sealWithPassphrase("train".toCharArray());
        vault.put(new SecretName("lab", "main"), "trained".getBytes(StandardCharsets.US_ASCII));
        vault.lock();
        vault.unlock("train".toCharArray());
        return vault;
    }

    private void check(Home home) {
        PrintWriter out = Commands.out(spec);
        String[] command = {
            "--home", home.config().toString(), "check", home.gatewayFile().toString()
        };
        if (Main.run(command, out, Commands.err(spec)) != 0) {
            throw new IllegalStateException("the settings to train with are wrong");
        }
    }

    private void stream(URI base, String key) throws IOException, InterruptedException {
        try (var client = new GatewayClient(() -> base, key)) {
            client.models();
            client.chat(new ChatPrompt("trained", "", "Good evening"), _ -> {});
            for (String model : STREAMED) {
                try {
                    client.chat(new ChatPrompt("sandbox:" + model, "Be brief.", "Hello"), _ -> {});
                } catch (GatewayException e) {
                    Commands.out(spec).println("as it should: " + e.getMessage());
                }
            }
        }
    }

    private static void buffer(URI base, String key) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        """
                                        {"model": "sandbox:echo", "messages": [{"role": "user", "content": "Hello"}]}
                                        """))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < BUFFERED; i++) {
                HttpResponse<String> response =
                        http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() != 200) {
                    throw new IOException(
                            "the gateway answered %d: %s"
                                    .formatted(response.statusCode(), response.body()));
                }
            }
        }
    }

    /// Opens the window, on a headless screen, until it had time to draw and to start its gateway.
    private static void showWindow(Home home) throws EnvironmentException {
        Thread.ofVirtual()
                .start(() -> {
                    LockSupport.parkNanos(SHOWN.toNanos());
                    Platform.runLater(Platform::exit);
                });
        Desktop.open(home, Optional.of(0));
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException e) throws IOException {
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
