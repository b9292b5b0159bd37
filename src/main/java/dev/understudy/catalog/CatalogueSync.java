package dev.understudy.catalog;

import dev.understudy.catalog.Stock.Origin;
import dev.understudy.model.ListReply;
import dev.understudy.model.ListReply.Validators;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Keeps the catalogue at what providers tell. Whatever comes back, the last good list of each
/// stays: what was fetched, and before that what comes with the program.
///
/// Thread-safe. Its lock is held while files are read and written, never while a provider is asked.
public final class CatalogueSync {
    private static final System.Logger LOG = System.getLogger(CatalogueSync.class.getName());

    private static final Wanted HOSTS = new Wanted(Catalogue.OPENROUTER, "/providers");

    /// Fewer models than this are too few to tell half a list by.
    private static final int ENOUGH = 20;

    private final AnswerStore store;
    private final ChangeLog log;
    private final HostBook hostBook;
    private final InstantSource clock;

    // Guarded by this.
    private final Map<String, Told> told = new LinkedHashMap<>();
    private final Map<String, String> problems = new HashMap<>();
    private final Map<String, Integer> doubted = new HashMap<>();
    private @Nullable NativeModels natives;
    private @Nullable Hosts hosts;

    /// @param folder made when there is something to keep
    public CatalogueSync(Path folder, InstantSource clock) {
        this.store = new AnswerStore(folder.resolve("lists"));
        this.log = new ChangeLog(folder.resolve("changes.jsonl"));
        this.hostBook = new HostBook(folder);
        this.clock = clock;
    }

    /// What a provider told.
    private record Told(List<CatalogueModel> models, Instant fetched, Optional<Instant> checked) {}

    /// A list to ask for.
    ///
    /// @param path behind the provider's base URL
    public record Wanted(String provider, String path) {}

    /// What there is without asking anybody. Takes a while the first time.
    public synchronized Stock load() {
        return stock(natives());
    }

    /// Asks providers for their models, all at once, and takes up what they tell. OpenRouter is
    /// asked who serves its models, too.
    public Stock sync(List<Wanted> wanted, ModelSource source) throws InterruptedException {
        load();
        var all = new ArrayList<>(wanted);
        if (wanted.stream().anyMatch(list -> list.provider().equals(Catalogue.OPENROUTER))) {
            all.add(HOSTS);
        }
        Map<Wanted, ListReply> replies = new Replies(source).to(all, this::ask);
        synchronized (this) {
            Instant now = clock.instant();
            Optional.ofNullable(replies.remove(HOSTS))
                    .ifPresent(reply -> hosts = hostBook.take(reply, now));
            replies.forEach((list, reply) -> take(list.provider(), reply, now));
            return stock(natives());
        }
    }

    private ListReply ask(Wanted list, ModelSource source) throws InterruptedException {
        return source.get(list.provider(), list.path(), known(list));
    }

    /// What tells whether a list is still the same; nothing where there is none.
    private synchronized Validators known(Wanted list) {
        if (list.equals(HOSTS)) {
            return hostBook.validators();
        }
        try {
            return store.read(list.provider())
                    .map(StoredAnswer::validators)
                    .orElse(Validators.NONE);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the list of " + list.provider() + " cannot be read", e);
            return Validators.NONE;
        }
    }

    private void take(String provider, ListReply reply, Instant now) {
        try {
            problems.remove(provider);
            switch (reply) {
                case ListReply.Same() -> same(provider, now);
                case ListReply.Fresh(var validators, var body) ->
                        fresh(provider, validators, body, now);
                case ListReply.Failed(var why) -> problems.put(provider, why);
            }
        } catch (UnreadableListException e) {
            problems.put(provider, "What came is no list of models: " + e.getMessage() + ".");
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the list of " + provider + " cannot be kept", e);
            problems.put(
                    provider,
                    "The list cannot be written to disk (%s); it holds until the program ends."
                            .formatted(e.getMessage()));
        }
    }

    private void same(String provider, Instant now) throws IOException {
        Told known = told.get(provider);
        Optional<StoredAnswer> stored = store.read(provider);
        if (known == null || stored.isEmpty()) {
            problems.put(
                    provider, "It says that nothing has changed, but nothing is here: ask again.");
            return;
        }
        told.put(provider, new Told(known.models(), known.fetched(), Optional.of(now)));
        store.write(provider, stored.get().checkedAt(now));
    }

    private void fresh(String provider, Validators validators, String body, Instant now)
            throws UnreadableListException, IOException {
        List<CatalogueModel> models = parsed(provider, body);
        List<CatalogueModel> before =
                told.containsKey(provider) ? told.get(provider).models() : List.of();
        if (isHalf(provider, models.size(), before.size())) {
            throw new UnreadableListException(
                    "it has %d models and had %d, which looks like a part of it; if it says so again, it is believed"
                            .formatted(models.size(), before.size()));
        }
        told.put(provider, new Told(models, now, Optional.of(now)));
        store.write(provider, new StoredAnswer(validators, now, now, body));
        if (!before.isEmpty()) {
            log.add(Differences.between(before, models, now));
        }
    }

    /// Whether so many are gone that it is not to be believed at once.
    private boolean isHalf(String provider, int now, int before) {
        if (before < ENOUGH || now * 2 >= before) {
            doubted.remove(provider);
            return false;
        }
        return !Integer.valueOf(now).equals(doubted.put(provider, now));
    }

    private static List<CatalogueModel> parsed(String provider, String body)
            throws UnreadableListException {
        return provider.equals(Catalogue.OPENROUTER)
                ? OpenRouterModels.read(body)
                : ProviderModels.read(provider, body);
    }

    private NativeModels natives() {
        NativeModels known = natives;
        if (known == null) {
            known = Shipped.natives();
            natives = known;
            fetchedBefore();
            if (!told.containsKey(Catalogue.OPENROUTER)) {
                told.put(
                        Catalogue.OPENROUTER,
                        new Told(
                                Shipped.openRouter(),
                                day(Shipped.OPENROUTER_DATE),
                                Optional.empty()));
            }
        }
        return known;
    }

    private void fetchedBefore() {
        try {
            store.all()
                    .forEach((provider, answer) -> {
                        try {
                            told.put(
                                    provider,
                                    new Told(
                                            parsed(provider, answer.body()),
                                            answer.fetched(),
                                            Optional.of(answer.checked())));
                        } catch (UnreadableListException e) {
                            LOG.log(
                                    Level.WARNING,
                                    "the list of " + provider + " cannot be used",
                                    e);
                        }
                    });
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the lists of models cannot be read", e);
        }
    }

    private Stock stock(NativeModels natives) {
        Map<String, List<CatalogueModel>> shipped =
                natives.models().stream()
                        .collect(
                                Collectors.groupingBy(
                                        model -> model.target().provider(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        var providers = new LinkedHashSet<String>();
        providers.add(Catalogue.OPENROUTER);
        providers.addAll(shipped.keySet());
        providers.addAll(told.keySet());
        providers.addAll(problems.keySet());
        var models = new ArrayList<CatalogueModel>();
        var origins = new ArrayList<Origin>();
        for (String provider : providers) {
            Optional<Told> now = Optional.ofNullable(told.get(provider));
            List<CatalogueModel> all =
                    merged(
                            shipped.getOrDefault(provider, List.of()),
                            now.map(Told::models).orElse(List.of()));
            models.addAll(all);
            origins.add(
                    new Origin(
                            provider,
                            all.size(),
                            now.map(Told::fetched).orElse(day(natives.date())),
                            now.flatMap(Told::checked),
                            Optional.ofNullable(problems.get(provider))));
        }
        return new Stock(new Catalogue(natives.date(), models), origins, history(), hosts());
    }

    private Hosts hosts() {
        Hosts known = hosts;
        if (known == null) {
            known = hostBook.known();
            hosts = known;
        }
        return known;
    }

    /// Most providers tell the names of their models and little else: that comes with the program.
    private static List<CatalogueModel> merged(
            List<CatalogueModel> shipped, List<CatalogueModel> told) {
        if (shipped.isEmpty()) {
            return told;
        }
        var known = new Catalogue(LocalDate.EPOCH, shipped);
        var all = new ArrayList<>(shipped);
        for (CatalogueModel model : told) {
            if (known.model(model.target()).isEmpty()) {
                all.add(model);
            }
        }
        return all;
    }

    private static Instant day(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private History history() {
        try {
            return log.read();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "what has changed of models cannot be read", e);
            return History.NONE;
        }
    }
}
