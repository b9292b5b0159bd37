package dev.understudy.bench;

import dev.understudy.catalog.Catalogue;
import dev.understudy.catalog.CatalogueModel;
import dev.understudy.catalog.CatalogueSync;
import dev.understudy.catalog.EndpointList;
import dev.understudy.catalog.Stock;
import dev.understudy.console.models.ModelActions;
import dev.understudy.console.models.ModelBook;
import dev.understudy.console.models.ModelsPanel;
import dev.understudy.console.models.ModelsViewModel;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Keepsakes;
import dev.understudy.console.ui.Later;
import dev.understudy.console.ui.TextClipboard;
import dev.understudy.console.ui.Texts;
import dev.understudy.console.ui.Undo;
import dev.understudy.model.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.stage.Stage;

/// How long the Models panel takes to be shown first, to follow a key that is typed and to sort,
/// with OpenRouter's models and with many more: in a window of the headless platform, up to what is
/// handed on to be painted.
final class ModelLists {
    private static final int MANY = 5_000;
    private static final int WARM = 20;
    private static final int ROUNDS = 15;
    private static final String TYPED = "claude sonnet 4";

    private final Table table;

    ModelLists(Table table) {
        this.table = table;
    }

    void measure() throws IOException, InterruptedException {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        var started = new CompletableFuture<Void>();
        Platform.startup(() -> started.complete(null));
        started.join();
        Platform.setImplicitExit(false);
        try (ExecutorService background = Executors.newVirtualThreadPerTaskExecutor()) {
            Stock shipped =
                    new CatalogueSync(Path.of("no-such-folder"), InstantSource.system()).load();
            measure(shipped, background);
            measure(many(shipped), background);
        }
    }

    private void measure(Stock stock, ExecutorService background)
            throws IOException, InterruptedException {
        var shows = new ArrayList<Double>();
        Shown shown = show(stock, background);
        for (int round = 0; round < WARM; round++) {
            close(shown);
            shown = show(stock, background);
            shows.add(shown.millis());
        }
        var keys = new ArrayList<Double>();
        var sorts = new ArrayList<Double>();
        for (int round = 0; round < WARM + ROUNDS; round++) {
            Scene scene = shown.stage().getScene();
            List<Double> typed = ui(() -> type(scene));
            List<Double> sorted = ui(() -> sort(scene));
            if (round >= WARM) {
                keys.addAll(typed);
                sorts.addAll(sorted);
            }
        }
        close(shown);
        String what = String.format(Locale.ROOT, "%,d models: ", shown.rows());
        row(what + "first show (ms)", part(shows, 0.5), Double.NaN);
        row("… a key, p50 (ms)", part(keys, 0.5), Double.NaN);
        row("… a key, p95 (ms)", part(keys, 0.95), 16);
        row("… a sort, p50 (ms)", part(sorts, 0.5), Double.NaN);
        row("… a sort, p95 (ms)", part(sorts, 0.95), Double.NaN);
    }

    private void row(String what, double millis, double most) {
        table.bar(
                what,
                Optional.empty(),
                Optional.of(millis),
                1,
                Double.isNaN(most) ? Table.Bar.NONE : Table.Bar.most(most, ""));
    }

    private static double part(List<Double> values, double share) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
    }

    private static Stock many(Stock stock) {
        List<CatalogueModel> known = stock.catalogue().models();
        var models = new ArrayList<CatalogueModel>();
        for (int i = 0; models.size() < MANY; i++) {
            CatalogueModel model = known.get(i % known.size());
            models.add(
                    new CatalogueModel(
                            new Target(
                                    Catalogue.OPENROUTER,
                                    model.target().model() + "-" + i / known.size()),
                            model.name() + " " + i / known.size(),
                            model.author(),
                            model.description(),
                            model.released(),
                            model.contextWindow(),
                            model.maxOutputTokens(),
                            model.inputModalities(),
                            model.outputModalities(),
                            model.features(),
                            model.prices(),
                            model.routed(),
                            Optional.empty(),
                            model.details()));
        }
        return new Stock(
                new Catalogue(stock.catalogue().date(), models),
                stock.origins(),
                stock.history(),
                stock.hosts());
    }

    /// A window with the panel in it.
    ///
    /// @param millis from nothing until its rows were laid out
    private record Shown(Stage stage, double millis, int rows) {}

    private static Shown show(Stock stock, ExecutorService background)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        Stage stage =
                ui(() -> {
                    var model =
                            new ModelsViewModel(
                                    new Book(stock),
                                    new Nothing(),
                                    new Jobs(background, Platform::runLater),
                                    Later.ofJavaFx(),
                                    TextClipboard.ofSystem(),
                                    InstantSource.system(),
                                    new Texts());
                    var window = new Stage();
                    window.setScene(
                            new Scene(
                                    new ModelsPanel(model, new Texts(), new Elsewhere()),
                                    1096,
                                    772));
                    window.show();
                    return window;
                });
        int rows = 0;
        while (rows == 0) {
            rows =
                    ui(() -> {
                        settle(stage.getScene());
                        return table(stage.getScene()).getItems().size();
                    });
        }
        return new Shown(stage, (System.nanoTime() - start) / 1e6, rows);
    }

    private static void close(Shown shown) throws IOException, InterruptedException {
        ui(() -> {
            shown.stage().close();
            return true;
        });
    }

    private static List<Double> type(Scene scene) {
        var search = (TextField) scene.lookup("#models-search");
        var times = new ArrayList<Double>();
        for (int end = 1; end <= TYPED.length(); end++) {
            long start = System.nanoTime();
            search.setText(TYPED.substring(0, end));
            settle(scene);
            times.add((System.nanoTime() - start) / 1e6);
        }
        search.clear();
        settle(scene);
        return times;
    }

    private static List<Double> sort(Scene scene) {
        TableView<?> table = table(scene);
        var times = new ArrayList<Double>();
        for (int i = 1; i < table.getColumns().size(); i++) {
            long start = System.nanoTime();
            sort(table, i);
            settle(scene);
            times.add((System.nanoTime() - start) / 1e6);
        }
        table.getSortOrder().clear();
        settle(scene);
        return times;
    }

    private static <T> void sort(TableView<T> table, int index) {
        TableColumn<T, ?> column = table.getColumns().get(index);
        table.getSortOrder().setAll(List.of(column));
    }

    private static void settle(Scene scene) {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
    }

    private static TableView<?> table(Scene scene) {
        return (TableView<?>) scene.lookup("#models-table");
    }

    private static <T> T ui(Callable<T> work) throws IOException, InterruptedException {
        var result = new CompletableFuture<T>();
        Platform.runLater(() -> {
            try {
                result.complete(work.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    /// Models that are there at once.
    private record Book(Stock stock) implements ModelBook {
        @Override
        public Models read() {
            return new Models(
                    stock,
                    Set.of(Catalogue.OPENROUTER),
                    Map.of(),
                    Map.of(),
                    List.of(),
                    false,
                    false);
        }

        @Override
        public Models sync() {
            return read();
        }

        @Override
        public EndpointList endpoints(Target target) {
            return EndpointList.UNKNOWN;
        }

        @Override
        public EndpointList askEndpoints(Target target) {
            return EndpointList.UNKNOWN;
        }

        @Override
        public Undo syncDaily(boolean daily) {
            return () -> {};
        }

        @Override
        public Undo addToChain(String chain, Target target) {
            return () -> {};
        }

        @Override
        public Undo newChain(String chain, Target target) {
            return () -> {};
        }

        @Override
        public Runnable onSync(Runnable listener) {
            return () -> {};
        }
    }

    /// Nothing is done.
    private static final class Elsewhere implements ModelActions {
        @Override
        public void tryOut(String name) {}

        @Override
        public void browse(URI page) {}
    }

    /// Nothing is kept.
    private static final class Nothing implements Keepsakes {
        @Override
        public List<String> list(String name) {
            return List.of();
        }

        @Override
        public void put(String name, List<String> values) {}

        @Override
        public Map<String, String> texts(String name) {
            return Map.of();
        }

        @Override
        public void put(String name, Map<String, String> texts) {}
    }
}
