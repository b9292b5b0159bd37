package dev.understudy.gateway;

import dev.understudy.catalog.Catalogue;
import dev.understudy.catalog.CatalogueModel;
import dev.understudy.catalog.PriceList;
import dev.understudy.catalog.PriceList.Price;
import dev.understudy.model.Target;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Small catalogues.
final class Listed {
    private Listed() {}

    /// One of models told as `provider:model | USD per million tokens of a prompt | context
    /// window`.
    static Catalogue of(String... models) {
        return new Catalogue(LocalDate.EPOCH, Arrays.stream(models).map(Listed::model).toList());
    }

    private static CatalogueModel model(String line) {
        String[] cells = line.split(" *\\| *", -1);
        String[] target = cells[0].split(":", 2);
        var price = new BigDecimal(cells[1]).movePointLeft(6);
        return new CatalogueModel(
                new Target(target[0], target[1]),
                "The " + target[1],
                target[0],
                "",
                LocalDate.EPOCH,
                OptionalLong.of(Long.parseLong(cells[2])),
                OptionalLong.empty(),
                List.of("text"),
                List.of("text"),
                List.of("tool-calling"),
                new PriceList(Map.of(Price.INPUT, price, Price.OUTPUT, price), List.of()),
                false,
                Optional.empty(),
                CatalogueModel.Details.NONE);
    }
}
