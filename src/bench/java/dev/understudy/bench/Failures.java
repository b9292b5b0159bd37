package dev.understudy.bench;

import dev.understudy.failures.catalogue.Catalogue;
import dev.understudy.failures.catalogue.Scenario;
import dev.understudy.failures.catalogue.Verdict;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The public failure catalogue, played through the gateway as it is shipped.
final class Failures {
    private final Options options;

    Failures(Options options) {
        this.options = options;
    }

    /// Plays all scenarios and writes `failures.md`.
    ///
    /// @return whether all of them pass
    boolean run() throws IOException, InterruptedException {
        var verdicts = new ArrayList<Verdict>();
        long start = System.nanoTime();
        try (var processes = new Processes()) {
            int provider =
                    processes
                            .understudy(
                                    options.command(), "sandbox", "sandbox", List.of("--port", "0"))
                            .port("listening on ");
            Child gateway = gateway(processes, provider);
            try (var catalogue =
                    new Catalogue(
                            URI.create(gateway.said("listening on ")),
                            gateway.said("access key, shown this once: "),
                            URI.create("http://127.0.0.1:" + provider),
                            "lab:",
                            options.profile())) {
                for (Scenario scenario : Scenario.all()) {
                    System.err.println(scenario + " …");
                    verdicts.add(catalogue.run(scenario));
                    System.err.println(verdicts.getLast().summary());
                }
            }
        }
        var report = new FailureReport(verdicts, (System.nanoTime() - start) / 1_000_000_000);
        Files.writeString(options.target().resolve("failures.md"), report.markdown());
        System.out.println("\n" + report.markdown());
        return report.allPass();
    }

    /// The gateway with one provider in its settings, and all else as it comes.
    private Child gateway(Processes processes, int provider) throws IOException {
        Path settings =
                Files.writeString(
                        processes.folder().resolve("gateway.yaml"),
                        """
                        providers:
                          - id: lab
                            base_url: http://127.0.0.1:%d/v1
                            api_keys: [{ value: sk-bench }]
                        """
                                .formatted(provider));
        return processes.understudy(
                options.command(),
                "serve",
                "gateway",
                List.of("--port", "0", "--config", settings.toString()));
    }
}
