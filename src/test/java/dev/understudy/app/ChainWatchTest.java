package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.catalog.Catalogue;
import dev.understudy.catalog.Change;
import dev.understudy.catalog.Change.What;
import dev.understudy.catalog.History;
import dev.understudy.catalog.Hosts;
import dev.understudy.catalog.PriceList.Price;
import dev.understudy.catalog.Stock;
import dev.understudy.console.chains.StepNow;
import dev.understudy.console.chains.Warning;
import dev.understudy.model.Target;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class ChainWatchTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final GivenModel LUNA = GivenModel.of("openrouter:moon/luna", "5");
    private static final GivenModel SOL = GivenModel.of("openrouter:sun/sol", "5");

    private static Change change(int daysAgo, GivenModel model, What what) {
        return new Change(NOW.minus(Duration.ofDays(daysAgo)), model.target(), "", what);
    }

    private static What price(Price price, String from, String to) {
        return new What.Repriced(price, new BigDecimal(from), new BigDecimal(to));
    }

    private static List<Warning> watch(
            Catalogue catalogue, List<StepNow> steps, Change... changes) {
        var stock =
                new Stock(
                        catalogue,
                        List.of(),
                        new History(Instant.EPOCH, List.of(changes)),
                        Hosts.UNKNOWN);
        return new ChainWatch(stock, NOW).of(steps);
    }

    private static StepNow step(Target... targets) {
        return new StepNow(
                List.of(targets),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                false,
                new StepNow.Health.Ready(),
                Optional.empty(),
                OptionalDouble.empty());
    }

    @Test
    void tellsThePriceThatRoseMost() {
        What most = price(Price.OUTPUT, "10", "15");

        List<Warning> warnings =
                watch(
                        GivenModel.catalogue(SOL, LUNA),
                        List.of(step(SOL.target()), step(LUNA.target())),
                        change(3, LUNA, price(Price.INPUT, "1", "1.1")),
                        change(2, LUNA, most),
                        change(1, SOL, price(Price.INPUT, "2", "1")));

        assertEquals(
                List.of(new Warning(1, LUNA.target(), most, NOW.minus(Duration.ofDays(2)))),
                warnings);
    }

    @Test
    void aPriceThatCameDownAgainIsNoWarning() {
        assertEquals(
                List.of(),
                watch(
                        GivenModel.catalogue(LUNA),
                        List.of(step(LUNA.target())),
                        change(3, LUNA, price(Price.OUTPUT, "10", "15")),
                        change(2, LUNA, price(Price.OUTPUT, "15", "10"))));
    }

    @Test
    void whatIsLongAgoIsNoWarning() {
        assertEquals(
                List.of(),
                watch(
                        GivenModel.catalogue(LUNA),
                        List.of(step(LUNA.target())),
                        change(31, LUNA, price(Price.OUTPUT, "10", "15"))));
    }

    @Test
    void tellsWhatIsGoneUnlessItCameBack() {
        Change gone = change(2, LUNA, new What.Gone());

        assertEquals(
                List.of(new Warning(0, LUNA.target(), gone.what(), gone.time())),
                watch(GivenModel.catalogue(SOL), List.of(step(LUNA.target())), gone));
        assertEquals(
                List.of(), watch(GivenModel.catalogue(LUNA), List.of(step(LUNA.target())), gone));
    }

    @Test
    void tellsAnEndThatIsNear() {
        Change told = change(9, LUNA, new What.Expires(TODAY.plusDays(60)));
        List<StepNow> steps = List.of(step(LUNA.target()));

        assertEquals(
                List.of(new Warning(0, LUNA.target(), told.what(), told.time())),
                watch(GivenModel.catalogue(LUNA.ending(TODAY.plusDays(60))), steps, told));
        assertEquals(
                List.of(), watch(GivenModel.catalogue(LUNA.ending(TODAY.plusDays(61))), steps));
    }

    @Test
    void leavesAChainWithinToThatChain() {
        assertEquals(
                List.of(),
                watch(
                        GivenModel.catalogue(SOL),
                        List.of(step(LUNA.target(), SOL.target()), step()),
                        change(2, LUNA, new What.Gone())));
    }
}
