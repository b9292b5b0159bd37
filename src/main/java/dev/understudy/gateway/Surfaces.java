package dev.understudy.gateway;

import dev.understudy.model.Wire;
import dev.understudy.routing.AllAttemptsFailedException;
import dev.understudy.routing.UnknownModelException;
import dev.understudy.translate.InvalidRequestException;
import dev.understudy.translate.MalformedJsonException;
import dev.understudy.translate.PassedOn;
import dev.understudy.translate.TokenCount;
import dev.understudy.translate.WireFormat;
import java.io.IOException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/// The routes under `/v1`, each in the format its clients speak.
final class Surfaces {
    private static final String MODEL = "/v1/models/";

    private final Routes routes;
    private final Guard guard;
    private final Caller caller;

    Surfaces(Routes routes, Guard guard, Caller caller) {
        this.routes = routes;
        this.guard = guard;
        this.caller = caller;
    }

    /// The format of the answers to a request, errors included.
    static WireFormat format(Request request) {
        String path = Request.getPathInContext(request);
        if (path.startsWith("/v1/messages")
                || (path.startsWith("/v1/models") && anthropic(request))) {
            return WireFormat.of(Wire.MESSAGES);
        }
        return WireFormat.of(
                path.startsWith("/v1/responses") ? Wire.RESPONSES : Wire.CHAT_COMPLETIONS);
    }

    /// What a request for an answer is called in metrics: one of a fixed set, whatever is asked
    /// for.
    static String name(String path) {
        return switch (path) {
            case "/v1/chat/completions",
                    "/v1/responses",
                    "/v1/messages",
                    "/v1/embeddings",
                    "/v1/completions",
                    "/v1/messages/count_tokens" ->
                    path.substring("/v1/".length());
            default -> "other";
        };
    }

    /// Whether there is such a route, for a caller who may use it.
    ///
    /// @throws InterruptedException if the caller left
    boolean answered(Exchange exchange, String path)
            throws RefusedException,
                    MalformedJsonException,
                    InvalidRequestException,
                    UnknownModelException,
                    AllAttemptsFailedException,
                    InterruptedException,
                    IOException {
        switch (path) {
            case "/v1/chat/completions" -> ask(exchange, WireFormat.of(Wire.CHAT_COMPLETIONS));
            case "/v1/responses" -> ask(exchange, WireFormat.of(Wire.RESPONSES));
            case "/v1/messages" -> ask(exchange, WireFormat.of(Wire.MESSAGES));
            case "/v1/embeddings" -> ask(exchange, PassedOn::embeddings);
            case "/v1/completions" -> ask(exchange, PassedOn::completions);
            case "/v1/messages/count_tokens" -> {
                method(exchange, "POST");
                exchange.send(200, "application/json", TokenCount.answer(exchange.body()));
            }
            case "/v1/models" -> {
                method(exchange, "GET");
                exchange.send(
                        200,
                        "application/json",
                        new ModelList(routes, caller.reach()).all(anthropic(exchange.request())));
            }
            default -> {
                if (!path.startsWith(MODEL)) {
                    return false;
                }
                method(exchange, "GET");
                exchange.send(
                        200,
                        "application/json",
                        new ModelList(routes, caller.reach())
                                .one(
                                        path.substring(MODEL.length()),
                                        anthropic(exchange.request())));
            }
        }
        return true;
    }

    private void ask(Exchange exchange, WireFormat format)
            throws RefusedException,
                    MalformedJsonException,
                    InvalidRequestException,
                    UnknownModelException,
                    AllAttemptsFailedException,
                    InterruptedException,
                    IOException {
        ask(exchange, format::request);
    }

    private void ask(Exchange exchange, ChatHandler.Reading reading)
            throws RefusedException,
                    MalformedJsonException,
                    InvalidRequestException,
                    UnknownModelException,
                    AllAttemptsFailedException,
                    InterruptedException,
                    IOException {
        method(exchange, "POST");
        new ChatHandler(routes, guard, reading, caller).handle(exchange);
    }

    static void method(Exchange exchange, String wanted) throws RefusedException {
        if (!exchange.request().getMethod().equals(wanted)) {
            exchange.response().getHeaders().put(HttpHeader.ALLOW, wanted);
            throw new RefusedException(
                    ErrorCode.METHOD_NOT_ALLOWED, "this route takes %s".formatted(wanted));
        }
    }

    private static boolean anthropic(Request request) {
        return request.getHeaders().contains("anthropic-version");
    }
}
