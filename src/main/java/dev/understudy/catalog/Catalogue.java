package dev.understudy.catalog;

import dev.understudy.model.Target;
import dev.understudy.model.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Models, their limits and prices as of a day. Immutable.
///
/// OpenRouter's models are called `author/slug[:variant]`; other providers' as those call them.
public final class Catalogue {
    /// Nothing is known.
    public static final Catalogue EMPTY = new Catalogue(LocalDate.EPOCH, List.of());

    /// The id of OpenRouter among providers.
    public static final String OPENROUTER = "openrouter";

    private final LocalDate date;
    private final List<CatalogueModel> models;
    private final Map<String, Map<String, CatalogueModel>> byProvider = new LinkedHashMap<>();

    /// @param date of the oldest of its data
    /// @param models in the order they are told
    public Catalogue(LocalDate date, List<CatalogueModel> models) {
        this.date = date;
        this.models = List.copyOf(models);
        for (CatalogueModel model : models) {
            Map<String, CatalogueModel> ofProvider =
                    byProvider.computeIfAbsent(
                            model.target().provider(), _ -> new LinkedHashMap<>());
            ModelNames.keys(model.target().model())
                    .forEach(key -> ofProvider.merge(key, model, Catalogue::better));
        }
    }

    /// Two models share a key if one is a dated version: the exact name wins, else the newer.
    private static CatalogueModel better(CatalogueModel a, CatalogueModel b) {
        int shorter = Integer.compare(a.target().model().length(), b.target().model().length());
        return shorter < 0 || (shorter == 0 && !a.released().isBefore(b.released())) ? a : b;
    }

    /// The catalogue that comes with the program. Takes a while: see [CatalogueShelf].
    public static Catalogue shipped() {
        NativeModels natives = Shipped.natives();
        return new Catalogue(
                natives.date(),
                Stream.concat(Shipped.openRouter().stream(), natives.models().stream()).toList());
    }

    /// The day its data is of; the oldest of it.
    public LocalDate date() {
        return date;
    }

    /// All of them.
    public List<CatalogueModel> models() {
        return models;
    }

    /// The model a target leads to; case does not count. A variant that is not listed is its model,
    /// as `a/b:nitro` is `a/b`, and a dated name the name without its date.
    public Optional<CatalogueModel> model(Target target) {
        Map<String, CatalogueModel> known = byProvider.getOrDefault(target.provider(), Map.of());
        for (String key : ModelNames.lookups(target.model())) {
            CatalogueModel found = known.get(key);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /// The model itself where the name is an alias, such as `~author/family-latest`.
    public Optional<CatalogueModel> behind(CatalogueModel model) {
        return model.aliasOf().flatMap(id -> model(new Target(model.target().provider(), id)));
    }

    /// The targets that serve a model named without a provider: its maker first. Case does not
    /// count. None for names as OpenRouter writes them, `author/slug`.
    public List<Target> serving(String id) {
        if (id.isBlank() || id.contains("/")) {
            return List.of();
        }
        var found = new LinkedHashSet<Target>();
        byProvider.forEach((provider, known) -> {
            if (!provider.equals(OPENROUTER)) {
                ModelNames.exact(id).stream()
                        .filter(known::containsKey)
                        .findFirst()
                        .map(known::get)
                        .ifPresent(model -> found.add(model.target()));
            }
        });
        return List.copyOf(found);
    }

    /// What a request cost, in USD: what the provider told, else by the prices here.
    public Optional<BigDecimal> cost(Target target, Usage usage, Instant time) {
        return Cost.of(
                usage,
                Cost.Extras.NONE,
                model(target).map(CatalogueModel::prices).orElse(PriceList.UNKNOWN),
                time);
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
