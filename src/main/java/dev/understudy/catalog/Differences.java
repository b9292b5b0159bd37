package dev.understudy.catalog;

import dev.understudy.catalog.Change.What;
import dev.understudy.catalog.PriceList.Price;
import dev.understudy.model.Target;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What differs between two lists of one provider's models.
final class Differences {
    private static final List<Price> PRICES =
            List.of(Price.INPUT, Price.OUTPUT, Price.CACHE_READ, Price.CACHE_WRITE);

    /// Prices that differ by less are the same, rounded otherwise.
    private static final BigDecimal NOISE = new BigDecimal("0.000001");

    private Differences() {}

    /// @param time when the newer one was fetched
    static List<Change> between(
            List<CatalogueModel> older, List<CatalogueModel> newer, Instant time) {
        Map<Target, CatalogueModel> before = byTarget(older);
        Map<Target, CatalogueModel> after = byTarget(newer);
        var changes = new ArrayList<Change>();
        after.forEach((target, model) -> {
            CatalogueModel was = before.get(target);
            for (What what : was == null ? List.of(new What.Appeared()) : changes(was, model)) {
                changes.add(new Change(time, target, model.name(), what));
            }
        });
        before.forEach((target, model) -> {
            if (!after.containsKey(target)) {
                changes.add(new Change(time, target, model.name(), new What.Gone()));
            }
        });
        return List.copyOf(changes);
    }

    private static Map<Target, CatalogueModel> byTarget(List<CatalogueModel> models) {
        var byTarget = new LinkedHashMap<Target, CatalogueModel>();
        models.forEach(model -> byTarget.put(model.target(), model));
        return byTarget;
    }

    private static List<What> changes(CatalogueModel was, CatalogueModel is) {
        var changes = new ArrayList<What>();
        for (Price price : PRICES) {
            Optional<BigDecimal> from = was.prices().usual(price);
            Optional<BigDecimal> to = is.prices().usual(price);
            if (from.isPresent() && to.isPresent() && differ(from.get(), to.get())) {
                changes.add(new What.Repriced(price, from.get(), to.get()));
            }
        }
        Optional<LocalDate> last = is.details().expires();
        if (last.isPresent() && !last.equals(was.details().expires())) {
            changes.add(new What.Expires(last.get()));
        }
        return changes;
    }

    private static boolean differ(BigDecimal from, BigDecimal to) {
        return from.signum() == 0
                ? to.signum() != 0
                : to.subtract(from).divide(from, MathContext.DECIMAL64).abs().compareTo(NOISE) > 0;
    }
}
