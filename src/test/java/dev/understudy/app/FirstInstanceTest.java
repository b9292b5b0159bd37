package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class FirstInstanceTest {
    @TempDir Path folder;

    @Test
    void callsTheFirstForward() throws Exception {
        var called = new CountDownLatch(1);
        try (FirstInstance first = FirstInstance.claim(folder).orElseThrow()) {
            first.onCall(called::countDown);

            assertEquals(Optional.empty(), FirstInstance.claim(folder));

            assertTrue(called.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void isFirstAgainAfterTheFirstEnded() throws Exception {
        FirstInstance.claim(folder).orElseThrow().close();

        FirstInstance.claim(folder).orElseThrow().close();
    }

    @Test
    void isNotFooledByASocketThatWasLeftBehind() throws Exception {
        Files.writeString(folder.resolve("console.sock"), "");

        FirstInstance.claim(folder).orElseThrow().close();
    }
}
