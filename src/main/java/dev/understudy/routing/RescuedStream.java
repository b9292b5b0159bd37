package dev.understudy.routing;

import dev.understudy.model.AnswerEvent;
import dev.understudy.model.Attempt.Move;
import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.Meaning;
import dev.understudy.model.ModelRequest;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// A streamed answer that the next target carries on when the one that began it breaks off.
///
/// The caller's stream stays one: what the second target sends comes as [AnswerEvent.Carried], with
/// the repetition at the seam left out. Only text can be carried on; a tool call that has begun, or
/// an answer in JSON, cannot. Not thread-safe.
final class RescuedStream implements AnswerStream {
    private final Walk walk;
    private final StringBuilder sent = new StringBuilder();
    private final Queue<AnswerEvent> ready = new ArrayDeque<>();
    private AnswerStream current;
    private int number;
    private boolean beyondText;
    private boolean carried;
    private boolean ended;
    private Seam seam = new Seam("");

    /// @param number of the attempt that began the answer
    RescuedStream(Walk walk, AnswerStream first, int number) {
        this.walk = walk;
        this.current = first;
        this.number = number;
    }

    @Override
    public Optional<AnswerEvent> next() throws UpstreamException, InterruptedException {
        while (ready.isEmpty()) {
            try {
                Optional<AnswerEvent> event = current.next();
                if (event.isEmpty()) {
                    ended = true;
                    walk.completed(number);
                    return Optional.empty();
                }
                take(event.get());
            } catch (UpstreamException e) {
                rescue(e);
            }
        }
        return Optional.of(ready.remove());
    }

    @Override
    public void close() {
        current.close();
        if (!ended) {
            ended = true;
            walk.abandoned(number);
        }
    }

    private void take(AnswerEvent event) throws UpstreamException {
        if (!(event instanceof AnswerEvent.Data(_, _, var meaning))) {
            ready.add(event);
            return;
        }
        beyondText |= meaning.beyondText();
        meaning.usage().ifPresent(usage -> walk.used(number, usage));
        if (!carried) {
            sent.append(meaning.text());
            ready.add(event);
            return;
        }
        if (beyondText) {
            throw new UpstreamException(
                    Failure.without(
                            FailureClass.SERVER,
                            "the model that carried on called a tool, which cannot be joined on"));
        }
        String text = seam.admit(meaning.text());
        if (meaning.finish().isPresent()) {
            text += seam.rest();
        }
        sent.append(text);
        Meaning piece = meaning.saying(text);
        if (piece.speaks() || piece.finish().isPresent() || piece.usage().isPresent()) {
            ready.add(new AnswerEvent.Carried(piece));
        }
    }

    /// Lets the next target carry on.
    ///
    /// @throws UpstreamException the break itself, if no target can
    private void rescue(UpstreamException broken) throws UpstreamException, InterruptedException {
        current.close();
        Optional<Served> next = beyondText ? Optional.empty() : reopen(broken.failure());
        if (next.isEmpty()) {
            ended = true;
            walk.brokeOff(number, broken.failure(), Move.EXHAUSTED);
            throw broken;
        }
        if (next.get().answer() instanceof Answer.Streamed(var stream, _)) {
            current = stream;
        }
        number = next.get().number();
        carried = true;
        seam = new Seam(sent.toString());
        ready.add(new AnswerEvent.Comment("carried on by " + next.get().target()));
    }

    private Optional<Served> reopen(Failure failure) throws InterruptedException {
        if (!walk.mayCarryOn(number)) {
            return Optional.empty();
        }
        Optional<ModelRequest.Body> body = walk.request().body().carryingOn(sent.toString());
        if (body.isEmpty()) {
            return Optional.empty();
        }
        walk.brokeOff(number, failure, Move.CARRIED_ON);
        return walk.reopen(body.get());
    }
}
