package dev.understudy.catalog;

import dev.understudy.catalog.Change.What;
import dev.understudy.catalog.PriceList.Price;
import dev.understudy.model.Target;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How models have changed.
///
/// @param since from when on changes of OpenRouter's models are known
/// @param changes the oldest first
public record History(Instant since, List<Change> changes) {
    /// Nothing is known.
    public static final History NONE = new History(Instant.EPOCH, List.of());

    public History {
        changes = List.copyOf(changes);
    }

    /// A price from a time on.
    ///
    /// @param amount in USD, for a million tokens or for one of what is no token
    public record Point(Instant since, BigDecimal amount) {}

    /// Those that were found after a time.
    public List<Change> after(Instant time) {
        return changes.stream().filter(change -> change.time().isAfter(time)).toList();
    }

    /// What one of a model's prices was, and since when: the latest last. One that never changed
    /// has one point.
    ///
    /// @param now what it is now
    public List<Point> prices(Target target, Price price, BigDecimal now) {
        Instant start = since;
        var points = new ArrayList<Point>();
        for (Change change : changes) {
            if (!change.target().equals(target)) {
                continue;
            }
            switch (change.what()) {
                case What.Appeared() -> {
                    start = change.time();
                    points.clear();
                }
                case What.Repriced(var of, var from, var to) when of == price -> {
                    if (points.isEmpty()) {
                        points.add(new Point(start, from));
                    }
                    points.add(new Point(change.time(), to));
                }
                case What.Repriced _, What.Gone _, What.Expires _ -> {}
            }
        }
        return points.isEmpty() ? List.of(new Point(start, now)) : List.copyOf(points);
    }
}
