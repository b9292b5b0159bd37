package dev.understudy.sandbox;

import dev.understudy.model.Wire;
import dev.understudy.sandbox.Endpoints.View;
import dev.understudy.sandbox.RequestLog.Entry;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Leads each request to its route: OpenRouter's below `/api/v1`, OpenAI's and Anthropic's below
/// `/v1`.
final class Router extends Handler.Abstract {
    private static final int BODY_LIMIT = 64 * 1024 * 1024;
    private static final String OPENROUTER = "/api/v1/";
    private static final String OPENAI = "/v1/";
    private static final String CONTROL = "/control/";

    private final Memory memory;
    private final Catalogue catalogue = new Catalogue();
    private final Chat chat;
    private final Controls controls;

    Router(Memory memory) {
        this.memory = memory;
        this.chat = new Chat(memory, catalogue);
        this.controls = new Controls(memory);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback)
            throws IOException {
        var caller = new Caller(request, response);
        var body = caller.body(BODY_LIMIT);
        var entry = memory.log().add(request, body.orElse(new byte[0]));
        try {
            if (body.isPresent()) {
                route(caller, request, body.get(), entry);
            } else {
                ErrorReply.send(caller, Manner.OPENAI, Faults.plain(413, ""));
            }
        } catch (ClientGoneException _) {
            entry.left();
            caller.cut();
        }
        caller.release(callback);
        return true;
    }

    private void route(Caller caller, Request request, byte[] body, Entry entry)
            throws IOException {
        String path = request.getHttpURI().getPath();
        String method = request.getMethod();
        if (path.startsWith(OPENROUTER)) {
            var query = query(request.getHttpURI().getQuery());
            openRouter(caller, method, path.substring(OPENROUTER.length()), query, body, entry);
        } else if (path.startsWith(OPENAI)) {
            openAi(caller, method, path.substring(OPENAI.length()), body, entry);
        } else if (path.startsWith(CONTROL)) {
            controls.answer(caller, method, path.substring(CONTROL.length()), body);
        } else if (path.equals("/healthz")) {
            caller.json(200, Map.of(), Json.object().put("status", "ok"));
        } else {
            ErrorReply.send(caller, Manner.OPENAI, Faults.plain(404, path));
        }
    }

    private void openAi(Caller caller, String method, String route, byte[] body, Entry entry)
            throws IOException {
        String key = key(caller).orElse("");
        var refusal = refusal(key);
        if (refusal.isPresent()) {
            boolean anthropic = route.startsWith("messages");
            ErrorReply.send(caller, anthropic ? Manner.ANTHROPIC : Manner.OPENAI, refusal.get());
            return;
        }
        switch (method + " " + route) {
            case "POST chat/completions" ->
                    chat.answer(caller, Wire.CHAT_COMPLETIONS, Manner.OPENAI, key, body, entry);
            case "POST responses" ->
                    chat.answer(caller, Wire.RESPONSES, Manner.OPENAI, key, body, entry);
            case "POST messages", "POST messages/count_tokens" ->
                    new Messages(chat, entry).answer(caller, route, key, body);
            case "POST embeddings" -> embed(caller, Manner.OPENAI, body);
            case "GET models" -> {
                var list = Json.object().put("object", "list");
                var data = list.putArray("data");
                Scenarios.NAMES.forEach(name -> data.add(OpenAiModel.json(name)));
                caller.json(200, headers(Manner.OPENAI), list);
            }
            default -> {
                String name = decoded(route.replaceFirst("^models/", ""));
                if (method.equals("GET") && Scenarios.NAMES.contains(name)) {
                    caller.json(200, headers(Manner.OPENAI), OpenAiModel.json(name));
                } else {
                    ErrorReply.send(
                            caller,
                            Manner.OPENAI,
                            route.startsWith("models/")
                                    ? Faults.unknownModel(Manner.OPENAI, name)
                                    : Faults.plain(404, route));
                }
            }
        }
    }

    private void openRouter(
            Caller caller,
            String method,
            String route,
            Map<String, String> query,
            byte[] body,
            Entry entry)
            throws IOException {
        var key = key(caller);
        switch (method + " " + route) {
            case "POST chat/completions" -> {
                var refusal = key.isEmpty() ? Optional.of(Faults.missingKey()) : refusal(key.get());
                if (refusal.isPresent()) {
                    ErrorReply.send(caller, Manner.OPENROUTER, refusal.get());
                } else {
                    chat.answer(
                            caller,
                            Wire.CHAT_COMPLETIONS,
                            Manner.OPENROUTER,
                            key.get(),
                            body,
                            entry);
                }
            }
            case "POST embeddings" -> embed(caller, Manner.OPENROUTER, body);
            case "GET key", "GET credits" -> account(caller, route, key);
            default -> {
                if (method.equals("GET")) {
                    new CatalogueRoutes(catalogue, memory.day())
                            .answer(
                                    caller,
                                    route,
                                    query,
                                    key.isPresent() ? View.WITH_KEY : View.WITHOUT_KEY);
                } else {
                    ErrorReply.send(caller, Manner.OPENROUTER, Faults.plain(404, route));
                }
            }
        }
    }

    private static void account(Caller caller, String route, Optional<String> key)
            throws IOException {
        if (key.isEmpty()) {
            ErrorReply.send(caller, Manner.OPENROUTER, Faults.noCookie());
        } else if (key.get().startsWith("sk-wrong")) {
            ErrorReply.send(caller, Manner.OPENROUTER, Faults.wrongKey());
        } else if (key.get().startsWith("sk-limited")) {
            ErrorReply.send(caller, Manner.OPENROUTER, limited());
        } else {
            var headers = new HashMap<>(headers(Manner.OPENROUTER));
            headers.put("Cache-Control", "private, no-store");
            var body = route.equals("key") ? Account.key(key.get()) : Account.credits(key.get());
            caller.json(200, headers, body);
        }
    }

    private static void embed(Caller caller, Manner manner, byte[] body) throws IOException {
        var request = Json.readObject(body);
        if (request.isPresent() && request.get().has("input")) {
            String id = manner.newId(Instant.now().getEpochSecond());
            caller.json(200, manner.headers(id), Embeddings.answer(manner, request.get(), id));
        } else {
            ErrorReply.send(caller, manner, Faults.badBody("Input required: specify \"input\""));
        }
    }

    /// What becomes of a request with such a key.
    private static Optional<Fault> refusal(String key) {
        if (key.startsWith("sk-wrong")) {
            return Optional.of(Faults.wrongKey());
        }
        if (key.startsWith("sk-broke")) {
            return Optional.of(Faults.broke());
        }
        return key.startsWith("sk-limited") ? Optional.of(limited()) : Optional.empty();
    }

    private static Fault limited() {
        return Faults.plain(429, "this key").header("Retry-After", "2");
    }

    /// The key, where `sk-sandbox-` in front says no more than `sk-`.
    private static Optional<String> key(Caller caller) {
        return caller.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip())
                .or(() -> caller.header("x-api-key"))
                .map(key -> key.replaceFirst("^sk-sandbox-", "sk-"))
                .filter(key -> !key.isEmpty());
    }

    private static Map<String, String> headers(Manner manner) {
        return manner.headers(manner.newId(Instant.now().getEpochSecond()));
    }

    private static Map<String, String> query(@Nullable String query) {
        var fields = new HashMap<String, String>();
        if (query != null) {
            for (String field : query.split("&", -1)) {
                int equals = field.indexOf('=');
                if (equals > 0) {
                    fields.put(
                            decoded(field.substring(0, equals)),
                            decoded(field.substring(equals + 1)));
                }
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
