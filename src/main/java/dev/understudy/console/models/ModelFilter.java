package dev.understudy.console.models;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which models are looked for.
///
/// @param terms in lower case, all of which a model's text has
/// @param traits all of which it has
/// @param provider if only one's models are
/// @param favourites whether only those are
/// @param price of output, in USD for a million tokens
/// @param context in tokens
record ModelFilter(
        List<String> terms,
        Set<Trait> traits,
        Optional<String> provider,
        boolean favourites,
        Bounds price,
        Bounds context) {
    /// Every model.
    static final ModelFilter ALL =
            new ModelFilter(List.of(), Set.of(), Optional.empty(), false, Bounds.NONE, Bounds.NONE);

    ModelFilter {
        terms = List.copyOf(terms);
        traits = Set.copyOf(traits);
    }

    /// From one number to another, both included.
    record Bounds(double least, double most) {
        /// Every number, and none.
        static final Bounds NONE = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        boolean isOpen() {
            return equals(NONE);
        }

        boolean holds(double value) {
            return value >= least && value <= most;
        }
    }

    ModelFilter searching(String text) {
        List<String> words =
                Arrays.stream(text.strip().toLowerCase(Locale.ROOT).split("\\s+", -1))
                        .filter(word -> !word.isEmpty())
                        .toList();
        return new ModelFilter(words, traits, provider, favourites, price, context);
    }

    ModelFilter toggling(Trait trait) {
        Set<Trait> others = EnumSet.noneOf(Trait.class);
        others.addAll(traits);
        if (!others.remove(trait)) {
            others.add(trait);
        }
        return new ModelFilter(terms, others, provider, favourites, price, context);
    }

    ModelFilter of(Optional<String> one) {
        return new ModelFilter(terms, traits, one, favourites, price, context);
    }

    ModelFilter togglingFavourites() {
        return new ModelFilter(terms, traits, provider, !favourites, price, context);
    }

    ModelFilter priced(Bounds bounds) {
        return new ModelFilter(terms, traits, provider, favourites, bounds, context);
    }

    ModelFilter holding(Bounds bounds) {
        return new ModelFilter(terms, traits, provider, favourites, price, bounds);
    }

    /// Whether a model's name has every word.
    boolean names(ModelRow row) {
        for (String term : terms) {
            if (!row.heading().contains(term)) {
                return false;
            }
        }
        return true;
    }

    /// Whether a model is one by all but its traits and its provider.
    boolean admits(ModelRow row) {
        if ((favourites && !row.favourite())
                || (!price.isOpen()
                        && (row.output().isEmpty() || !price.holds(row.output().getAsDouble())))
                || (!context.isOpen()
                        && (row.context().isEmpty()
                                || !context.holds((double) row.context().getAsLong())))) {
            return false;
        }
        for (String term : terms) {
            if (!row.text().contains(term)) {
                return false;
            }
        }
        return true;
    }
}
