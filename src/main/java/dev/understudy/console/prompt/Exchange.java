package dev.understudy.console.prompt;

import dev.understudy.client.ChatEvent;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// What has been seen of one prompt's answer: its text, its reasoning and its facts.
///
/// Owned by the UI thread.
final class Exchange {
    /// An event and when it came, on the clock of `System.nanoTime`.
    record Seen(long at, ChatEvent event) {}

    private final long sent;
    private final StringBuilder answer = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private Facts facts = Facts.NONE;
    private long firstPiece;
    private long lastPiece;
    private boolean started;
    private Optional<String> finish = Optional.empty();

    /// @param sent when the prompt was sent
    Exchange(long sent) {
        this.sent = sent;
    }

    void see(Seen seen) {
        switch (seen.event()) {
            case ChatEvent.Opened(_, var model, int attempts) ->
                    facts =
                            new Facts(
                                    model,
                                    attempts,
                                    facts.firstTokenMillis(),
                                    facts.usage(),
                                    facts.tokensPerSecond());
            case ChatEvent.Text(var piece) -> {
                answer.append(piece);
                pieceAt(seen.at());
            }
            case ChatEvent.Thinking(var piece) -> {
                reasoning.append(piece);
                pieceAt(seen.at());
            }
            case ChatEvent.Used(var usage) ->
                    facts =
                            new Facts(
                                    facts.model(),
                                    facts.attempts(),
                                    facts.firstTokenMillis(),
                                    Optional.of(usage),
                                    speed(usage.output()));
            case ChatEvent.Finished(var reason) -> finish = Optional.of(reason);
        }
    }

    private void pieceAt(long at) {
        if (!started) {
            started = true;
            firstPiece = at;
            long millis = TimeUnit.NANOSECONDS.toMillis(at - sent);
            facts =
                    new Facts(
                            facts.model(),
                            facts.attempts(),
                            OptionalLong.of(millis),
                            facts.usage(),
                            facts.tokensPerSecond());
        }
        lastPiece = at;
    }

    private OptionalLong speed(long tokens) {
        long nanos = lastPiece - firstPiece;
        return nanos <= 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.round(tokens * 1e9 / nanos));
    }

    String answer() {
        return answer.toString();
    }

    String reasoning() {
        return reasoning.toString();
    }

    Facts facts() {
        return facts;
    }

    /// Whether the gateway has committed to an answer.
    boolean opened() {
        return facts.attempts() > 0;
    }

    /// Whether a first piece has come.
    boolean started() {
        return started;
    }

    /// Why the answer is complete; empty until it is.
    Optional<String> finish() {
        return finish;
    }
}
