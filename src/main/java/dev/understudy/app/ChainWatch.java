package dev.understudy.app;

import dev.understudy.catalog.CatalogueModel;
import dev.understudy.catalog.Change;
import dev.understudy.catalog.Change.What;
import dev.understudy.catalog.Stock;
import dev.understudy.console.chains.StepNow;
import dev.understudy.console.chains.Warning;
import dev.understudy.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What became different about models in the last 30 days and matters to chains: they cost more,
/// are gone, or end within 60 days. Immutable.
final class ChainWatch {
    private static final Duration LATELY = Duration.ofDays(30);
    private static final int SOON_DAYS = 60;

    private final Stock stock;
    private final LocalDate today;
    private final Map<Target, List<Change>> lately = new HashMap<>();

    ChainWatch(Stock stock, Instant now) {
        this.stock = stock;
        this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        stock.history()
                .after(now.minus(LATELY))
                .forEach(change ->
                        lately.computeIfAbsent(change.target(), _ -> new ArrayList<>())
                                .add(change));
    }

    /// The warnings for a chain, those of its first step first. A step that leads to another chain
    /// has none: they are that chain's.
    List<Warning> of(List<StepNow> steps) {
        var warnings = new ArrayList<Warning>();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).targets().size() == 1) {
                warnings.addAll(of(i, steps.get(i).targets().getFirst()));
            }
        }
        return warnings;
    }

    private List<Warning> of(int step, Target target) {
        List<Change> changes = lately.getOrDefault(target, List.of());
        var warnings = new ArrayList<Warning>();
        dearest(changes)
                .ifPresent(change ->
                        warnings.add(new Warning(step, target, change.what(), change.time())));
        if (stock.catalogue().model(target).isEmpty()) {
            changes.stream()
                    .filter(change -> change.what() instanceof What.Gone)
                    .reduce((_, later) -> later)
                    .ifPresent(change ->
                            warnings.add(new Warning(step, target, change.what(), change.time())));
        }
        end(target)
                .ifPresent(last ->
                        warnings.add(
                                new Warning(
                                        step,
                                        target,
                                        new What.Expires(last),
                                        told(changes, target))));
        return warnings;
    }

    /// The price that rose most, of those that were not lowered since.
    private static Optional<Change> dearest(List<Change> changes) {
        var latest = new HashMap<Object, Change>();
        for (Change change : changes) {
            if (change.what() instanceof What.Repriced repriced) {
                latest.put(repriced.price(), change);
            }
        }
        return latest.values().stream()
                .filter(change -> ((What.Repriced) change.what()).dearer())
                .max(Comparator.comparingInt(change -> ((What.Repriced) change.what()).percent()));
    }

    /// The last day, if it is near.
    private Optional<LocalDate> end(Target target) {
        return stock.catalogue()
                .model(target)
                .map(CatalogueModel::details)
                .flatMap(CatalogueModel.Details::expires)
                .filter(last -> !last.isAfter(today.plusDays(SOON_DAYS)));
    }

    /// When the end was told, else when the list was fetched.
    private Instant told(List<Change> changes, Target target) {
        return changes.stream()
                .filter(change -> change.what() instanceof What.Expires)
                .map(Change::time)
                .max(Comparator.naturalOrder())
                .or(() -> stock.origin(target.provider()).map(Stock.Origin::fetched))
                .orElse(Stock.SHIPPED);
    }
}
