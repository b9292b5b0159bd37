package dev.understudy.gateway;

import dev.understudy.access.AccessKeys;
import dev.understudy.access.Accounts;
import dev.understudy.access.Strangers;
import dev.understudy.journal.Traces;
import dev.understudy.model.Attempt;
import dev.understudy.routing.AllAttemptsFailedException;
import dev.understudy.routing.UnknownModelException;
import dev.understudy.translate.InvalidRequestException;
import dev.understudy.translate.MalformedJsonException;
import dev.understudy.translate.RequestedNames;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Every request comes in here: it is guarded, handed to its route, and answered in any case.
final class FrontDoor extends Handler.Abstract {
    private static final System.Logger LOG = System.getLogger(FrontDoor.class.getName());

    private final Supplier<Routes> routes;
    private final AccessKeys keys;
    private final Accounts accounts;
    private final Strangers strangers = new Strangers(System::nanoTime);
    private final Traces traces;
    private final Meters meters;
    private final IntConsumer told;
    private final Object lock = new Object();
    private int inFlight;
    private boolean draining;

    FrontDoor(
            Supplier<Routes> routes,
            AccessKeys keys,
            Accounts accounts,
            Traces traces,
            Meters meters,
            IntConsumer told) {
        this.routes = routes;
        this.keys = keys;
        this.accounts = accounts;
        this.traces = traces;
        this.meters = meters;
        this.told = told;
    }

    /// Refuses new requests, and waits for the running ones to end, for as long as `longest`.
    void drain(Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        synchronized (lock) {
            draining = true;
            try {
                for (long rest = longest.toNanos();
                        inFlight > 0 && rest > 0;
                        rest = deadline - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(lock, Math.max(rest, 1_000_000));
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void came() {
        synchronized (lock) {
            told.accept(++inFlight);
        }
    }

    private void went() {
        synchronized (lock) {
            told.accept(--inFlight);
            if (inFlight == 0) {
                lock.notifyAll();
            }
        }
    }

    private boolean draining() {
        synchronized (lock) {
            return draining;
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        came();
        try {
            Routes now = routes.get();
            var exchange =
                    new Exchange(
                            request,
                            response,
                            now.settings().server().maxRequestBytes(),
                            Instant.now());
            work(exchange, now);
            callback.succeeded();
        } catch (IOException | InterruptedException e) {
            callback.failed(e); // the caller is gone: the connection ends
        } finally {
            went();
        }
        return true;
    }

    private void work(Exchange exchange, Routes now) throws IOException, InterruptedException {
        exchange.trace().began(traces);
        try {
            answer(exchange, now);
        } catch (IOException | InterruptedException e) {
            exchange.trace().left();
            throw e;
        } finally {
            exchange.trace().close(traces, accounts, meters, now.settings());
        }
    }

    private void answer(Exchange exchange, Routes now) throws IOException, InterruptedException {
        var replies = new ErrorReplies(Surfaces.format(exchange.request()));
        try {
            route(exchange, now);
        } catch (RefusedException e) {
            refuse(exchange, replies.to(e));
        } catch (MalformedJsonException e) {
            refuse(exchange, replies.to(e));
        } catch (InvalidRequestException e) {
            refuse(exchange, replies.to(e));
        } catch (UnknownModelException e) {
            refuse(exchange, replies.to(e));
        } catch (AllAttemptsFailedException e) {
            LOG.log(
                    Level.INFO,
                    "{0}: no target answered: {1}",
                    exchange.id(),
                    e.attempts().stream().map(Attempt::logged).toList());
            refuse(exchange, replies.to(e));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, exchange.id() + ": failed", e);
            refuse(exchange, replies.internal(exchange.id()));
        }
    }

    private void route(Exchange exchange, Routes now)
            throws RefusedException,
                    MalformedJsonException,
                    InvalidRequestException,
                    UnknownModelException,
                    AllAttemptsFailedException,
                    InterruptedException,
                    IOException {
        boolean draining = draining();
        if (draining) {
            exchange.response().getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        var guard = new Guard(now.settings().server(), keys, strangers);
        guard.checkSource(exchange.request());
        if (Cors.answered(exchange, guard)) {
            return;
        }
        String path = Request.getPathInContext(exchange.request());
        if (new Vitals(now, guard, accounts, meters).answered(exchange, path, draining)) {
            return;
        }
        if (draining) {
            throw Vitals.shuttingDown();
        }
        if (path.startsWith(TraceReply.PATH)) {
            Surfaces.method(exchange, "GET");
            var caller = new Caller(guard.checkAccess(exchange.request()), accounts);
            String id = path.substring(TraceReply.PATH.length());
            TraceReply.send(exchange, traces.find(id).filter(caller::maySee));
            return;
        }
        switch (path) {
            case "/understudy/explain" -> {
                Surfaces.method(exchange, "POST");
                var caller = new Caller(guard.checkAccess(exchange.request()), accounts);
                List<String> asked = RequestedNames.of(exchange.body());
                exchange.send(
                        200,
                        "application/json",
                        Explanation.of(asked, now, caller.reach()).json(now.settings()));
            }
            default -> {
                var caller = new Caller(guard.checkAccess(exchange.request()), accounts);
                if (exchange.trace().admitted(caller.key())) {
                    caller.came(exchange.trace());
                }
                if (!new Surfaces(now, guard, caller).answered(exchange, path)) {
                    throw new RefusedException(
                            ErrorCode.NOT_FOUND,
                            "there is no such route here: POST /v1/chat/completions, /v1/responses,"
                                    + " /v1/messages, /v1/messages/count_tokens, /v1/embeddings"
                                    + " and /v1/completions, GET /v1/models, POST"
                                    + " /understudy/explain, GET /understudy/requests/ID,"
                                    + " /healthz, /readyz and /metrics are");
                }
            }
        }
    }

    private static void refuse(Exchange exchange, ErrorReplies.Reply reply) throws IOException {
        exchange.trace().refused(reply.code());
        if (exchange.response().isCommitted()) {
            throw new IOException("the answer had begun");
        }
        if (!reply.retry()) {
            exchange.header("x-should-retry", "false");
        }
        reply.retryAfter()
                .ifPresent(wait ->
                        exchange.header(
                                "Retry-After",
                                Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()))));
        exchange.send(reply.status(), "application/json", reply.body());
    }
}
