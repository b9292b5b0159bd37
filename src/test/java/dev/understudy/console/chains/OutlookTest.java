package dev.understudy.console.chains;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.console.UiQueue;
import dev.understudy.console.ui.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class OutlookTest {
    private final FakeChainBook book = new FakeChainBook();
    private final UiQueue ui = new UiQueue();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Exception> failures = new ArrayList<>();
    private final Forecast known = book.forecast;
    private Instant now = FakeChainBook.NOW;
    private final Outlook outlook =
            new Outlook(book, new Jobs(background, ui), () -> now, failures::add);

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    private Optional<ChainBook.Entry> chain(int place) {
        return Optional.of(book.read().entries().get(place));
    }

    private Optional<Forecast> told() {
        return outlook.forecastProperty().get();
    }

    @Test
    void tellsWhatIsKnownAndThenWhatOpenRouterAdds() throws Exception {
        var answer = new CountDownLatch(1);
        Forecast more = known.with(false, Optional.of("It was busy."));
        book.forecast = known.with(true, Optional.empty());
        book.asked =
                () -> {
                    answer.await();
                    return more;
                };

        outlook.of(chain(0));
        ui.until(() -> told().isPresent());
        assertEquals(Optional.of(book.forecast), told());
        assertTrue(outlook.askingProperty().get());
        answer.countDown();
        ui.until(() -> told().equals(Optional.of(more)));

        assertFalse(outlook.askingProperty().get());
    }

    @Test
    void asksNobodyWhereAllIsKnown() throws Exception {
        book.asked =
                () -> {
                    throw new IllegalStateException("it was asked");
                };

        outlook.of(chain(0));
        ui.until(() -> told().isPresent());

        assertFalse(outlook.askingProperty().get());
        assertEquals(List.of(), failures);
    }

    @Test
    void endsWhatItAsksForWhenAnotherChainIsLookedAt() throws Exception {
        var begun = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        book.forecast = known.with(true, Optional.empty());
        book.asked =
                () -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        ended.countDown();
                    }
                    return known;
                };
        outlook.of(chain(0));
        ui.until(() -> outlook.askingProperty().get());
        begun.await();

        book.forecast = known;
        outlook.of(chain(1));

        assertFalse(outlook.askingProperty().get());
        ended.await();
        ui.until(() -> told().equals(Optional.of(known)));
        assertEquals(List.of(), failures);
    }

    @Test
    void isWorkedOutAnewEveryHalfMinute() throws Exception {
        outlook.of(chain(0));
        ui.until(() -> told().isPresent());
        book.forecast = known.with(false, Optional.of("else"));

        now = now.plus(Duration.ofSeconds(29));
        outlook.of(chain(0));
        now = now.plus(Duration.ofSeconds(2));
        outlook.of(chain(0));

        ui.until(() -> told().equals(Optional.of(book.forecast)));
        assertEquals(2, book.forecasts.get());
    }

    @Test
    void saysWhatWentWrong() throws Exception {
        book.forecast = known.with(true, Optional.empty());
        book.asked =
                () -> {
                    throw new IllegalStateException("broken");
                };

        outlook.of(chain(0));
        ui.until(() -> !failures.isEmpty());

        assertFalse(outlook.askingProperty().get());
    }
}
