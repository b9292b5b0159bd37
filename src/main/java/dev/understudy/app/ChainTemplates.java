package dev.understudy.app;

import dev.understudy.catalog.Catalogue;
import dev.understudy.catalog.CatalogueModel;
import dev.understudy.console.chains.ChainBookException;
import dev.understudy.console.chains.ChainTemplate;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Provider;
import dev.understudy.model.Target;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Chains made after a template, of models that can be called: all converse and call tools, and
/// have a price. A request of 1,000 tokens with an answer of 300 is what prices are compared by.
final class ChainTemplates {
    private static final String SANDBOX = "sandbox";

    /// A stronger model is known by its price and its context: so much dearer, and no smaller.
    private static final BigDecimal DEARER = BigDecimal.TEN;

    /// The least context a model of use for agents has.
    private static final long ROOMY = 64_000;

    private final GatewaySettings settings;
    private final Catalogue catalogue;
    private final Set<String> callable;
    private final List<Priced> models;

    /// A model and what one request costs.
    private record Priced(CatalogueModel model, BigDecimal price) {
        Target target() {
            return model.target();
        }

        long context() {
            return model.contextWindow().orElse(0);
        }
    }

    ChainTemplates(GatewaySettings settings, Catalogue catalogue, Instant now) {
        this.settings = settings;
        this.catalogue = catalogue;
        this.callable = settings.callable();
        this.models =
                catalogue.models().stream()
                        .filter(model -> callable.contains(model.target().provider()))
                        .filter(ChainTemplates::useful)
                        .flatMap(model ->
                                ChainFigures.price(model, now).stream()
                                        .map(price -> new Priced(model, price)))
                        .sorted(Comparator.comparing(Priced::price))
                        .toList();
    }

    private static boolean useful(CatalogueModel model) {
        return model.converses()
                && !model.routed()
                && model.details().expires().isEmpty()
                && model.features().contains("tool-calling");
    }

    private Stream<Priced> paid() {
        return models.stream().filter(one -> one.price().signum() > 0 && !one.model().free());
    }

    List<String> compose(ChainTemplate template) throws ChainBookException {
        return switch (template) {
            case CHEAP_TO_STRONG -> cheapToStrong();
            case FREE_TO_PAID -> freeToPaid();
            case NATIVE_TO_OPENROUTER -> nativeToOpenRouter();
            case LOCAL_TO_CLOUD -> localToCloud();
        };
    }

    /// The cheapest with room for an agent's work; then one of the same author's that costs at
    /// least ten times as much and holds no less, else anybody's.
    private List<String> cheapToStrong() throws ChainBookException {
        Optional<Priced> cheap = paid().filter(one -> one.context() >= ROOMY).findFirst();
        if (cheap.isEmpty()) {
            throw new ChainBookException(
                    "There is no priced model that can be called: add a key for OpenRouter or another provider under Keys.");
        }
        List<Priced> strong =
                paid().filter(one ->
                                one.price().compareTo(cheap.get().price().multiply(DEARER)) >= 0
                                        && one.context() >= cheap.get().context())
                        .toList();
        Optional<Priced> second =
                strong.stream()
                        .filter(one -> one.model().author().equals(cheap.get().model().author()))
                        .findFirst()
                        .or(() -> strong.stream().findFirst());
        if (second.isEmpty()) {
            throw new ChainBookException(
                    "There is no stronger model than %s that can be called: add a key for another provider under Keys."
                            .formatted(cheap.get().target()));
        }
        return names(cheap.get().target(), second.get().target());
    }

    /// The free model with the largest context whose paid twin is there, and that twin.
    private List<String> freeToPaid() throws ChainBookException {
        requireOpenRouter("Free models are at OpenRouter: add a key for it under Keys.");
        for (CatalogueModel free :
                catalogue.models().stream()
                        .filter(model -> model.target().provider().equals(Catalogue.OPENROUTER))
                        .filter(model -> model.free() && useful(model))
                        .sorted(
                                Comparator.comparingLong((CatalogueModel model) ->
                                                model.contextWindow().orElse(0))
                                        .reversed())
                        .toList()) {
            String model = free.target().model();
            String twin = model.substring(0, model.length() - ":free".length());
            Optional<Priced> paid =
                    paid().filter(one ->
                                    one.target().equals(new Target(Catalogue.OPENROUTER, twin)))
                            .findFirst();
            if (paid.isPresent()) {
                return names(free.target(), paid.get().target());
            }
        }
        throw new ChainBookException(
                "No free model has a paid twin in the list of models: sync the models, and try again.");
    }

    /// The newest model of a native provider with a key that OpenRouter has too.
    private List<String> nativeToOpenRouter() throws ChainBookException {
        requireOpenRouter("The second step is at OpenRouter: add a key for it under Keys.");
        List<Priced> natives =
                paid().filter(one -> !one.target().provider().equals(Catalogue.OPENROUTER))
                        .sorted(
                                Comparator.comparing((Priced one) -> one.model().released())
                                        .reversed())
                        .toList();
        for (Priced one : natives) {
            Optional<CatalogueModel> same = same(one.target());
            if (same.isPresent()) {
                return names(one.target(), same.get().target());
            }
        }
        throw new ChainBookException(
                "No provider with a key serves a model that OpenRouter has too: add a key of a maker such as OpenAI or Anthropic under Keys.");
    }

    /// OpenRouter calls it by the same name behind its author's; it writes versions with dots.
    private Optional<CatalogueModel> same(Target target) {
        String plain = plain(target.model());
        return catalogue.models().stream()
                .filter(model -> model.target().provider().equals(Catalogue.OPENROUTER))
                .filter(model -> model.converses() && !model.free())
                .filter(model -> {
                    String id = model.target().model();
                    return plain(id.substring(id.indexOf('/') + 1)).equals(plain);
                })
                .findFirst();
    }

    private static String plain(String name) {
        return name.replaceAll("-\\d{8}$|-\\d{4}-\\d{2}-\\d{2}$", "").replace('.', '-');
    }

    /// The first model of a server on this machine or in its network, then the cheapest elsewhere.
    private List<String> localToCloud() throws ChainBookException {
        var local = new ArrayList<Target>();
        var sandbox = new ArrayList<Target>();
        for (Provider provider : settings.providers()) {
            if (callable.contains(provider.id())
                    && !provider.id().equals(Catalogue.OPENROUTER) // a proxy of it is no model here
                    && ChainLook.local(provider)) {
                Stream.concat(
                                provider.models().stream()
                                        .filter(model -> !model.disabled())
                                        .map(model -> new Target(provider.id(), model.id())),
                                catalogue.models().stream()
                                        .filter(CatalogueModel::converses)
                                        .map(CatalogueModel::target)
                                        .filter(at -> at.provider().equals(provider.id())))
                        .forEach(provider.id().equals(SANDBOX) ? sandbox::add : local::add);
            }
        }
        Optional<Target> first = Stream.concat(local.stream(), sandbox.stream()).findFirst();
        if (first.isEmpty()) {
            throw new ChainBookException(
                    "There is no model on this machine: add a server such as Ollama under Keys, and sync the models.");
        }
        Optional<Priced> cloud =
                paid().filter(one -> !one.target().provider().equals(first.get().provider()))
                        .findFirst();
        if (cloud.isEmpty()) {
            throw new ChainBookException(
                    "There is no priced model that can be called: add a key for OpenRouter or another provider under Keys.");
        }
        return names(first.get(), cloud.get().target());
    }

    private void requireOpenRouter(String otherwise) throws ChainBookException {
        if (!callable.contains(Catalogue.OPENROUTER)) {
            throw new ChainBookException(otherwise);
        }
    }

    private static List<String> names(Target... targets) {
        return Stream.of(targets).map(Target::toString).toList();
    }
}
