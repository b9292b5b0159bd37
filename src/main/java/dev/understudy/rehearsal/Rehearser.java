package dev.understudy.rehearsal;

import dev.understudy.client.PlayClient;
import dev.understudy.client.RequestTrace;
import dev.understudy.client.RequestTrace.Try;
import dev.understudy.client.Seen;
import dev.understudy.model.Play;
import dev.understudy.model.Rehearsal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Plays requests against a running gateway and judges what their caller sees. Thread-safe; each
/// play is one request.
public final class Rehearser {
    /// Longer than this is a hang, unless something else is said: longer than a gateway with the
    /// standard settings may take for all attempts of one answer.
    public static final Duration BOUND = Duration.ofMinutes(6);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration TRACE_WITHIN = Duration.ofSeconds(3);
    private static final int ID_LENGTH = 20;
    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final PlayClient client;
    private final LongSupplier nanoTime;
    private final Duration bound;

    /// @param nanoTime the clock, such as `System::nanoTime`
    /// @param bound how long one play may take
    public Rehearser(PlayClient client, LongSupplier nanoTime, Duration bound) {
        this.client = client;
        this.nanoTime = nanoTime;
        this.bound = bound;
    }

    /// What the thread that asks leaves: nothing is told but its end.
    private record End(@Nullable Exception failure) {}

    /// Plays one request to its end.
    ///
    /// Blocks; an interrupt abandons the request, which cancels it at the provider.
    ///
    /// @throws RehearsalRefusedException if the access key is refused, or may not rehearse
    /// @throws IOException if there is no connection to the gateway
    public Outcome play(Play play, RehearsalListener listener)
            throws IOException, InterruptedException {
        String id = newId();
        var impression = new Impression(nanoTime);
        var told = new Told(listener);
        BlockingQueue<End> ended = new LinkedBlockingQueue<>();
        Thread asking =
                Thread.ofVirtual()
                        .name("rehearse-" + id)
                        .start(() -> ended.add(ask(play, id, impression, told)));
        try {
            Optional<End> end = follow(id, ended, impression, told);
            if (end.isEmpty()) {
                impression.hung(bound);
            } else {
                rethrow(end.get());
            }
        } finally {
            asking.interrupt();
            told.close();
        }
        Duration took = impression.elapsed();
        Optional<RequestTrace> trace = over(id);
        trace.ifPresent(listener::trace);
        return outcome(id, impression, trace, took);
    }

    private End ask(Play play, String id, Impression impression, Told told) {
        try {
            client.play(
                    play,
                    id,
                    seen -> {
                        impression.take(seen);
                        told.tell(seen);
                    });
            return new End(null);
        } catch (IOException | InterruptedException | RuntimeException e) {
            return new End(e);
        }
    }

    /// Looks at the attempts from time to time until the answer has ended.
    ///
    /// @return empty if it took too long
    private Optional<End> follow(
            String id, BlockingQueue<End> ended, Impression impression, Told told)
            throws InterruptedException {
        while (true) {
            Duration left = bound.minus(impression.elapsed());
            if (!left.isPositive()) {
                return Optional.empty();
            }
            long wait = Math.min(left.toNanos(), BETWEEN_LOOKS.toNanos());
            End end = ended.poll(wait, TimeUnit.NANOSECONDS);
            if (end != null) {
                return Optional.of(end);
            }
            look(id).ifPresent(told::trace);
        }
    }

    /// A look that fails shows nothing, and the next may.
    private Optional<RequestTrace> look(String id) throws InterruptedException {
        try {
            return client.trace(id);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static void rethrow(End end) throws IOException, InterruptedException {
        switch (end.failure()) {
            case null -> {}
            case InterruptedException e -> throw e;
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new InterruptedIOException("the play ended unexpectedly");
        }
    }

    /// The trace once the gateway has closed it, which may be a moment after the answer's end.
    private Optional<RequestTrace> over(String id) throws InterruptedException {
        long start = nanoTime.getAsLong();
        while (true) {
            Optional<RequestTrace> trace = look(id);
            boolean late = nanoTime.getAsLong() - start > TRACE_WITHIN.toNanos();
            if (trace.isEmpty() || trace.get().over() || late) {
                return trace;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static Outcome outcome(
            String id, Impression impression, Optional<RequestTrace> trace, Duration took)
            throws RehearsalRefusedException {
        Outcome.Sight sight = impression.sight();
        List<Try> attempts = trace.map(RequestTrace::attempts).orElse(List.of());
        if (attempts.isEmpty()
                && (sight.code().startsWith("access_key_")
                        || sight.code().equals("rehearsal_not_allowed"))) {
            throw new RehearsalRefusedException(sight.message());
        }
        var judgement =
                Judgement.of(
                        sight,
                        impression.isBroken(),
                        impression.hasFailed(),
                        Math.max(attempts.size(), impression.attempts()));
        return new Outcome(
                judgement.verdict(),
                judgement.why(),
                impression.id().isEmpty() ? id : impression.id(),
                trace.map(RequestTrace::targets).orElse(List.of()),
                attempts,
                trace.flatMap(RequestTrace::served),
                sight,
                took,
                trace.flatMap(RequestTrace::cost));
    }

    private static String newId() {
        var random = ThreadLocalRandom.current();
        var id = new StringBuilder(Rehearsal.ID);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }

    /// Tells a listener by one thread at a time, and nothing once the play is over.
    private static final class Told {
        private final RehearsalListener listener;
        private List<Try> last = List.of();
        private boolean closed;

        Told(RehearsalListener listener) {
            this.listener = listener;
        }

        synchronized void tell(Seen seen) {
            if (closed) {
                return;
            }
            switch (seen) {
                case Seen.Text(var piece) -> listener.text(piece);
                case Seen.Seam(var by) -> listener.seam(by);
                case Seen.Headers _,
                        Seen.Unreadable _,
                        Seen.Failed _,
                        Seen.Finished _,
                        Seen.Cut _ -> {}
            }
        }

        synchronized void trace(RequestTrace now) {
            if (!closed && !now.attempts().equals(last)) {
                last = now.attempts();
                listener.trace(now);
            }
        }

        synchronized void close() {
            closed = true;
        }
    }
}
