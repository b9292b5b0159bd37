package dev.understudy.app;

import dev.understudy.catalog.Catalogue;
import dev.understudy.catalog.CatalogueModel;
import dev.understudy.catalog.PriceList.Price;
import dev.understudy.console.chains.Suggestion;
import dev.understudy.model.Target;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Models that can all that another can, hold as much, and cost less for a request of 1,000 tokens
/// with an answer of 300.
///
/// @param callable the providers that can be asked
record Cheaper(Catalogue catalogue, Set<String> callable, Instant now) {
    private record Priced(CatalogueModel model, BigDecimal price) {}

    /// The cheapest first; none if the price of the model itself is not known.
    List<Suggestion> than(Target target, int most) {
        Optional<CatalogueModel> known = catalogue.model(target);
        Optional<BigDecimal> price = known.flatMap(model -> ChainFigures.price(model, now));
        if (known.isEmpty() || price.isEmpty()) {
            return List.of();
        }
        return catalogue.models().stream()
                .filter(model -> !model.target().equals(known.get().target()))
                .filter(model -> offered(model) && can(model, known.get()))
                .flatMap(model ->
                        ChainFigures.price(model, now).stream()
                                .filter(one -> one.compareTo(price.get()) < 0)
                                .map(one -> new Priced(model, one)))
                .sorted(Comparator.comparing(Priced::price))
                .limit(most)
                .map(one -> suggestion(one.model()))
                .toList();
    }

    private boolean offered(CatalogueModel model) {
        String provider = model.target().provider();
        return model.converses()
                && !model.routed()
                && (callable.contains(provider) || provider.equals(Catalogue.OPENROUTER));
    }

    private static boolean can(CatalogueModel model, CatalogueModel other) {
        return model.contextWindow().orElse(0) >= other.contextWindow().orElse(0)
                && model.features().containsAll(other.features())
                && model.inputModalities().containsAll(other.inputModalities())
                && model.outputModalities().containsAll(other.outputModalities());
    }

    private Suggestion suggestion(CatalogueModel model) {
        return new Suggestion(
                model.target().toString(),
                model.name(),
                model.prices().usual(Price.INPUT),
                model.prices().usual(Price.OUTPUT),
                callable.contains(model.target().provider()));
    }
}
