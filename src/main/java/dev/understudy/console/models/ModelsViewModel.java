package dev.understudy.console.models;

import dev.understudy.catalog.Catalogue;
import dev.understudy.catalog.Change;
import dev.understudy.catalog.History;
import dev.understudy.catalog.Hosts;
import dev.understudy.catalog.Stock;
import dev.understudy.catalog.Stock.Origin;
import dev.understudy.console.models.ModelBook.Models;
import dev.understudy.console.models.ModelColumn.Direction;
import dev.understudy.console.models.ModelSearch.Found;
import dev.understudy.console.ui.Changes;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Keepsakes;
import dev.understudy.console.ui.Later;
import dev.understudy.console.ui.TextClipboard;
import dev.understudy.console.ui.Texts;
import dev.understudy.console.ui.Undo;
import dev.understudy.model.Target;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The models there are: what is looked for, what was found, and which of it is looked at. Owned by
/// the UI thread.
public final class ModelsViewModel {
    private final ModelBook book;
    private final Marks marks;
    private final Jobs jobs;
    private final TextClipboard clipboard;
    private final InstantSource clock;
    private final Texts texts;
    private final Changes changes;
    private final ReadOnlyObjectWrapper<Optional<Models>> models =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObservableList<ModelRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<ModelFilter> filter =
            new ReadOnlyObjectWrapper<>(ModelFilter.ALL);
    private final ReadOnlyObjectWrapper<Found> found =
            new ReadOnlyObjectWrapper<>(ModelSearch.NOTHING.find(ModelFilter.ALL));
    private final ReadOnlyObjectWrapper<Optional<ModelRow>> selected =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ServedBy servedBy;
    private final ReadOnlyObjectWrapper<List<Change>> unseen =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper syncing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<List<ModelColumn>> columns;
    private ModelSearch search = ModelSearch.NOTHING;
    private ModelSearch unsorted = ModelSearch.NOTHING;
    private Optional<Comparator<ModelRow>> order = Optional.empty();
    private Optional<Future<?>> sync = Optional.empty();
    private boolean finding;

    public ModelsViewModel(
            ModelBook book,
            Keepsakes keepsakes,
            Jobs jobs,
            Later later,
            TextClipboard clipboard,
            InstantSource clock,
            Texts texts) {
        this.book = book;
        this.marks = new Marks(keepsakes);
        this.jobs = jobs;
        this.clipboard = clipboard;
        this.clock = clock;
        this.texts = texts;
        this.changes = new Changes(jobs, later);
        this.servedBy =
                new ServedBy(
                        book,
                        jobs,
                        later,
                        clock,
                        () -> models.get().filter(Models::mayAsk).isPresent(),
                        changes::say);
        this.columns = new ReadOnlyObjectWrapper<>(marks.columns());
        book.onSync(() -> jobs.onUi(this::look));
        look();
    }

    Changes changes() {
        return changes;
    }

    InstantSource clock() {
        return clock;
    }

    /// What there is; empty until it has been read.
    ReadOnlyObjectProperty<Optional<Models>> modelsProperty() {
        return models.getReadOnlyProperty();
    }

    /// What was found, in its order.
    ObservableList<ModelRow> rows() {
        return rows;
    }

    ReadOnlyObjectProperty<ModelFilter> filterProperty() {
        return filter.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Found> foundProperty() {
        return found.getReadOnlyProperty();
    }

    /// The one that is looked at.
    ReadOnlyObjectProperty<Optional<ModelRow>> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /// Where that one is served.
    ServedBy servedBy() {
        return servedBy;
    }

    ReadOnlyBooleanProperty syncingProperty() {
        return syncing.getReadOnlyProperty();
    }

    /// The columns that are chosen, the dearest first.
    ReadOnlyObjectProperty<List<ModelColumn>> columnsProperty() {
        return columns.getReadOnlyProperty();
    }

    /// Reads again what is there.
    void look() {
        var _ = jobs.run(() -> loaded(book::read), this::show, changes::say);
    }

    /// Asks the providers for their models.
    void sync() {
        if (syncing.get()) {
            return;
        }
        syncing.set(true);
        sync =
                Optional.of(
                        jobs.run(
                                () -> loaded(book::sync),
                                loaded -> {
                                    syncing.set(false);
                                    show(loaded);
                                },
                                e -> {
                                    syncing.set(false);
                                    changes.say(e);
                                }));
    }

    void cancelSync() {
        sync.ifPresent(running -> running.cancel(true));
        syncing.set(false);
    }

    void syncDaily(boolean daily) {
        put(texts.get(daily ? "models.dailyOn" : "models.dailyOff"), () -> book.syncDaily(daily));
    }

    private record Loaded(Models models, List<ModelRow> rows) {}

    private Loaded loaded(Callable<Models> source) throws Exception {
        Models now = source.call();
        return new Loaded(now, rowsOf(now, marks));
    }

    /// The models of OpenRouter, and of each provider that can be asked.
    static List<ModelRow> rowsOf(Models models, Marks marks) {
        Set<String> favourites = marks.favourites();
        Map<String, String> notes = marks.notes();
        Map<Target, List<Change>> changed =
                models.stock().history().after(marks.seen()).stream()
                        .collect(Collectors.groupingBy(Change::target));
        return models.stock().catalogue().models().stream()
                .filter(model ->
                        model.target().provider().equals(Catalogue.OPENROUTER)
                                || models.callable().contains(model.target().provider()))
                .map(model ->
                        ModelRow.of(
                                model,
                                Optional.ofNullable(models.own().get(model.target())),
                                models.chains().getOrDefault(model.target(), List.of()),
                                changed.getOrDefault(model.target(), List.of()),
                                favourites.contains(model.target().toString()),
                                notes.getOrDefault(model.target().toString(), "")))
                .toList();
    }

    private void show(Loaded loaded) {
        models.set(Optional.of(loaded.models()));
        unseen.set(history().after(marks.seen()).reversed());
        unsorted = new ModelSearch(loaded.rows(), true);
        sortAgain();
    }

    private void sortAgain() {
        search = order.map(unsorted::sorted).orElse(unsorted);
        find();
    }

    private void find() {
        Found now = search.find(filter.get());
        finding = true; // a list that is replaced lets go of what was chosen in it
        rows.setAll(now.rows());
        finding = false;
        selected.get()
                .ifPresent(before ->
                        selected.set(
                                unsorted.rows().stream()
                                        .filter(row -> row.target().equals(before.target()))
                                        .findFirst()));
        found.set(now);
    }

    /// Looks for other models.
    void filter(UnaryOperator<ModelFilter> change) {
        ModelFilter now = change.apply(filter.get());
        if (!now.equals(filter.get())) {
            filter.set(now);
            find();
        }
    }

    /// Looks for what a link tells, once the event that is going on has ended.
    void open(ModelFilter linked, Runnable then) {
        jobs.onUi(() -> {
            filter(_ -> linked);
            then.run();
        });
    }

    void copyFilter() {
        clipboard.put(FilterLink.write(filter.get()));
        changes.tell(texts.get("models.filterCopied"));
    }

    /// Sorts by a column; in the catalogue's order without one.
    void sort(Optional<ModelColumn> column, Direction direction) {
        order = column.map(by -> by.order(direction));
        sortAgain();
    }

    /// Shows other columns, and keeps them.
    void show(List<ModelColumn> chosen) {
        columns.set(chosen);
        marks.columns(chosen);
    }

    void favourite(ModelRow row, boolean is) {
        marks.favourite(row.target(), is);
        replace(row.target(), one -> one.marked(is));
    }

    void note(ModelRow row, String note) {
        marks.note(row.target(), note);
        replace(row.target(), one -> one.noted(note));
    }

    private void replace(Target target, UnaryOperator<ModelRow> change) {
        unsorted =
                new ModelSearch(
                        unsorted.rows().stream()
                                .map(row -> row.target().equals(target) ? change.apply(row) : row)
                                .toList(),
                        true);
        sortAgain();
    }

    /// Looks at one model; where it is served is asked for if that may be.
    void select(Optional<ModelRow> row) {
        if (finding || row.map(ModelRow::target).equals(selected.get().map(ModelRow::target))) {
            return;
        }
        selected.set(row);
        servedBy.look(row.map(ModelRow::target));
    }

    /// Where OpenRouter's models come from.
    Optional<Origin> origin() {
        return models.get().map(Models::stock).flatMap(stock -> stock.origin(Catalogue.OPENROUTER));
    }

    /// Who serves OpenRouter's models.
    Hosts hosts() {
        return models.get().map(Models::stock).map(Stock::hosts).orElse(Hosts.UNKNOWN);
    }

    History history() {
        return models.get().map(Models::stock).map(Stock::history).orElse(History.NONE);
    }

    /// What has changed since it was last looked at, the newest first.
    ReadOnlyObjectProperty<List<Change>> unseenProperty() {
        return unseen.getReadOnlyProperty();
    }

    /// The chains that use a model.
    List<String> chains(Target target) {
        return models.get()
                .map(Models::chains)
                .map(chains -> chains.getOrDefault(target, List.of()))
                .orElse(List.of());
    }

    List<String> chainNames() {
        return models.get().map(Models::chainNames).orElse(List.of());
    }

    /// What has changed by now has been seen.
    void markSeen() {
        Instant before = marks.seen();
        marks.seen(clock.instant());
        look();
        changes.made(texts.get("models.seen"), () -> marks.seen(before), this::look);
    }

    void copyId(ModelRow row) {
        clipboard.put(row.target().toString());
        changes.tell(texts.format("models.copied", row.target().toString()));
    }

    void addToChain(ModelRow row, String chain) {
        put(
                texts.format("models.added", row.title(), chain),
                () -> book.addToChain(chain, row.target()));
    }

    /// Makes a chain of a model; nothing without a name.
    void newChain(ModelRow row, String name) {
        if (!name.isBlank()) {
            put(
                    texts.format("models.made", name.strip(), row.title()),
                    () -> book.newChain(name.strip(), row.target()));
        }
    }

    private void put(String words, Callable<Undo> change) {
        changes.make(words, change, this::look);
    }
}
