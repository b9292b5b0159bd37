package dev.understudy.gateway;

import dev.understudy.model.AccessTerms.Budget;
import dev.understudy.model.Attempt;
import dev.understudy.model.FromCaller.OwnKey;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.Plan;
import dev.understudy.model.Rehearsal;
import dev.understudy.model.Target;
import dev.understudy.model.Wire;
import dev.understudy.routing.AllAttemptsFailedException;
import dev.understudy.routing.Answer;
import dev.understudy.routing.Attempts;
import dev.understudy.routing.Failover.Ending;
import dev.understudy.routing.Served;
import dev.understudy.routing.UnknownModelException;
import dev.understudy.translate.AnswerTranslation;
import dev.understudy.translate.InvalidRequestException;
import dev.understudy.translate.MalformedJsonException;
import dev.understudy.translate.Translations;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Requests for an answer, on any surface: reads the request, finds an answer, hands it over.
final class ChatHandler {
    /// Reads a surface's requests.
    @FunctionalInterface
    interface Reading {
        ModelRequest read(byte[] body) throws MalformedJsonException, InvalidRequestException;
    }

    private final Routes routes;
    private final Guard guard;
    private final Reading reading;
    private final Caller caller;

    ChatHandler(Routes routes, Guard guard, Reading reading, Caller caller) {
        this.routes = routes;
        this.guard = guard;
        this.reading = reading;
        this.caller = caller;
    }

    /// @throws InterruptedException if the caller left
    void handle(Exchange exchange)
            throws RefusedException,
                    MalformedJsonException,
                    InvalidRequestException,
                    UnknownModelException,
                    AllAttemptsFailedException,
                    InterruptedException,
                    IOException {
        byte[] body = exchange.body();
        ModelRequest request = read(exchange, body);
        exchange.trace().asked(request);
        Parameters.checkInput(routes.settings(), body);
        Optional<Rehearsal> rehearsal = rehearsal(exchange);
        Optional<Budget> spent = caller.admit();
        Plan plan = plan(exchange, request);
        if (spent.isPresent()) {
            plan =
                    new Cheapest(routes, caller.reach(), exchange.trace().time())
                            .instead(plan, request, spent.get());
        }
        Attempts log = routes.failover().attempts();
        exchange.trace().planned(course(exchange, plan, log));
        try (var _ = exchange.watch()) {
            Served served;
            try {
                served =
                        rehearsal.isPresent()
                                ? routes.failover().rehearse(plan, request, rehearsal.get(), log)
                                : routes.failover().open(plan, request, log);
            } catch (AllAttemptsFailedException e) {
                attempts(exchange, e.attempts());
                throw e;
            } finally {
                rejected(exchange, plan, log);
            }
            answered(exchange, served);
            exchange.trace().answered(served);
            Wire wire = wire(served.target(), request);
            Parameters.tellRemoved(exchange, routes.settings(), request, wire, served.target());
            AnswerTranslation translation = Translations.between(wire, request.wire(), request);
            switch (served.answer()) {
                case Answer.Whole(var whole, var meaning, _) -> {
                    exchange.send(200, "application/json", translation.whole(whole, meaning));
                    served.settle(Ending.COMPLETE);
                    exchange.trace().ended(Ending.COMPLETE);
                }
                case Answer.Streamed(var stream, _) -> {
                    exchange.beginStream();
                    Ending ending =
                            new Relay(exchange.response(), translation)
                                    .relay(exchange.trace().watched(stream));
                    served.settle(ending);
                    exchange.trace().ended(ending);
                    if (ending == Ending.CLIENT_GONE) {
                        throw new InterruptedException("the caller left");
                    }
                }
            }
        }
    }

    private ModelRequest read(Exchange exchange, byte[] body)
            throws MalformedJsonException, InvalidRequestException {
        ModelRequest request = reading.read(body);
        return request.from(
                CallerHeaders.of(
                        exchange.request().getHeaders(),
                        guard.callersKey(exchange.request())
                                .flatMap(key ->
                                        routes.resolver()
                                                .firstNamed(request.models())
                                                .map(provider -> new OwnKey(provider, key)))));
    }

    private Plan plan(Exchange exchange, ModelRequest request) throws UnknownModelException {
        try {
            return routes.resolver().resolve(request.models(), caller.reach());
        } catch (UnknownModelException e) {
            var none = new Plan(List.of(), e.rejected(), e.selection());
            exchange.trace().planned(course(exchange, none, routes.failover().attempts()));
            throw e;
        }
    }

    /// @param log which begins now
    private Course course(Exchange exchange, Plan plan, Attempts log) {
        return new Course(plan, log, exchange.elapsed(), routes.repertoire());
    }

    /// The wire on which a target was asked.
    private Wire wire(Target target, ModelRequest request) {
        return routes.settings().providers().stream()
                .filter(provider -> provider.id().equals(target.provider()))
                .findFirst()
                .map(provider -> provider.speaks(request.wire()))
                .orElse(request.wire());
    }

    /// The faults that the caller asks for, if it may.
    private Optional<Rehearsal> rehearsal(Exchange exchange) throws RefusedException {
        List<String> faults = exchange.request().getHeaders().getValuesList(Rehearsal.HEADER);
        if (faults.isEmpty()) {
            return Optional.empty();
        }
        caller.checkRehearsal();
        exchange.trace().rehearses();
        try {
            return Optional.of(Rehearsal.parse(String.join(", ", faults)));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(ErrorCode.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    /// Names the models that are not tried, those passed over so far included.
    private static void rejected(Exchange exchange, Plan plan, Attempts log) {
        String names =
                Stream.of(plan.rejected(), log.skipped())
                        .flatMap(List::stream)
                        .map(Plan.Rejection::model)
                        .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            exchange.header("Understudy-Rejected-Models", names);
        }
    }

    private static void answered(Exchange exchange, Served served) {
        attempts(exchange, served.attempts());
        exchange.header("Understudy-Model", served.target().toString());
        served.answer().limits().forEach(exchange::header);
    }

    private static void attempts(Exchange exchange, List<Attempt> attempts) {
        exchange.header("Understudy-Attempts", Integer.toString(attempts.size()));
        Duration upstream =
                attempts.stream().map(Attempt::elapsed).reduce(Duration.ZERO, Duration::plus);
        exchange.header(
                "Understudy-Overhead-Ms", millis(exchange.elapsed().minus(upstream).toNanos()));
    }

    /// Milliseconds with two digits after the point.
    private static String millis(long nanos) {
        long hundredths = Math.max(0, nanos + 5_000) / 10_000;
        long rest = hundredths % 100;
        return hundredths / 100 + (rest < 10 ? ".0" : ".") + rest;
    }
}
