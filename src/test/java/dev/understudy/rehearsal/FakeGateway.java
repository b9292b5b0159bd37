package dev.understudy.rehearsal;

import dev.understudy.client.PlayClient;
import dev.understudy.client.RequestTrace;
import dev.understudy.client.RequestTrace.Try;
import dev.understudy.client.Seen;
import dev.understudy.model.Play;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// A gateway that answers as a test says.
final class FakeGateway implements PlayClient {
    final List<Play> played = new ArrayList<>();
    final CountDownLatch waiting = new CountDownLatch(1);
    final CountDownLatch abandoned = new CountDownLatch(1);

    /// Lets an answer that waits go on.
    final Semaphore goOn = new Semaphore(0);

    private final List<Seen> answer;
    private final List<Try> attempts;
    private Optional<IOException> failure = Optional.empty();
    private List<String> plan = List.of();
    private boolean waits;

    FakeGateway(List<Try> attempts, Seen... answer) {
        this.attempts = List.copyOf(attempts);
        this.answer = List.of(answer);
    }

    /// Waits before the last thing that is seen.
    FakeGateway waiting() {
        waits = true;
        return this;
    }

    FakeGateway planning(String... targets) {
        plan = List.of(targets);
        return this;
    }

    FakeGateway failing(IOException e) {
        failure = Optional.of(e);
        return this;
    }

    @Override
    public void play(Play play, String id, Consumer<Seen> seen)
            throws IOException, InterruptedException {
        played.add(play);
        if (failure.isPresent()) {
            throw failure.get();
        }
        for (int i = 0; i < answer.size(); i++) {
            if (waits && i == answer.size() - 1) {
                waiting.countDown();
                try {
                    goOn.acquire();
                } catch (InterruptedException e) {
                    abandoned.countDown();
                    throw e;
                }
            }
            seen.accept(answer.get(i));
        }
    }

    @Override
    public Optional<RequestTrace> trace(String id) {
        return Optional.of(
                new RequestTrace(
                        id,
                        "complete",
                        plan,
                        attempts,
                        attempts.isEmpty()
                                ? Optional.empty()
                                : Optional.of(attempts.getLast().target()),
                        Optional.empty()));
    }

    /// An attempt of 100 ms that cost a cent.
    static Try attempt(int startedMillis, String target, String verdict, String reason) {
        return new Try(
                target,
                "",
                Duration.ofMillis(startedMillis),
                Duration.ofMillis(100),
                Optional.empty(),
                verdict,
                reason,
                0,
                "",
                Optional.of(new BigDecimal("0.01")));
    }
}
