package dev.understudy.app;

import dev.understudy.console.explain.ExplainBook;
import dev.understudy.console.explain.ExplainException;
import dev.understudy.console.ui.Undo;
import dev.understudy.gateway.Explanation;
import dev.understudy.gateway.Repertoire;
import dev.understudy.gateway.Routes;
import dev.understudy.model.Evaluation;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.GatewaySettings.Strategies;
import dev.understudy.model.Metrics;
import dev.understudy.model.ModelProfile;
import dev.understudy.model.Provider;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.Target;
import dev.understudy.settings.SettingsEditException;
import dev.understudy.settings.SettingsFile;
import dev.understudy.strategy.Completions;
import dev.understudy.strategy.Expressions;
import dev.understudy.strategy.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The plans and strategies of a running gateway.
final class ExplainDesk implements ExplainBook {
    private static final List<String> AUTO = List.of("auto");

    private final Gateway gateway;
    private final SettingsChange file;
    private final Expressions expressions = new Expressions();

    /// @param takeUp puts in force what the file says
    ExplainDesk(Path file, Gateway gateway, Runnable takeUp) {
        this.gateway = gateway;
        this.file = new SettingsChange(new SettingsFile(file), gateway.reader(), takeUp);
    }

    @Override
    public Explained explain(List<String> asked) {
        return explained(Explanation.of(asked(asked), gateway.routes(gateway.settings())));
    }

    @Override
    public Trial tryOut(Kind kind, List<String> wanted, List<String> asked) {
        GatewaySettings now = gateway.settings();
        Strategies tried =
                kind == Kind.MODELS
                        ? new Strategies(wanted, now.strategies().keys())
                        : new Strategies(now.strategies().models(), wanted);
        Routes routes = gateway.routes(now.with(tried));
        Explained plan = explained(Explanation.of(asked(asked), routes));
        return kind == Kind.MODELS ? models(routes, plan) : keys(routes, asked, plan);
    }

    private Trial models(Routes routes, Explained plan) {
        Explanation all = Explanation.of(AUTO, routes);
        List<Evaluation> evaluations = all.plan().selection();
        Optional<Evaluation> decided =
                evaluations.stream().filter(evaluation -> evaluation.count() > 0).findFirst();
        List<String> names =
                decided.map(Evaluation::chosen)
                        .orElseGet(
                                () -> all.plan().targets().stream().map(Target::toString).toList());
        return new Trial(
                evaluations,
                names.stream().map(name -> chosen(name, routes.repertoire())).toList(),
                decided.map(Evaluation::count).orElse(names.size()),
                plan);
    }

    private static Chosen chosen(String name, Repertoire repertoire) {
        int colon = name.indexOf(':');
        return new Chosen(
                name,
                facts(
                        repertoire.profile(
                                new Target(name.substring(0, colon), name.substring(colon + 1)))),
                List.of());
    }

    private static Facts facts(ModelProfile profile) {
        Metrics lately = profile.metrics().all();
        return new Facts(
                Optional.ofNullable(profile.prices().get("text.input")),
                Optional.ofNullable(profile.prices().get("text.output")),
                profile.abilities().contextWindow(),
                lately.requests() == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(lately.errors().total()));
    }

    private static Trial keys(Routes routes, List<String> asked, Explained plan) {
        Explanation of = Explanation.of(asked(asked), routes);
        return new Trial(
                of.keys().values().stream()
                        .flatMap(chosen -> chosen.evaluations().stream())
                        .toList(),
                plan.keys().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> new Chosen(entry.getKey(), Facts.NOTHING, entry.getValue()))
                        .toList(),
                plan.keys().values().stream().mapToInt(List::size).sum(),
                plan);
    }

    private static List<String> asked(List<String> asked) {
        return asked.isEmpty() ? AUTO : asked;
    }

    private Explained explained(Explanation explanation) {
        var keys = new HashMap<String, List<String>>();
        for (Target target : explanation.plan().targets()) {
            var chosen = explanation.keys().get(target.provider());
            List<ProviderKey> all = chosen == null ? all(target.provider()) : chosen.of(List.of());
            keys.put(target.provider(), all.stream().map(ProviderKey::alias).toList());
        }
        return new Explained(explanation.plan(), explanation.problem(), keys);
    }

    private List<ProviderKey> all(String provider) {
        return gateway.providers().stream()
                .filter(one -> one.id().equals(provider))
                .map(Provider::keys)
                .findFirst()
                .orElse(List.of());
    }

    @Override
    public List<String> written(Kind kind) {
        Strategies now = gateway.settings().strategies();
        return kind == Kind.MODELS ? now.models() : now.keys();
    }

    @Override
    public Undo write(Kind kind, List<String> wanted) throws ExplainException {
        String section = kind == Kind.MODELS ? "model_selection" : "api_key_selection";
        try {
            return file.make((editor, root) -> {
                if (wanted.isEmpty()) {
                    editor.remove(SettingsChange.path(root, section));
                } else {
                    editor.set(wanted, SettingsChange.path(root, section, "strategy"));
                }
            });
        } catch (SettingsEditException | IOException e) {
            throw new ExplainException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public List<Mistake> check(Kind kind, String expression) {
        List<Problem> problems =
                kind == Kind.MODELS
                        ? expressions.checkForModels(expression)
                        : expressions.checkForKeys(expression);
        return problems.stream()
                .map(problem -> new Mistake(problem.line(), problem.column(), problem.message()))
                .toList();
    }

    @Override
    public List<Completion> complete(Kind kind, String expression, int offset) {
        Completions words = kind == Kind.MODELS ? Completions.MODELS : Completions.KEYS;
        int start = Completions.wordStart(expression, offset);
        return words.at(expression, offset).stream()
                .map(word -> new Completion(word.name(), word.signature(), word.about(), start))
                .toList();
    }
}
