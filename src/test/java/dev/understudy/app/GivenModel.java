package dev.understudy.app;

import dev.understudy.catalog.Catalogue;
import dev.understudy.catalog.CatalogueModel;
import dev.understudy.catalog.CatalogueModel.Details;
import dev.understudy.catalog.PriceList;
import dev.understudy.catalog.PriceList.Price;
import dev.understudy.model.Target;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Models of a catalogue, as a test wants them.
///
/// @param million what a million tokens cost, in and out
record GivenModel(
        Target target,
        String million,
        long context,
        List<String> features,
        List<String> takes,
        Optional<LocalDate> expires) {
    static GivenModel of(String target, String million) {
        int colon = target.indexOf(':');
        return new GivenModel(
                new Target(target.substring(0, colon), target.substring(colon + 1)),
                million,
                128_000,
                List.of("tool-calling"),
                List.of("text"),
                Optional.empty());
    }

    GivenModel holding(long tokens) {
        return new GivenModel(target, million, tokens, features, takes, expires);
    }

    GivenModel with(String... others) {
        return new GivenModel(target, million, context, List.of(others), takes, expires);
    }

    GivenModel taking(String... modalities) {
        return new GivenModel(target, million, context, features, List.of(modalities), expires);
    }

    GivenModel ending(LocalDate last) {
        return new GivenModel(target, million, context, features, takes, Optional.of(last));
    }

    static Catalogue catalogue(GivenModel... models) {
        return new Catalogue(
                LocalDate.of(2026, 11, 1),
                List.of(models).stream().map(GivenModel::model).toList());
    }

    private CatalogueModel model() {
        BigDecimal token = new BigDecimal(million).movePointLeft(6);
        return new CatalogueModel(
                target,
                target.model(),
                "",
                "",
                LocalDate.of(2026, 1, 1),
                OptionalLong.of(context),
                OptionalLong.empty(),
                takes,
                List.of("text"),
                features,
                new PriceList(Map.of(Price.INPUT, token, Price.OUTPUT, token), List.of()),
                false,
                Optional.empty(),
                new Details(expires, Optional.empty(), false, List.of(), "", false));
    }
}
