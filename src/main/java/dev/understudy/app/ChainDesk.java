package dev.understudy.app;

import dev.understudy.catalog.Stock;
import dev.understudy.console.chains.ChainBook;
import dev.understudy.console.chains.ChainBookException;
import dev.understudy.console.chains.ChainEdit;
import dev.understudy.console.chains.ChainTemplate;
import dev.understudy.console.chains.Forecast;
import dev.understudy.console.chains.StepNow;
import dev.understudy.console.chains.Suggestion;
import dev.understudy.journal.TargetUse;
import dev.understudy.model.Chain;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Target;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The chains of a running gateway. Looks at memory where it can: how requests went is found out
/// anew every half minute, the catalogue after each sync.
final class ChainDesk implements ChainBook {
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final ChainsFile file;
    private final Gateway gateway;
    private final InstantSource clock;
    private final Runnable takeUp;
    private final Lately<Map<Target, TargetUse>> own;
    private final Lately<Map<String, Use>> used;
    private volatile @Nullable Stock stock;
    private volatile @Nullable ChainSearch search;

    /// @param takeUp puts in force what the file says
    ChainDesk(ChainsFile file, Gateway gateway, InstantSource clock, Runnable takeUp) {
        this.file = file;
        this.gateway = gateway;
        this.clock = clock;
        this.takeUp = takeUp;
        var past = new PastUse(gateway.journal(), clock);
        this.own = new Lately<>(past::ofTargets, FRESH, clock);
        this.used = new Lately<>(past::ofNames, FRESH, clock);
        var _ = gateway.catalogue().onSync(synced -> stock = synced);
    }

    @Override
    public Chains read() throws ChainBookException, InterruptedException {
        return chains(file.read());
    }

    @Override
    public Chains change(ChainEdit edit) throws ChainBookException, InterruptedException {
        String after = file.change(edit).text();
        if (edit instanceof ChainEdit.Rename(var chain, var to)) {
            follow(chain, to, () -> file.undo(after));
        }
        takeUp.run();
        return read();
    }

    @Override
    public Chains undo() throws ChainBookException, InterruptedException {
        if (file.undo() instanceof ChainEdit.Rename(var chain, var to)) {
            follow(to, chain, file::redo);
        }
        takeUp.run();
        return read();
    }

    @Override
    public Chains redo() throws ChainBookException, InterruptedException {
        if (file.redo() instanceof ChainEdit.Rename(var chain, var to)) {
            follow(chain, to, file::undo);
        }
        takeUp.run();
        return read();
    }

    /// Takes back what was done to the file.
    private interface Back {
        void run() throws ChainBookException, InterruptedException;
    }

    /// Has the scopes of access keys follow a rename; where they cannot, it did not happen.
    private void follow(String chain, String to, Back back)
            throws ChainBookException, InterruptedException {
        try {
            gateway.desk().renameChain(chain, to);
        } catch (IOException e) {
            back.run();
            throw scopes(e);
        }
    }

    private static ChainBookException scopes(IOException e) {
        return new ChainBookException(
                "The access keys that name the chain cannot be changed: %s"
                        .formatted(e.getMessage()),
                e);
    }

    private Chains chains(ChainsFile.Content content) {
        var look = look();
        var watch = new ChainWatch(stock(), clock.instant());
        List<Chain> all =
                content.problem().isEmpty() ? content.chains() : gateway.settings().chains();
        Map<String, Use> byName = used.get();
        var uses = new HashMap<String, Use>();
        for (Chain chain : all) {
            Use use = byName.get(chain.id().toLowerCase(Locale.ROOT));
            if (use != null) {
                uses.put(chain.id(), use);
            }
        }
        return new Chains(
                all.stream().map(chain -> entry(chain, look, watch)).toList(),
                uses,
                content.problem(),
                content.undo(),
                content.redo());
    }

    private static Entry entry(Chain chain, ChainLook look, ChainWatch watch) {
        List<StepNow> steps = chain.steps().stream().map(look::at).toList();
        return new Entry(chain, steps, watch.of(steps));
    }

    private ChainLook look() {
        return new ChainLook(gateway, clock, stock().catalogue(), own.get());
    }

    private Stock stock() {
        Stock known = stock;
        if (known == null) {
            known = gateway.catalogue().stock();
            stock = known;
        }
        return known;
    }

    @Override
    public Forecast forecast(String chain) throws InterruptedException {
        return chain(chain)
                .map(one -> forecast(one).with(!stale(one).isEmpty(), Optional.empty()))
                .orElse(Forecast.UNKNOWN);
    }

    @Override
    public Forecast askedForecast(String chain) throws InterruptedException {
        Optional<Chain> found = chain(chain);
        if (found.isEmpty()) {
            return Forecast.UNKNOWN;
        }
        Optional<String> problem =
                gateway.catalogue().served().ask(stale(found.get())).values().stream()
                        .flatMap(told -> told.problem().stream())
                        .findFirst();
        return forecast(found.get()).with(false, problem);
    }

    private Optional<Chain> chain(String id) throws InterruptedException {
        List<Chain> chains;
        try {
            chains = file.read().chains();
        } catch (ChainBookException _) {
            chains = List.of();
        }
        return chains.stream().filter(one -> one.id().equalsIgnoreCase(id)).findFirst();
    }

    private Forecast forecast(Chain chain) {
        return Forecaster.of(new ChainFigures(gateway, look(), clock.instant()).of(chain));
    }

    /// The models of OpenRouter's that are worth asking for. It is not asked where nobody has a key
    /// for it or ever synced its models.
    private List<Target> stale(Chain chain) {
        CatalogueCare care = gateway.catalogue();
        return care.mayAsk(stock()) ? care.served().stale(gateway.targets(chain.id())) : List.of();
    }

    @Override
    public List<Suggestion> search(String words, String chain, int most) {
        GatewaySettings settings = gateway.settings();
        ChainSearch index = search;
        if (index == null || !index.isOf(settings, stock().catalogue())) {
            index = new ChainSearch(settings, stock().catalogue());
            search = index;
        }
        return index.find(words, leadingTo(chain, settings), most);
    }

    /// A chain, and those that lead to it: as its steps they would lead in a circle.
    private static Set<String> leadingTo(String chain, GatewaySettings settings) {
        var found = new HashSet<String>(Set.of(chain.toLowerCase(Locale.ROOT)));
        boolean more = true;
        while (more) {
            more = false;
            for (Chain one : settings.chains()) {
                boolean leads =
                        one.targets().stream()
                                .anyMatch(to -> found.contains(to.toLowerCase(Locale.ROOT)));
                more |= leads && found.add(one.id().toLowerCase(Locale.ROOT));
            }
        }
        return found;
    }

    @Override
    public List<String> compose(ChainTemplate template) throws ChainBookException {
        return new ChainTemplates(gateway.settings(), stock().catalogue(), clock.instant())
                .compose(template);
    }

    @Override
    public List<Suggestion> cheaper(Target target, int most) {
        return new Cheaper(stock().catalogue(), gateway.settings().callable(), clock.instant())
                .than(target, most);
    }

    /// Settings that were put in force, and syncs; rests are not told of.
    @Override
    public Runnable onChange(Runnable listener) {
        Runnable settings = gateway.onUse(listener);
        Runnable syncs = gateway.catalogue().onSync(_ -> listener.run());
        return () -> {
            settings.run();
            syncs.run();
        };
    }
}
