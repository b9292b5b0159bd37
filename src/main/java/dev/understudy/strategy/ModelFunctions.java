package dev.understudy.strategy;

import static dev.understudy.strategy.Builtin.list;
import static dev.understudy.strategy.Builtin.member;
import static dev.understudy.strategy.CoreFunctions.string;
import static dev.understudy.strategy.ListFunctions.elements;

import dev.understudy.model.ModelProfile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Type;

/// Functions on models, providers and authors.
final class ModelFunctions {
    private static final Type MODELS = list(Facts.MODEL);
    private static final Type IDS = list(Decls.String);

    private ModelFunctions() {}

    static List<Builtin> all() {
        return List.of(
                any("only", "those with one of these ids or aliases", true),
                any("ignore", "those without any of these ids or aliases", false),
                models(
                        "onlyProviders",
                        "ids",
                        "served by one of these",
                        IDS,
                        (model, ids) -> ids.test(Names.of(model.provider()))),
                models(
                        "ignoreProviders",
                        "ids",
                        "served by none of these",
                        IDS,
                        (model, ids) -> !ids.test(Names.of(model.provider()))),
                models(
                        "onlyAuthors",
                        "ids",
                        "made by one of these",
                        IDS,
                        (model, ids) -> ids.test(Names.of(model.author()))),
                models(
                        "ignoreAuthors",
                        "ids",
                        "made by none of these",
                        IDS,
                        (model, ids) -> !ids.test(Names.of(model.author()))),
                models(
                        "inRegion",
                        "region",
                        "with a datacenter in a cloud region",
                        Decls.String,
                        (model, regions) ->
                                model.datacenters().stream()
                                        .anyMatch(at -> regions.test(List.of(at.region())))),
                models(
                        "inCountryCode",
                        "country",
                        "with a datacenter in a country, by two letters",
                        Decls.String,
                        (model, countries) ->
                                model.datacenters().stream()
                                        .anyMatch(at -> countries.test(List.of(at.countryCode())))),
                underCost(),
                sortBy(),
                get(),
                new Builtin(
                        "getModel",
                        "getModel(id)",
                        "a provider's model, by id or alias",
                        List.of(member("getModel", Facts.MODEL, Facts.PROVIDER, Decls.String)),
                        (run, a) -> first(run, ((Facts.Provider) a[0]).models(), string(a[1]))),
                new Builtin(
                        "getMetadata",
                        "getMetadata(path)",
                        "what the metadata holds under a path with dots",
                        List.of(
                                member("model_data", Decls.Dyn, Facts.MODEL, Decls.String),
                                member("provider_data", Decls.Dyn, Facts.PROVIDER, Decls.String)),
                        (_, a) -> metadata(a[0], string(a[1]))));
    }

    /// Whether one of some names is among those asked for.
    private interface Asked extends Predicate<List<String>> {}

    @FunctionalInterface
    private interface ModelTest {
        boolean test(ModelProfile model, Asked asked);
    }

    private static Builtin any(String name, String about, boolean kept) {
        return new Builtin(
                name,
                name + "(ids)",
                about,
                List.of(
                        member(name + "_models", MODELS, MODELS, IDS),
                        member(
                                name + "_providers",
                                list(Facts.PROVIDER),
                                list(Facts.PROVIDER),
                                IDS),
                        member(name + "_authors", list(Facts.AUTHOR), list(Facts.AUTHOR), IDS)),
                (run, a) -> {
                    Asked asked = asked(run, a[1]);
                    return where(run, a[0], of -> asked.test(Names.of(of)) == kept);
                });
    }

    private static Builtin models(
            String name, String argument, String about, Type type, ModelTest test) {
        return new Builtin(
                name,
                "%s(%s)".formatted(name, argument),
                "the models " + about,
                List.of(member(name, MODELS, MODELS, type)),
                (run, a) -> {
                    Asked asked = asked(run, a[1]);
                    return where(
                            run, a[0], of -> of instanceof ModelProfile m && test.test(m, asked));
                });
    }

    private static Builtin underCost() {
        return new Builtin(
                "underCost",
                "underCost(priceType, max)",
                "the models with a known price below a limit; types of price: "
                        + String.join(", ", Pricing.TYPES),
                List.of(
                        member("under_int", MODELS, MODELS, Decls.String, Decls.Int),
                        member("under_double", MODELS, MODELS, Decls.String, Decls.Double)),
                (run, a) -> {
                    String type = priceType(string(a[1]));
                    return where(
                            run,
                            a[0],
                            of -> {
                                BigDecimal price = ((ModelProfile) of).prices().get(type);
                                return price != null
                                        && Operators.compare(price.doubleValue(), a[2]) < 0;
                            });
                });
    }

    private static Builtin sortBy() {
        return new Builtin(
                "sortBy",
                "sortBy('price') or sortBy(x, key)",
                "by price for a million tokens of a prompt or by a type of price, cheapest and"
                        + " then unknown ones; or any list by a key, smallest first",
                List.of(member("sort_by_price", MODELS, MODELS, Decls.String)),
                (run, a) -> {
                    String by = string(a[1]);
                    String type = by.equals("price") ? "text.input" : priceType(by);
                    var ranked = new ArrayList<Object>();
                    for (Object of : elements(a[0])) {
                        Object price = Values.of(((ModelProfile) of).prices().get(type));
                        ranked.add(new ListFunctions.Ranked(of, price));
                    }
                    return ListFunctions.ranked(run, ranked);
                });
    }

    private static Builtin get() {
        return new Builtin(
                "get",
                "get(id) or get(providerId, modelId)",
                "one provider or author, or one model",
                List.of(
                        member("get_provider", Facts.PROVIDER, list(Facts.PROVIDER), Decls.String),
                        member("get_author", Facts.AUTHOR, list(Facts.AUTHOR), Decls.String),
                        member("get_model", Facts.MODEL, MODELS, Decls.String, Decls.String)),
                (run, a) -> {
                    if (a.length == 2) {
                        return first(run, elements(a[0]), string(a[1]));
                    }
                    Asked provider = asked(run, a[1]);
                    return first(
                            run,
                            where(
                                    run,
                                    a[0],
                                    of ->
                                            of instanceof ModelProfile m
                                                    && provider.test(Names.of(m.provider()))),
                            string(a[2]));
                });
    }

    /// A type of price.
    ///
    /// @throws EvaluationException if there is none of that name
    static String priceType(String name) {
        if (!Pricing.TYPES.contains(name)) {
            throw new EvaluationException(Pricing.unknown(name));
        }
        return name;
    }

    private static Asked asked(Run run, Object names) {
        Set<String> wanted = new HashSet<>();
        for (Object name : names instanceof List<?> list ? list : List.of(names)) {
            run.budget().step();
            wanted.add(string(name).toLowerCase(Locale.ROOT));
        }
        return of -> of.stream().anyMatch(name -> wanted.contains(name.toLowerCase(Locale.ROOT)));
    }

    private static List<Object> where(Run run, Object list, Predicate<Object> kept) {
        var found = new ArrayList<Object>();
        for (Object of : elements(list)) {
            run.budget().step();
            if (kept.test(of)) {
                found.add(of);
            }
        }
        return found;
    }

    private static Object first(Run run, List<?> of, String name) {
        Asked asked = asked(run, name);
        List<Object> found = where(run, of, each -> asked.test(Names.of(each)));
        if (found.isEmpty()) {
            throw new EvaluationException("there is no \"%s\"".formatted(name));
        }
        return found.getFirst();
    }

    private static Object metadata(Object of, String path) {
        Object at =
                of instanceof ModelProfile model
                        ? model.about().metadata()
                        : ((Facts.Provider) of).party().metadata();
        for (String name : path.split("\\.", -1)) {
            if (!(at instanceof Map<?, ?> map) || !map.containsKey(name)) {
                throw new EvaluationException("there is no metadata \"%s\"".formatted(path));
            }
            at = Values.of(map.get(name));
        }
        return at;
    }
}
