package dev.understudy.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CatalogueShelfTest {
    private static final Catalogue ONE = new Catalogue(LocalDate.EPOCH, List.of());
    private final CountDownLatch fetched = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void fetchesOnceInTheBackground() throws InterruptedException {
        var shelf = new CatalogueShelf(this::fetch);

        assertEquals(Optional.empty(), shelf.now());
        assertEquals(Optional.empty(), shelf.now());
        fetched.countDown();

        assertSame(ONE, shelf.await());
        assertEquals(Optional.of(ONE), shelf.now());
        assertEquals(1, calls.get());
    }

    @Test
    void keepsANewerOne() throws InterruptedException {
        var shelf = new CatalogueShelf(this::fetch);
        var newer = new Catalogue(LocalDate.MAX, List.of());
        shelf.now();

        shelf.put(newer);
        fetched.countDown();

        assertSame(newer, shelf.await());
    }

    private Catalogue fetch() {
        calls.incrementAndGet();
        try {
            fetched.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return ONE;
    }
}
