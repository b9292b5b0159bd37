package dev.understudy.gateway;

import dev.understudy.access.Accounts;
import dev.understudy.journal.Traces;
import dev.understudy.model.AccessKey;
import dev.understudy.model.AnswerEvent;
import dev.understudy.model.Attempt;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Meaning;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.Target;
import dev.understudy.model.Trace;
import dev.understudy.model.Usage;
import dev.understudy.model.Wire;
import dev.understudy.routing.Answer;
import dev.understudy.routing.AnswerStream;
import dev.understudy.routing.Failover;
import dev.understudy.routing.Served;
import dev.understudy.routing.UpstreamException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// The trace of a request that is being worked on: told by the working thread, read by any.
///
/// Only requests for an answer are traced. Its own lock guards it.
final class OpenTrace {
    private final Exchange exchange;
    private final Instant time;
    private final boolean wanted;
    private final Optional<Wire> wire;
    private final String surface;
    private boolean admitted;
    private boolean rehearsal;
    private Optional<AccessKey> key = Optional.empty();
    private String client = "";
    private @Nullable ModelRequest request;
    private @Nullable Course course;
    private Trace.Ending ending = Trace.Ending.RUNNING;
    private Optional<Target> served = Optional.empty();
    private Optional<Usage> usage = Optional.empty();
    private Optional<Duration> firstToken = Optional.empty();
    private Optional<Duration> begun = Optional.empty();
    private Bill bill = Bill.UNKNOWN;
    private String code = "";
    private long received;
    private long events;
    private @Nullable Trace last;

    OpenTrace(Exchange exchange, Instant time) {
        this.exchange = exchange;
        this.time = time;
        String path = Request.getPathInContext(exchange.request());
        this.wanted = path.startsWith("/v1/") && exchange.request().getMethod().equals("POST");
        this.surface = Surfaces.name(path);
        this.wire = Stream.of(Wire.values()).filter(w -> path.equals("/v1" + w.path())).findFirst();
    }

    /// The request came in.
    void began(Traces traces) {
        if (wanted) {
            traces.began(exchange.id(), this::now);
        }
    }

    /// The request is over, however it went.
    ///
    /// @param settings those it began with
    void close(Traces traces, Accounts accounts, Meters meters, GatewaySettings settings) {
        if (wanted) {
            Trace trace = last();
            if (!isRehearsal()) {
                meters.ended(surface, trace, settings);
            }
            if (admitted()) {
                accounts.ended(trace);
                traces.ended(trace);
            } else {
                traces.turnedAway(trace);
            }
        }
    }

    /// The caller may ask.
    ///
    /// @return whether it asks for an answer
    synchronized boolean admitted(Optional<AccessKey> with) {
        admitted = true;
        key = with;
        client = ClientName.of(exchange.request().getHeaders());
        return wanted;
    }

    /// The caller rehearses, and may: what comes of it is not counted with what happened.
    synchronized void rehearses() {
        rehearsal = true;
    }

    private synchronized boolean isRehearsal() {
        return rehearsal;
    }

    /// When the request came.
    Instant time() {
        return time;
    }

    /// What the caller calls itself; blank if nothing.
    synchronized String client() {
        return client;
    }

    synchronized void received(long bytes) {
        received = bytes;
    }

    synchronized void asked(ModelRequest asked) {
        request = asked;
    }

    /// The attempts begin, or there is no plan for any.
    synchronized void planned(Course planned) {
        course = planned;
    }

    /// An answer has begun.
    synchronized void answered(Served answer) {
        served = Optional.of(answer.target());
        begun = Optional.of(exchange.elapsed());
        switch (answer.answer()) {
            case Answer.Whole(_, var meaning, _) -> usage = meaning.usage();
            case Answer.Streamed(_, _) -> firstToken = begun;
        }
    }

    /// The same stream, looked at as it passes.
    AnswerStream watched(AnswerStream stream) {
        return new WatchedStream(stream, this::passed, this::broke);
    }

    void ended(Failover.Ending how) {
        Bill made = billed();
        synchronized (this) {
            bill = made;
            ending =
                    switch (how) {
                        case COMPLETE ->
                                attempts().stream().anyMatch(OpenTrace::carriedOn)
                                        ? Trace.Ending.RESUMED
                                        : Trace.Ending.COMPLETE;
                        case BROKEN_OFF -> Trace.Ending.BROKEN_OFF;
                        case CLIENT_GONE -> Trace.Ending.CLIENT_GONE;
                    };
        }
    }

    /// An error is the answer.
    synchronized void refused(String with) {
        code = with;
        boolean ours = with.equals(ErrorCode.INTERNAL_ERROR.word());
        ending = attempts().isEmpty() && !ours ? Trace.Ending.REFUSED : Trace.Ending.FAILED;
    }

    /// The caller left, unless more is known.
    void left() {
        Bill made = billed();
        synchronized (this) {
            if (ending == Trace.Ending.RUNNING) {
                bill = made;
                ending = Trace.Ending.CLIENT_GONE;
            }
        }
    }

    /// What it cost so far. No lock is held, as the catalogue may have to be waited for.
    private Bill billed() {
        Course now;
        synchronized (this) {
            now = course;
        }
        return now == null ? Bill.UNKNOWN : now.bill(time);
    }

    private synchronized boolean admitted() {
        return admitted;
    }

    private synchronized void passed(AnswerEvent event) {
        events++;
        Meaning meaning =
                switch (event) {
                    case AnswerEvent.Data(_, _, var data) -> data;
                    case AnswerEvent.Carried(var piece) -> piece;
                    case AnswerEvent.Comment(_) -> Meaning.NOTHING;
                };
        if (meaning.usage().isPresent()) {
            usage = meaning.usage();
        }
    }

    private synchronized void broke(UpstreamException e) {
        code = ErrorReplies.code(e.failure().kind()).word();
    }

    /// How it ended; after this nothing more is asked of the exchange, which the server takes back.
    private synchronized Trace last() {
        Trace now = now();
        last = now;
        return now;
    }

    private synchronized Trace now() {
        Trace over = last;
        if (over != null) {
            return over;
        }
        List<Trace.Tried> attempts = attempts();
        Duration total = exchange.elapsed();
        ModelRequest asked = request;
        Course now = course;
        return new Trace(
                exchange.id(),
                time,
                wire,
                key.map(AccessKey::id).orElse(""),
                asked == null ? List.of() : asked.models(),
                asked != null && asked.streaming(),
                now == null ? List.of() : now.targets(),
                now == null ? List.of() : now.rejected(),
                now == null ? List.of() : now.selection(),
                attempts,
                ending,
                server(attempts),
                usage,
                bill.total(),
                exchange.status(),
                code,
                new Trace.Times(total, firstToken, Tries.idle(attempts, begun.orElse(total))),
                new Trace.Sizes(received, exchange.sent(), events),
                client);
    }

    private List<Trace.Tried> attempts() {
        Course now = course;
        return now == null
                ? List.of()
                : now.tries(
                        exchange.elapsed(),
                        ending == Trace.Ending.RUNNING
                                ? Trace.Verdict.TRYING
                                : Trace.Verdict.ABANDONED,
                        bill);
    }

    private Optional<Target> server(List<Trace.Tried> attempts) {
        return attempts.stream()
                .filter(tried -> tried.verdict() == Trace.Verdict.COMPLETED)
                .map(Trace.Tried::target)
                .reduce((_, last) -> last)
                .or(() -> served);
    }

    private static boolean carriedOn(Trace.Tried tried) {
        return tried.move().filter(Attempt.Move.CARRIED_ON::equals).isPresent();
    }
}
