package dev.understudy.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.catalog.CatalogueSync.Wanted;
import dev.understudy.catalog.Change.What;
import dev.understudy.catalog.PriceList.Price;
import dev.understudy.model.ListReply;
import dev.understudy.model.ListReply.Validators;
import dev.understudy.model.Target;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists of models are taken up whole or not at all, and what they change is written down.
final class CatalogueSyncTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Target LUNA = new Target("openrouter", "moon/luna");
    private static final List<Wanted> OPENROUTER = List.of(new Wanted("openrouter", "/models"));

    @TempDir Path folder;
    private final Map<String, ListReply> replies = new HashMap<>();
    private final List<Validators> asked = new ArrayList<>();
    private ListReply hosts = new ListReply.Failed("Nobody is there.");
    private Instant now = NOON;

    private CatalogueSync sync() {
        return new CatalogueSync(folder, () -> now);
    }

    private Stock sync(CatalogueSync sync) throws InterruptedException {
        return sync.sync(OPENROUTER, this::answer);
    }

    private ListReply answer(String provider, String path, Validators known) {
        if (path.equals("/providers")) {
            return hosts;
        }
        synchronized (asked) {
            asked.add(known);
        }
        return replies.getOrDefault(provider, new ListReply.Failed("Nobody is there."));
    }

    private void tells(String body) {
        replies.put("openrouter", new ListReply.Fresh(new Validators("\"1\"", ""), body));
    }

    private static String list(String... models) {
        return "{\"data\":[%s],\"total_count\":%d}"
                .formatted(String.join(",", models), models.length);
    }

    private static String model(String id, String prompt, String completion) {
        return """
        {"id":"%s","name":"%s","created":1759161676,"context_length":1000,
         "pricing":{"prompt":"%s","completion":"%s"}}\
        """
                .formatted(id, id, prompt, completion);
    }

    /// So many that a new list is compared with it.
    private static String[] many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> model("moon/m" + i, "0.000001", "0.000002"))
                .toArray(String[]::new);
    }

    private static String[] and(String[] models, String... more) {
        return Stream.concat(Stream.of(models), Stream.of(more)).toArray(String[]::new);
    }

    /// A sync that holds three hundred models and Luna.
    private CatalogueSync given() throws InterruptedException {
        CatalogueSync sync = sync();
        tells(list(and(many(300), model("moon/luna", "0.000003", "0.000015"))));
        sync(sync);
        now = now.plusSeconds(3600);
        return sync;
    }

    private static String problem(Stock stock) {
        return stock.origin("openrouter").orElseThrow().problem().orElse("");
    }

    @Test
    void beginsWithWhatComesWithTheProgram() {
        Stock stock = sync().load();

        assertEquals(Catalogue.shipped().models().size(), stock.catalogue().models().size());
        assertEquals(Optional.empty(), stock.origin("openrouter").orElseThrow().checked());
        assertEquals(
                Instant.parse("2026-08-21T00:00:00Z"),
                stock.origin("openrouter").orElseThrow().fetched());
    }

    @Test
    void takesUpAWholeListAndStillHasItAfterARestart() throws InterruptedException {
        given();

        Stock later = sync().load();

        assertTrue(later.catalogue().model(LUNA).isPresent());
        assertEquals(301, later.origin("openrouter").orElseThrow().models());
        assertEquals(NOON, later.origin("openrouter").orElseThrow().fetched());
    }

    @Test
    void keepsAListThatIsStillTheSameAndSaysWhenItWasChecked() throws InterruptedException {
        CatalogueSync sync = given();
        replies.put("openrouter", new ListReply.Same());

        Stock stock = sync(sync);

        assertEquals(List.of(Validators.NONE, new Validators("\"1\"", "")), asked);
        var origin = stock.origin("openrouter").orElseThrow();
        assertEquals(NOON, origin.fetched());
        assertEquals(Optional.of(NOON.plusSeconds(3600)), origin.checked());
        assertEquals(Optional.empty(), origin.problem());
        assertEquals(origin.checked(), sync().load().origin("openrouter").orElseThrow().checked());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!doctype html><title>Just a moment</title>",
                "",
                "null",
                "[]",
                "{\"data\":[]}",
                "{\"data\":{\"id\":\"a/b\"}}",
                "{\"data\":[{\"id\":\"a/b\"},{\"id\":\"a/c\"}],\"total_count\":400}",
                "{\"data\":[{\"id\":\"a/b\",\"name\":\"half of it",
                "{\"error\":{\"code\":500,\"message\":\"down\"}}"
            })
    void keepsTheLastGoodListWhateverComes(String body) throws InterruptedException {
        CatalogueSync sync = given();
        tells(body);

        Stock stock = sync(sync);

        assertTrue(stock.catalogue().model(LUNA).isPresent());
        assertTrue(problem(stock).startsWith("What came is no list of models: "), problem(stock));
        assertEquals(NOON, stock.origin("openrouter").orElseThrow().fetched());
        assertTrue(sync().load().catalogue().model(LUNA).isPresent());
    }

    @Test
    void saysWhyAListCouldNotBeHad() throws InterruptedException {
        CatalogueSync sync = given();
        replies.put("openrouter", new ListReply.Failed("The network is down."));

        assertEquals("The network is down.", problem(sync(sync)));

        replies.put("openrouter", new ListReply.Same());
        assertEquals("", problem(sync(sync)));
    }

    @Test
    void believesThatMostModelsAreGoneWhenToldTwice() throws InterruptedException {
        CatalogueSync sync = given();
        tells(list(many(30)));

        Stock doubted = sync(sync);
        assertEquals(301, doubted.origin("openrouter").orElseThrow().models());
        assertTrue(problem(doubted).contains("30 models and had 301"), problem(doubted));

        Stock believed = sync(sync);
        assertEquals(30, believed.origin("openrouter").orElseThrow().models());
        assertEquals("", problem(believed));
    }

    @Test
    void writesDownWhatHasChanged() throws InterruptedException {
        CatalogueSync sync = given();
        String ends =
                model("moon/m1", "0.000001", "0.000002")
                        .replace("{\"id\"", "{\"expiration_date\":\"2026-12-24\",\"id\"");
        String[] most = many(300);
        most[0] = model("moon/new", "0.1", "0.2");
        most[1] = ends;
        tells(list(and(most, model("moon/luna", "0.0000030000000001", "0.000021"))));

        Stock stock = sync(sync);

        List<Change> found = stock.history().after(NOON);
        assertEquals(
                List.of(
                        "moon/new Appeared[]",
                        "moon/m1 Expires[last=2026-12-24]",
                        "moon/luna Repriced[price=OUTPUT, from=15, to=21]",
                        "moon/m0 Gone[]"),
                found.stream()
                        .map(change -> change.target().model() + " " + change.what())
                        .toList());
        assertEquals(found, sync().load().history().after(NOON));
    }

    @Test
    void tellsHowMuchDearerAModelBecame() {
        var dearer = new What.Repriced(Price.OUTPUT, new BigDecimal("15"), new BigDecimal("21"));
        var free = new What.Repriced(Price.INPUT, BigDecimal.ZERO, new BigDecimal("0.1"));
        var cheaper = new What.Repriced(Price.INPUT, new BigDecimal("4"), new BigDecimal("3"));

        assertEquals(40, dearer.percent());
        assertEquals(100, free.percent());
        assertEquals(-25, cheaper.percent());
        assertTrue(dearer.dearer() && free.dearer() && !cheaper.dearer());
    }

    @Test
    void tellsThePricesOfTheTimeBefore() throws InterruptedException {
        CatalogueSync sync = given();
        tells(list(and(many(300), model("moon/luna", "0.000002", "0.000015"))));
        sync(sync);
        now = now.plusSeconds(3600);
        tells(list(and(many(300), model("moon/luna", "0.000004", "0.000015"))));

        History history = sync(sync).history();

        assertEquals(
                List.of("3", "2", "4"),
                history.prices(LUNA, Price.INPUT, new BigDecimal("4")).stream()
                        .map(point -> point.amount().toPlainString())
                        .toList());
        assertEquals(
                List.of(new History.Point(NOON, new BigDecimal("15"))),
                history.prices(LUNA, Price.OUTPUT, new BigDecimal("15")));
    }

    @Test
    void leavesALineOutThatACrashCutShort() throws IOException, InterruptedException {
        CatalogueSync sync = given();
        tells(list(and(many(300), model("moon/luna", "0.000002", "0.000015"))));
        sync(sync);
        Files.writeString(
                folder.resolve("changes.jsonl"), "{\"at\":\"2026-", StandardOpenOption.APPEND);

        assertEquals(1, sync().load().history().after(NOON).size());
    }

    @Test
    void takesADamagedFileForNone() throws IOException, InterruptedException {
        given();
        Path file = folder.resolve("lists").resolve("openrouter.answer");
        byte[] content = Files.readAllBytes(file);
        content[content.length - 10] ^= 1;
        Files.write(file, content);

        Stock stock = sync().load();

        assertEquals(Optional.empty(), stock.origin("openrouter").orElseThrow().checked());
        assertTrue(stock.catalogue().model(LUNA).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1e999999999", "", "0x10", "NaN", "1E-99999", "99999999999999"})
    void takesNoPriceThatIsNone(String price) throws InterruptedException {
        tells(list(and(many(300), model("moon/luna", price, "0.000015"))));

        CatalogueModel luna = sync(sync()).catalogue().model(LUNA).orElseThrow();

        assertEquals(Optional.empty(), luna.prices().usual(Price.INPUT));
        assertEquals(Optional.of(new BigDecimal("15")), luna.prices().usual(Price.OUTPUT));
    }

    @Test
    void readsWhatIsStrange() throws InterruptedException {
        tells(
                list(
                        and(
                                many(300),
                                """
                                {"id":"moon/luna","name":7,"created":"x","context_length":-4,
                                 "architecture":null,"pricing":[],"supported_parameters":[1,"tools"],
                                 "expiration_date":"soon","top_provider":"none"}\
                                """,
                                "{\"name\":\"no id\"}",
                                "{\"id\":\"noauthor\"}",
                                "7")));

        Stock stock = sync(sync());

        CatalogueModel luna = stock.catalogue().model(LUNA).orElseThrow();
        assertEquals("moon/luna", luna.name());
        assertEquals(List.of("tools"), luna.details().parameters());
        assertEquals(LocalDate.EPOCH, luna.released());
        assertEquals(301, stock.origin("openrouter").orElseThrow().models());
    }

    @Test
    void addsWhatProvidersSayThemselves() throws InterruptedException {
        replies.put(
                "lab",
                new ListReply.Fresh(
                        Validators.NONE,
                        "{\"data\":[{\"id\":\"llama3.2:1b\",\"created\":1759161676,\"max_model_len\":8192}]}"));
        replies.put(
                "openai",
                new ListReply.Fresh(
                        Validators.NONE,
                        "{\"data\":[{\"id\":\"gpt-4o\"},{\"id\":\"gpt-77\",\"created\":1759161676}]}"));
        replies.put(
                "google",
                new ListReply.Fresh(
                        Validators.NONE,
                        "{\"models\":[{\"name\":\"models/gemini-77\",\"displayName\":\"Gemini 77\",\"inputTokenLimit\":99}]}"));
        replies.put(
                "together", new ListReply.Fresh(Validators.NONE, "[{\"id\":\"meta/llama-77\"}]"));
        CatalogueSync sync = sync();
        Map<String, Integer> before =
                sync.load().origins().stream()
                        .collect(Collectors.toMap(Stock.Origin::provider, Stock.Origin::models));

        Stock stock =
                sync.sync(
                        List.of(
                                new Wanted("lab", "/models"),
                                new Wanted("openai", "/models"),
                                new Wanted("google", "/models"),
                                new Wanted("together", "/models")),
                        this::answer);

        Catalogue catalogue = stock.catalogue();
        CatalogueModel llama = catalogue.model(new Target("lab", "llama3.2:1b")).orElseThrow();
        assertEquals(8192, llama.contextWindow().orElseThrow());
        assertTrue(llama.prices().isEmpty());
        assertEquals(
                "Gemini 77",
                catalogue.model(new Target("google", "gemini-77")).orElseThrow().name());
        assertTrue(catalogue.model(new Target("together", "meta/llama-77")).isPresent());
        assertEquals(
                before.getOrDefault("openai", 0) + 1,
                stock.origin("openai").orElseThrow().models());
        assertTrue(sync().load().catalogue().model(new Target("openai", "gpt-77")).isPresent());
    }

    @Test
    void keepsTheLatestTenThousandChanges() throws IOException {
        var log = new ChangeLog(folder.resolve("changes.jsonl"));
        for (int day = 0; day < 3; day++) {
            Instant time = NOON.plusSeconds(86_400L * day);
            log.add(
                    IntStream.range(0, 9_000)
                            .mapToObj(i -> new Change(time, LUNA, "Luna", new What.Gone()))
                            .toList());
        }

        List<Change> kept = log.read().after(NOON.minusSeconds(1));

        assertEquals(10_000, kept.size());
        assertEquals(NOON.plusSeconds(2 * 86_400L), kept.getLast().time());
    }

    @Test
    void asksOpenRouterWhoServesItsModels() throws InterruptedException {
        hosts =
                new ListReply.Fresh(
                        Validators.NONE, "{\"data\":[{\"slug\":\"crater\",\"name\":\"Crater\"}]}");
        assertEquals(Hosts.UNKNOWN, sync().load().hosts());

        Hosts told = given().load().hosts();
        hosts = new ListReply.Failed("Busy.");
        Stock after = sync(sync());

        assertEquals("Crater", told.all().getFirst().name());
        assertEquals(told.all(), after.hosts().all());
        assertEquals(Optional.of("Busy."), after.hosts().problem());
        assertEquals("", problem(after));
        assertEquals(told, sync().load().hosts());
    }

    @Test
    void asksNobodyElseWhoServesModels() throws InterruptedException {
        hosts = new ListReply.Fresh(Validators.NONE, "{\"data\":[{\"slug\":\"crater\"}]}");

        Stock stock = sync().sync(List.of(new Wanted("lab", "/models")), this::answer);

        assertEquals(Hosts.UNKNOWN, stock.hosts());
    }
}
