package dev.understudy.console.models;

import dev.understudy.catalog.Stock;
import dev.understudy.console.ui.Keepsakes;
import dev.understudy.model.Target;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What people keep of models: favourites, notes, columns, and until when they have seen changes.
final class Marks {
    private static final String FAVOURITES = "model-favourites";
    private static final String NOTES = "model-notes";
    private static final String COLUMNS = "model-columns";
    private static final String SEEN = "model-changes-seen";

    private final Keepsakes keepsakes;

    Marks(Keepsakes keepsakes) {
        this.keepsakes = keepsakes;
    }

    /// By the names that callers use.
    Set<String> favourites() {
        return new LinkedHashSet<>(keepsakes.list(FAVOURITES));
    }

    void favourite(Target target, boolean is) {
        Set<String> all = favourites();
        if (is ? all.add(target.toString()) : all.remove(target.toString())) {
            keepsakes.put(FAVOURITES, List.copyOf(all));
        }
    }

    /// By the names that callers use.
    Map<String, String> notes() {
        return keepsakes.texts(NOTES);
    }

    void note(Target target, String note) {
        Map<String, String> all = new HashMap<>(notes());
        if (note.isBlank()) {
            all.remove(target.toString());
        } else {
            all.put(target.toString(), note);
        }
        keepsakes.put(NOTES, all);
    }

    /// Those that are shown, the dearest first.
    List<ModelColumn> columns() {
        List<ModelColumn> chosen =
                keepsakes.list(COLUMNS).stream()
                        .flatMap(word -> ModelColumn.named(word).stream())
                        .distinct()
                        .toList();
        return chosen.isEmpty() ? ModelColumn.USUAL : chosen;
    }

    void columns(List<ModelColumn> columns) {
        keepsakes.put(COLUMNS, columns.stream().map(ModelColumn::word).toList());
    }

    /// The changes up to this time have been seen; those that came with the program if nothing was
    /// ever told.
    Instant seen() {
        try {
            List<String> seen = keepsakes.list(SEEN);
            return seen.isEmpty() ? Stock.SHIPPED : Instant.parse(seen.getFirst());
        } catch (DateTimeException _) {
            return Stock.SHIPPED;
        }
    }

    void seen(Instant time) {
        keepsakes.put(SEEN, List.of(time.toString()));
    }
}
