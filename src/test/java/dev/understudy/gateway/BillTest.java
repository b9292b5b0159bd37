package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.catalog.CatalogueShelf;
import dev.understudy.journal.RecentMetrics;
import dev.understudy.model.Attempt;
import dev.understudy.model.Charge;
import dev.understudy.model.Charge.Source;
import dev.understudy.model.Target;
import dev.understudy.model.Usage;
import dev.understudy.routing.Quotas;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.SettingsReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BillTest {
    private static final Attempt PRICED = attempt("m", 1_000_000, Optional.empty());
    private static final Attempt TOLD = attempt("other", 1, Optional.of(new BigDecimal("0.25")));
    private static final Attempt UNKNOWN = attempt("other", 1, Optional.empty());
    private static final Attempt UNUSED =
            new Attempt(
                    new Target("lab", "m"),
                    "",
                    Duration.ZERO,
                    Duration.ZERO,
                    new Attempt.Outcome.Abandoned());

    @Test
    void addsUpWhatTheAttemptsCost() throws Exception {
        Bill bill = bill(UNUSED, PRICED, TOLD);

        assertEquals(
                List.of(
                        Optional.empty(),
                        Optional.of(new Charge(new BigDecimal("3"), Source.WORKED_OUT)),
                        Optional.of(new Charge(new BigDecimal("0.25"), Source.TOLD))),
                bill.charges());
        assertEquals(
                Optional.of(new Charge(new BigDecimal("3.25"), Source.WORKED_OUT)), bill.total());
    }

    @Test
    void isToldWhereAllOfItIs() throws Exception {
        assertEquals(
                Optional.of(new Charge(new BigDecimal("0.50"), Source.TOLD)),
                bill(TOLD, TOLD).total());
    }

    @Test
    void hasNoTotalWhereAPartIsNotKnown() throws Exception {
        assertEquals(Optional.empty(), bill(PRICED, UNKNOWN).total());
        assertEquals(Optional.empty(), bill(UNUSED).total());
    }

    private static Bill bill(Attempt... attempts) throws InvalidSettingsException {
        var settings = new SettingsReader(List.of(), Map.<String, String>of()::get).read("");
        return Bill.of(
                List.of(attempts),
                new Repertoire(
                        settings.settings(),
                        new CatalogueShelf(() -> Listed.of("lab:m|3|8000")),
                        new RecentMetrics(System::nanoTime, RecentMetrics.WINDOW),
                        new Quotas(System::nanoTime, RecentMetrics.WINDOW)),
                Instant.EPOCH);
    }

    private static Attempt attempt(String model, long input, Optional<BigDecimal> cost) {
        return new Attempt(
                        new Target("lab", model),
                        "",
                        Duration.ZERO,
                        Duration.ZERO,
                        new Attempt.Outcome.Answered())
                .using(new Usage(input, 0, 0, 0, cost));
    }
}
