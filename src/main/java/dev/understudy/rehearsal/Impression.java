package dev.understudy.rehearsal;

import dev.understudy.client.Seen;
import dev.understudy.rehearsal.Outcome.Sight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// What a caller has seen of an answer so far. Its own lock guards it: an answer that takes too
/// long is judged by another thread than the one that reads it.
final class Impression {
    private final LongSupplier nanoTime;
    private final long start;
    private final StringBuilder text = new StringBuilder();
    private final List<Integer> seams = new ArrayList<>();
    private int status;
    private String id = "";
    private String code = "";
    private String message = "";
    private boolean failed;
    private boolean broken;
    private Optional<String> finish = Optional.empty();
    private Optional<Duration> firstText = Optional.empty();
    private Duration lastText = Duration.ZERO;
    private Duration silence = Duration.ZERO;
    private boolean atSeam;
    private int attempts;

    Impression(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    synchronized void take(Seen seen) {
        switch (seen) {
            case Seen.Headers(var came, var requestId, _, var tried) -> {
                status = came;
                attempts = tried;
                id = requestId;
            }
            case Seen.Text(var piece) -> {
                Duration now = elapsed();
                firstText = firstText.or(() -> Optional.of(now));
                if (atSeam) {
                    silence = silence.plus(now.minus(lastText));
                    atSeam = false;
                }
                lastText = now;
                text.append(piece);
            }
            case Seen.Seam(_) -> {
                seams.add(text.length());
                atSeam = true;
            }
            case Seen.Unreadable(var why) -> broken("something came that is no JSON: " + why);
            case Seen.Cut(var why) -> broken("the connection broke: " + why);
            case Seen.Failed(_, var word, var words) -> {
                if (!failed) {
                    failed = true;
                    code = word;
                    message = words;
                }
            }
            case Seen.Finished(var reason) -> finish = finish.or(() -> Optional.of(reason));
        }
    }

    /// Nothing more is waited for.
    synchronized void hung(Duration bound) {
        broken("no end came within %d s".formatted(bound.toSeconds()));
    }

    private void broken(String why) {
        if (!broken) {
            broken = true;
            message = why;
        }
    }

    /// Since the request was sent.
    Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    /// The id that the gateway gave the request; blank if it told none.
    synchronized String id() {
        return id;
    }

    /// How many attempts there had been when the answer began; 0 if nothing told.
    synchronized int attempts() {
        return attempts;
    }

    /// Whether something came that must not, or the end did not come.
    synchronized boolean isBroken() {
        return broken;
    }

    synchronized boolean hasFailed() {
        return failed;
    }

    synchronized Sight sight() {
        return new Sight(status, text.toString(), seams, code, message, finish, firstText, silence);
    }
}
