package dev.understudy.app;

import dev.understudy.catalog.CatalogueShelf;
import dev.understudy.catalog.CatalogueSync;
import dev.understudy.gateway.Explanation;
import dev.understudy.gateway.Groundwork;
import dev.understudy.gateway.Routes;
import dev.understudy.journal.RecentMetrics;
import dev.understudy.model.GatewaySettings;
import dev.understudy.routing.Health;
import dev.understudy.routing.Quotas;
import dev.understudy.routing.Turns;
import dev.understudy.settings.InvalidSettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `understudy explain`: the plan a request would get, and why; nothing is called.
@Command(
        name = "explain",
        description = "Tells which targets a request would try, and why, without calling any.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @ParentCommand private @Nullable Understudy root;
    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "The settings to use.")
    private @Nullable Path config;

    @Option(names = "--model", paramLabel = "M", description = "As in a request's \"model\".")
    private @Nullable String model;

    @Option(
            names = "--models",
            paramLabel = "M",
            split = ",",
            description = "As in a request's \"models\"; apart by commas.")
    private List<String> models = new ArrayList<>();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InvalidSettingsException, EnvironmentException {
        GatewaySettings settings = Commands.settings(root, config);
        var asked = new ArrayList<String>();
        if (model != null && !model.isBlank()) {
            asked.add(model);
        }
        models.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty() && !asked.contains(name))
                .forEach(asked::add);
        Explanation explanation = Explanation.of(asked, routes(settings, Commands.home(root)));
        PrintWriter out = Commands.out(spec);
        out.print(
                json
                        ? new String(explanation.json(settings), StandardCharsets.UTF_8)
                        : explanation.text(settings));
        out.flush();
        if (explanation.problem().isEmpty()) {
            return 0;
        }
        Commands.err(spec).println(explanation.problem());
        return Failures.INPUT;
    }

    private static Routes routes(GatewaySettings settings, Home home) {
        var models = new CatalogueSync(home.modelsFolder(), InstantSource.system());
        return new Groundwork(
                        new CatalogueShelf(() -> models.load().catalogue()),
                        _ -> {
                            throw new IllegalStateException("nothing is called to explain");
                        },
                        new Health(System::nanoTime),
                        new Turns(),
                        new RecentMetrics(System::nanoTime, RecentMetrics.WINDOW),
                        new Quotas(System::nanoTime, RecentMetrics.WINDOW),
                        Thread::sleep)
                .routes(settings);
    }
}
