package dev.understudy.console.chains;

import dev.understudy.catalog.Catalogue;
import dev.understudy.catalog.CatalogueModel;
import dev.understudy.catalog.Change.What;
import dev.understudy.catalog.PriceList.Price;
import dev.understudy.console.chains.Forecast.Basis;
import dev.understudy.journal.TargetUse;
import dev.understudy.model.Chain;
import dev.understudy.model.ChainStep;
import dev.understudy.model.StepRules;
import dev.understudy.model.Target;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Four chains in memory, changed as the real ones are.
public final class FakeChainBook implements ChainBook {
    public static final Instant NOW = Instant.parse("2026-08-30T10:00:00Z");
    private static final Catalogue CATALOGUE = Catalogue.shipped();

    private record Done(ChainEdit edit, List<Chain> before) {}

    final Map<String, StepNow.Health> health = new HashMap<>();
    final Map<String, List<StepNow.Key>> keys = new HashMap<>();
    final List<Warning> warnings = new ArrayList<>();
    final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    volatile Optional<String> problem = Optional.empty();
    volatile Optional<ChainBookException> refusal = Optional.empty();
    volatile Forecast forecast =
            new Forecast(
                    OptionalDouble.of(0.99982),
                    Optional.of(Duration.ofMillis(430)),
                    Optional.of(Duration.ofMillis(1_900)),
                    Optional.of(new BigDecimal("4.10")),
                    new Basis(1204, 3, false, Optional.empty()));
    final AtomicInteger forecasts = new AtomicInteger();
    volatile Callable<Forecast> asked = () -> forecast;
    private final List<Chain> chains = new ArrayList<>();
    private final Deque<Done> done = new ArrayDeque<>();
    private final Deque<Done> undone = new ArrayDeque<>();

    public FakeChainBook() {
        chains.add(
                new Chain(
                        "support",
                        List.of(
                                "anthropic:claude-sonnet-4-5",
                                "openrouter:anthropic/claude-sonnet-4.5",
                                "lab:llama3.2:1b")));
        chains.add(
                new Chain(
                        "code-review",
                        List.of("openrouter:openai/gpt-4o-mini", "openrouter:qwen/qwen3-coder")));
        chains.add(new Chain("cheap-first", List.of("openrouter:openai/gpt-4o-mini", "support")));
        keys.put(
                "anthropic",
                List.of(
                        new StepNow.Key("main", Optional.empty(), Optional.empty()),
                        new StepNow.Key(
                                "spare", Optional.of(NOW.plusSeconds(42)), Optional.empty())));
        keys.put(
                "openrouter", List.of(new StepNow.Key("main", Optional.empty(), Optional.empty())));
        warnings.add(
                new Warning(
                        1,
                        new Target("openrouter", "anthropic/claude-sonnet-4.5"),
                        new What.Repriced(
                                Price.OUTPUT,
                                new BigDecimal("0.000014"),
                                new BigDecimal("0.000015")),
                        Instant.parse("2026-08-14T08:00:00Z")));
    }

    /// Without any chain.
    public FakeChainBook bare() {
        chains.clear();
        return this;
    }

    synchronized void weigh(String chain, List<Integer> weights) {
        Chain old = chains.get(at(chain));
        chains.set(at(chain), new Chain(chain, old.steps(), old.rules(), weights));
    }

    synchronized List<String> targets(String chain) {
        return chains.stream()
                .filter(one -> one.id().equals(chain))
                .findFirst()
                .map(Chain::targets)
                .orElse(List.of());
    }

    synchronized ChainStep step(String chain, int place) {
        return chains.stream()
                .filter(one -> one.id().equals(chain))
                .findFirst()
                .orElseThrow()
                .steps()
                .get(place);
    }

    synchronized List<String> names() {
        return chains.stream().map(Chain::id).toList();
    }

    @Override
    public synchronized Chains read() {
        return new Chains(
                chains.stream().map(this::entry).toList(),
                Map.of("support", new Use(2, 1204)),
                problem,
                Optional.ofNullable(done.peek()).map(Done::edit),
                Optional.ofNullable(undone.peek()).map(Done::edit));
    }

    private Entry entry(Chain chain) {
        return new Entry(
                chain,
                chain.steps().stream().map(this::now).toList(),
                chain.id().equals("support") ? warnings : List.of());
    }

    private StepNow now(ChainStep step) {
        String name = step.target();
        int colon = name.indexOf(':');
        if (colon < 0) {
            return new StepNow(
                    List.of(target("openrouter:a/b"), target("openrouter:c/d")),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    List.of(),
                    false,
                    step.disabled() ? new StepNow.Health.Off() : new StepNow.Health.Ready(),
                    Optional.empty(),
                    OptionalDouble.empty());
        }
        String provider = name.substring(0, colon);
        boolean local = provider.equals("lab");
        Target target = target(name);
        Optional<CatalogueModel> model = CATALOGUE.model(target);
        return new StepNow(
                List.of(target),
                Optional.empty(),
                model,
                local,
                keys.getOrDefault(provider, List.of()),
                !local && !keys.containsKey(provider),
                step.disabled()
                        ? new StepNow.Health.Off()
                        : health.getOrDefault(name, new StepNow.Health.Ready()),
                local
                        ? Optional.of(
                                new TargetUse(
                                        target,
                                        310,
                                        310,
                                        Optional.of(Duration.ofMillis(38)),
                                        Optional.of(Duration.ofMillis(90))))
                        : Optional.empty(),
                provider.equals("openrouter") ? OptionalDouble.of(99.8) : OptionalDouble.empty());
    }

    private static Target target(String name) {
        int colon = name.indexOf(':');
        return new Target(name.substring(0, colon), name.substring(colon + 1));
    }

    @Override
    public synchronized Chains change(ChainEdit edit) throws ChainBookException {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        List<Chain> before = List.copyOf(chains);
        apply(edit);
        done.push(new Done(edit, before));
        undone.clear();
        return read();
    }

    private void apply(ChainEdit edit) {
        switch (edit) {
            case ChainEdit.Create(var chain, var targets) -> chains.add(new Chain(chain, targets));
            case ChainEdit.Duplicate(var chain, var copy) ->
                    chains.add(at(chain) + 1, new Chain(copy, targets(chain)));
            case ChainEdit.Delete(var chain) -> chains.remove(at(chain));
            case ChainEdit.Rename(var chain, var to) ->
                    chains.set(at(chain), new Chain(to, targets(chain)));
            case ChainEdit.Insert(var chain, var place, var targets) ->
                    steps(
                            chain,
                            steps ->
                                    steps.addAll(
                                            place, targets.stream().map(ChainStep::of).toList()));
            case ChainEdit.Move(var chain, var from, var to) ->
                    steps(chain, steps -> steps.add(to, steps.remove(from)));
            case ChainEdit.Remove(var chain, var place) ->
                    steps(chain, steps -> steps.remove(place));
            case ChainEdit.Replace(var chain, var place, var with) ->
                    steps(chain, steps -> steps.set(place, with));
            case ChainEdit.Rules(var chain, StepRules rules) -> {
                Chain old = chains.get(at(chain));
                chains.set(at(chain), new Chain(chain, old.steps(), rules, old.weights()));
            }
        }
    }

    private interface Steps {
        void change(List<ChainStep> steps);
    }

    private void steps(String chain, Steps change) {
        Chain old = chains.get(at(chain));
        var steps = new ArrayList<>(old.steps());
        change.change(steps);
        chains.set(at(chain), new Chain(chain, steps, old.rules(), old.weights()));
    }

    private int at(String chain) {
        return names().indexOf(chain);
    }

    @Override
    public synchronized Chains undo() {
        Done last = done.pop();
        undone.push(new Done(last.edit(), List.copyOf(chains)));
        chains.clear();
        chains.addAll(last.before());
        return read();
    }

    @Override
    public synchronized Chains redo() {
        Done last = undone.pop();
        done.push(new Done(last.edit(), List.copyOf(chains)));
        chains.clear();
        chains.addAll(last.before());
        return read();
    }

    @Override
    public Forecast forecast(String chain) {
        forecasts.incrementAndGet();
        return forecast;
    }

    @Override
    public Forecast askedForecast(String chain) throws InterruptedException {
        try {
            return asked.call();
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<Suggestion> search(String words, String chain, int most) {
        List<String> wanted = List.of(words.toLowerCase(Locale.ROOT).strip().split("\\s+"));
        return CATALOGUE.models().stream()
                .filter(model ->
                        wanted.stream()
                                .allMatch(
                                        model.target().toString().toLowerCase(Locale.ROOT)
                                                ::contains))
                .limit(most)
                .map(FakeChainBook::suggestion)
                .toList();
    }

    private static Suggestion suggestion(CatalogueModel model) {
        return new Suggestion(
                model.target().toString(),
                model.name(),
                model.prices().usual(Price.INPUT),
                model.prices().usual(Price.OUTPUT),
                model.target().provider().equals("openrouter"));
    }

    @Override
    public List<String> compose(ChainTemplate template) throws ChainBookException {
        if (template == ChainTemplate.LOCAL_TO_CLOUD) {
            throw new ChainBookException(
                    "No server of this machine is known: add one in Keys, then begin again.");
        }
        return List.of("openrouter:openai/gpt-4o-mini", "openrouter:anthropic/claude-sonnet-4.5");
    }

    @Override
    public List<Suggestion> cheaper(Target target, int most) {
        return CATALOGUE.models().stream()
                .filter(model -> model.target().toString().contains("haiku"))
                .limit(3)
                .map(FakeChainBook::suggestion)
                .toList();
    }

    @Override
    public Runnable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
