package dev.understudy.catalog;

import dev.understudy.catalog.PriceList.Price;
import dev.understudy.model.ModelFacts;
import dev.understudy.model.ModelMetrics;
import dev.understudy.model.ModelProfile;
import dev.understudy.model.ModelProfile.Abilities;
import dev.understudy.model.ModelProfile.About;
import dev.understudy.model.ModelProfile.Party;
import dev.understudy.model.ModelProfile.Policies;
import dev.understudy.model.Provider;
import dev.understudy.model.Provider.ProviderModel;
import dev.understudy.model.Target;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a selection strategy may ask about models: what the settings tell, and for the rest the
/// catalogue. Immutable.
public final class Profiles {
    private final Catalogue catalogue;

    public Profiles(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /// All of one model.
    ///
    /// @param provider the one the target names
    public ModelProfile of(Provider provider, String model, ModelMetrics metrics) {
        var target = new Target(provider.id(), model);
        Optional<CatalogueModel> listed = catalogue.model(target);
        Optional<ProviderModel> custom = provider.model(model);
        ModelFacts told = custom.map(ProviderModel::facts).orElse(ModelFacts.NONE);
        return new ModelProfile(
                target,
                custom.map(ProviderModel::aliases).orElse(List.of()),
                new Party(provider.id(), provider.aliases(), provider.about().metadata()),
                Party.named(first(told.authorId(), listed.map(CatalogueModel::author).orElse(""))),
                new About(
                        first(told.displayName(), listed.map(CatalogueModel::name).orElse(model)),
                        first(
                                told.description(),
                                listed.map(CatalogueModel::description).orElse("")),
                        listed.isPresent() || custom.isPresent(),
                        custom.isPresent(),
                        told.metadata()),
                abilities(told, listed),
                Policies.UNKNOWN,
                prices(target, listed),
                List.of(),
                metrics);
    }

    private static Abilities abilities(ModelFacts told, Optional<CatalogueModel> listed) {
        return new Abilities(
                first(
                        told.inputModalities(),
                        listed.map(CatalogueModel::inputModalities).orElse(List.of())),
                first(
                        told.outputModalities(),
                        listed.map(CatalogueModel::outputModalities).orElse(List.of())),
                first(
                        told.supportedFeatures(),
                        listed.map(CatalogueModel::features).orElse(List.of())),
                first(
                        told.maxContextWindow(),
                        listed.map(CatalogueModel::contextWindow).orElse(OptionalLong.empty())),
                first(
                        told.maxOutputTokens(),
                        listed.map(CatalogueModel::maxOutputTokens).orElse(OptionalLong.empty())),
                OptionalLong.empty(),
                "");
    }

    /// With the prices of the batch variant, where one is listed beside the model.
    private Map<String, BigDecimal> prices(Target target, Optional<CatalogueModel> listed) {
        var prices = new HashMap<>(listed.map(CatalogueModel::pricesByType).orElse(Map.of()));
        String batch = target.model() + ":batch";
        catalogue
                .model(new Target(target.provider(), batch))
                .filter(model -> model.target().model().equals(batch))
                .ifPresent(model -> {
                    model.prices()
                            .usual(Price.INPUT)
                            .ifPresent(price -> prices.put("text.input_batch", price));
                    model.prices()
                            .usual(Price.OUTPUT)
                            .ifPresent(price -> prices.put("text.output_batch", price));
                });
        return prices;
    }

    private static String first(String told, String listed) {
        return told.isEmpty() ? listed : told;
    }

    private static List<String> first(List<String> told, List<String> listed) {
        return told.isEmpty() ? listed : told;
    }

    private static OptionalLong first(OptionalInt told, OptionalLong listed) {
        return told.isPresent() ? OptionalLong.of(told.getAsInt()) : listed;
    }
}
