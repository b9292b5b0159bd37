package dev.understudy.console.models;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All models in an order, to be searched through once for each key that is typed.
///
/// @param rows in the order they are found
/// @param ranked whether those whose name has the words come before those that only speak of them
record ModelSearch(List<ModelRow> rows, boolean ranked) {
    /// No models.
    static final ModelSearch NOTHING = new ModelSearch(List.of(), true);

    ModelSearch {
        rows = List.copyOf(rows);
    }

    /// What was found.
    ///
    /// @param traits how many there would be with one trait more
    /// @param providers how many there would be of one provider
    /// @param favourites how many of them are
    record Found(
            List<ModelRow> rows,
            Map<Trait, Integer> traits,
            Map<String, Integer> providers,
            int favourites) {}

    ModelSearch sorted(Comparator<ModelRow> order) {
        var sorted = new ArrayList<>(rows);
        sorted.sort(order);
        return new ModelSearch(sorted, false);
    }

    Found find(ModelFilter filter) {
        var found = new ArrayList<ModelRow>();
        var spoken = new ArrayList<ModelRow>();
        var traits = new EnumMap<Trait, Integer>(Trait.class);
        var providers = new TreeMap<String, Integer>();
        int favourites = 0;
        for (ModelRow row : rows) {
            if (!filter.admits(row) || !row.traits().containsAll(filter.traits())) {
                continue;
            }
            String provider = row.target().provider();
            providers.merge(provider, 1, Integer::sum);
            if (filter.provider().isPresent() && !filter.provider().get().equals(provider)) {
                continue;
            }
            (ranked && !filter.names(row) ? spoken : found).add(row);
            row.traits().forEach(trait -> traits.merge(trait, 1, Integer::sum));
            if (row.favourite()) {
                favourites++;
            }
        }
        found.addAll(spoken);
        return new Found(found, traits, providers, favourites);
    }
}
