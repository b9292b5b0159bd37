package dev.understudy.console.models;

import dev.understudy.catalog.Catalogue;
import dev.understudy.catalog.CatalogueModel;
import dev.understudy.catalog.Change;
import dev.understudy.catalog.PriceList.Price;
import dev.understudy.journal.TargetUse;
import dev.understudy.model.Target;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// A model as the table has it; what is searched and sorted by is worked out once.
///
/// @param chains those that use it
/// @param changes the latest of them, since they were last looked at
/// @param heading its names, in lower case
/// @param text all that is searched, in lower case
record ModelRow(
        CatalogueModel model,
        Set<Trait> traits,
        Optional<TargetUse> own,
        List<String> chains,
        List<Change> changes,
        boolean favourite,
        String note,
        OptionalDouble input,
        OptionalDouble output,
        OptionalDouble cached,
        String heading,
        String text) {
    static ModelRow of(
            CatalogueModel model,
            Optional<TargetUse> own,
            List<String> chains,
            List<Change> changes,
            boolean favourite,
            String note) {
        return new ModelRow(
                model,
                Trait.of(model),
                own,
                chains,
                changes,
                favourite,
                note,
                price(model, Price.INPUT),
                price(model, Price.OUTPUT),
                price(model, Price.CACHE_READ),
                (model.target() + "\n" + model.name()).toLowerCase(Locale.ROOT),
                text(model, chains, note));
    }

    private static OptionalDouble price(CatalogueModel model, Price price) {
        return model.prices()
                .usual(price)
                .map(amount -> OptionalDouble.of(amount.doubleValue()))
                .orElse(OptionalDouble.empty());
    }

    private static String text(CatalogueModel model, List<String> chains, String note) {
        return String.join(
                        "\n",
                        model.target().toString(),
                        model.name(),
                        model.author(),
                        model.description(),
                        String.join(" ", model.features()),
                        String.join(" ", model.inputModalities()),
                        String.join(" ", model.outputModalities()),
                        String.join(" ", chains),
                        note)
                .toLowerCase(Locale.ROOT);
    }

    Target target() {
        return model.target();
    }

    /// Its name without its author in front, as OpenRouter writes it.
    String title() {
        int colon = model.name().indexOf(": ");
        return colon > 0 && colon < 40 && target().provider().equals(Catalogue.OPENROUTER)
                ? model.name().substring(colon + 2)
                : model.name();
    }

    /// Since when it is known; empty if that is not told.
    Optional<LocalDate> released() {
        return Optional.of(model.released()).filter(date -> date.isAfter(LocalDate.EPOCH));
    }

    OptionalLong context() {
        return model.contextWindow();
    }

    Optional<BigDecimal> usual(Price price) {
        return model.prices().usual(price);
    }

    ModelRow marked(boolean asFavourite) {
        return of(model, own, chains, changes, asFavourite, note);
    }

    ModelRow noted(String other) {
        return of(model, own, chains, changes, favourite, other);
    }
}
