package dev.understudy.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// Gives an answer, step by step: waits and breaks here, writes through an [AnswerWriter].
final class Player {
    private final Caller caller;
    private final AnswerWriter writer;

    /// When the next step is due, in the time of [System#nanoTime()].
    private long due;

    Player(Caller caller, AnswerWriter writer) {
        this.caller = caller;
        this.writer = writer;
    }

    /// @throws ClientGoneException if the client did not wait for the end
    void play(Script script) throws IOException {
        due = System.nanoTime();
        for (Step step : script.steps()) {
            perform(step);
        }
        perform(script.last());
    }

    private void perform(Step step) throws IOException {
        switch (step) {
            case Step.Content content -> writer.content(content);
            case Step.Head() -> writer.open();
            case Step.Pause(var length) -> caller.waitUntil(due += length.toNanos());
            case Step.Comment(var text) -> writer.comment(text);
            case Step.Malformed() -> writer.malformed();
            case Step.Finish finish -> writer.finish(finish);
            case Step.Fail(var fault) -> writer.fail(fault);
            case Step.FailInside failure -> writer.failInside(failure);
            case Step.Cut() -> {
                writer.tear();
                caller.cut();
            }
            case Step.Reset() -> {
                writer.tear();
                caller.reset();
            }
            case Step.Silence(var length, var commentEvery) -> {
                writer.stall();
                keepSilent(length, commentEvery);
                caller.cut();
            }
            case Step.Page(int status, var contentType, var body) ->
                    caller.send(
                            status, Map.of(), contentType, body.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void keepSilent(Duration length, Duration commentEvery) throws IOException {
        long end = System.nanoTime() + length.toNanos();
        while (commentEvery.isPositive() && System.nanoTime() < end) {
            writer.comment("OPENROUTER PROCESSING");
            caller.rest(commentEvery);
        }
        caller.waitUntil(end);
    }
}
