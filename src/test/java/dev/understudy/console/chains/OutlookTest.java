package dev.understudy.console.chains;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.console.ui.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The UI thread is the test's own: what is handed to it waits in a queue until the test goes on.
@Timeout(30)
final class OutlookTest {
    private final FakeChainBook book = new FakeChainBook();
    private final BlockingQueue<Runnable> ui = new LinkedBlockingQueue<>();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Exception> failures = new ArrayList<>();
    private final Forecast known = book.forecast;
    private Instant now = FakeChainBook.NOW;
    private final Outlook outlook =
            new Outlook(book, new Jobs(background, ui::add), () -> now, failures::add);

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    private void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Runnable next = ui.poll(10, TimeUnit.SECONDS);
            assertTrue(next != null, "nothing more happens");
            next.run();
        }
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
        Forecast more = known.basis(false, Optional.of("It was busy."));
        book.forecast = known.basis(true, Optional.empty());
        book.asked =
                () -> {
                    answer.await();
                    return more;
                };

        outlook.of(chain(0));
        until(() -> told().isPresent());
        assertEquals(Optional.of(book.forecast), told());
        assertTrue(outlook.askingProperty().get());
        answer.countDown();
        until(() -> told().equals(Optional.of(more)));

        assertFalse(outlook.askingProperty().get());
    }

    @Test
    void asksNobodyWhereAllIsKnown() throws Exception {
        book.asked =
                () -> {
                    throw new IllegalStateException("it was asked");
                };

        outlook.of(chain(0));
        until(() -> told().isPresent());

        assertFalse(outlook.askingProperty().get());
        assertEquals(List.of(), failures);
    }

    @Test
    void endsWhatItAsksForWhenAnotherChainIsLookedAt() throws Exception {
        var ended = new CountDownLatch(1);
        book.forecast = known.basis(true, Optional.empty());
        book.asked =
                () -> {
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        ended.countDown();
                    }
                    return known;
                };
        outlook.of(chain(0));
        until(() -> outlook.askingProperty().get());

        book.forecast = known;
        outlook.of(chain(1));

        assertFalse(outlook.askingProperty().get());
        ended.await();
        until(() -> told().equals(Optional.of(known)));
        assertEquals(List.of(), failures);
    }

    @Test
    void isWorkedOutAnewEveryHalfMinute() throws Exception {
        outlook.of(chain(0));
        until(() -> told().isPresent());
        book.forecast = known.basis(false, Optional.of("else"));

        now = now.plus(Duration.ofSeconds(29));
        outlook.of(chain(0));
        now = now.plus(Duration.ofSeconds(2));
        outlook.of(chain(0));

        until(() -> told().equals(Optional.of(book.forecast)));
        assertEquals(2, book.forecasts.get());
    }

    @Test
    void saysWhatWentWrong() throws Exception {
        book.forecast = known.basis(true, Optional.empty());
        book.asked =
                () -> {
                    throw new IllegalStateException("broken");
                };

        outlook.of(chain(0));
        until(() -> !failures.isEmpty());

        assertFalse(outlook.askingProperty().get());
    }
}
