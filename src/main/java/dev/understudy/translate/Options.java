package dev.understudy.translate;

import dev.understudy.model.Conversation;
import dev.understudy.model.RequestOption;
import dev.understudy.model.Wire;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Where each wire has the options of a request, and which targets take them.
final class Options {
    private static final String TOLD = "message.output_text.logprobs";

    private static final Map<RequestOption, String> CHAT =
            Map.of(
                    RequestOption.SERVICE_TIER, "/service_tier",
                    RequestOption.VERBOSITY, "/verbosity",
                    RequestOption.REASONING_SUMMARY, "/reasoning/summary",
                    RequestOption.LOGPROBS, "/top_logprobs",
                    RequestOption.CACHING, "/cache_control",
                    RequestOption.CACHE_KEY, "/prompt_cache_key",
                    RequestOption.CACHE_RETENTION, "/prompt_cache_retention",
                    RequestOption.SAFETY_ID, "/safety_identifier",
                    RequestOption.METADATA, "/metadata");
    private static final Map<RequestOption, String> RESPONSES =
            Map.of(
                    RequestOption.SERVICE_TIER, "/service_tier",
                    RequestOption.VERBOSITY, "/text/verbosity",
                    RequestOption.REASONING_SUMMARY, "/reasoning/summary",
                    RequestOption.LOGPROBS, "/top_logprobs",
                    RequestOption.CACHE_KEY, "/prompt_cache_key",
                    RequestOption.CACHE_RETENTION, "/prompt_cache_retention",
                    RequestOption.SAFETY_ID, "/safety_identifier",
                    RequestOption.METADATA, "/metadata");
    private static final Map<RequestOption, String> MESSAGES =
            Map.of(
                    RequestOption.SERVICE_TIER, "/service_tier",
                    RequestOption.CACHING, "/cache_control");

    private Options() {}

    /// A wire's JSON pointers to those it has.
    static Map<RequestOption, String> of(Wire wire) {
        return switch (wire) {
            case CHAT_COMPLETIONS -> CHAT;
            case RESPONSES -> RESPONSES;
            case MESSAGES -> MESSAGES;
        };
    }

    /// The names of the top-level fields in which a wire has them.
    static Set<String> fields(Wire wire) {
        return of(wire).values().stream()
                .map(pointer -> pointer.substring(1))
                .filter(field -> !field.contains("/"))
                .collect(Collectors.toSet());
    }

    /// What a caller calls an option; empty if its wire does not have it.
    static String name(RequestOption option, Wire wire) {
        if (option == RequestOption.LOGPROBS && wire == Wire.CHAT_COMPLETIONS) {
            return "logprobs";
        }
        String pointer = of(wire).getOrDefault(option, "");
        return pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.');
    }

    static Map<RequestOption, String> read(JsonNode root, Wire wire) {
        var found = new EnumMap<RequestOption, String>(RequestOption.class);
        of(wire).forEach((option, pointer) -> {
            JsonNode value = root.at(pointer);
            if (!value.isMissingNode()
                    && !value.isNull()
                    && !(value.isContainer() && value.isEmpty())) {
                found.put(option, Json.string(value));
            }
        });
        found.remove(RequestOption.LOGPROBS);
        if (logprobs(root, wire)) {
            found.put(
                    RequestOption.LOGPROBS, Long.toString(Json.number(root.path("top_logprobs"))));
        }
        found.computeIfPresent(
                RequestOption.SERVICE_TIER,
                (_, tier) -> tier.equals("\"standard_only\"") ? "\"default\"" : tier);
        return found;
    }

    /// Whether a target takes an option with a value.
    static boolean takes(RequestOption option, String value, Wire wire, ModelKind kind) {
        return of(wire).containsKey(option)
                && switch (wire) {
                    case CHAT_COMPLETIONS -> chatTakes(option, kind);
                    case RESPONSES -> responsesTakes(option, kind);
                    case MESSAGES ->
                            option != RequestOption.SERVICE_TIER
                                    || Set.of("\"auto\"", "\"default\"").contains(value);
                };
    }

    static void write(Conversation conversation, Wire wire, ModelKind kind, ObjectNode root) {
        conversation
                .options()
                .forEach((option, value) -> {
                    if (takes(option, value, wire, kind)) {
                        write(option, value, wire, root);
                    }
                });
    }

    private static void write(RequestOption option, String value, Wire wire, ObjectNode root) {
        String told =
                wire == Wire.MESSAGES && value.equals("\"default\"") ? "\"standard_only\"" : value;
        String pointer = of(wire).getOrDefault(option, "");
        int end = pointer.lastIndexOf('/');
        ObjectNode parent = end == 0 ? root : root.withObject(pointer.substring(0, end));
        if (option != RequestOption.LOGPROBS) {
            parent.set(pointer.substring(end + 1), Json.known(told));
            return;
        }
        if (wire == Wire.CHAT_COMPLETIONS) {
            root.put("logprobs", true);
        } else {
            root.withArray("/include").add(TOLD);
        }
        if (!value.equals("0")) {
            root.set("top_logprobs", Json.known(value));
        }
    }

    private static boolean logprobs(JsonNode root, Wire wire) {
        return switch (wire) {
            case CHAT_COMPLETIONS -> root.path("logprobs").asBoolean(false);
            case RESPONSES -> RequestFields.texts(root.path("include")).contains(TOLD);
            case MESSAGES -> false;
        };
    }

    private static boolean chatTakes(RequestOption option, ModelKind kind) {
        return switch (option) {
            case SERVICE_TIER, CACHE_KEY, SAFETY_ID -> kind.openRouter() || kind.openai();
            case VERBOSITY -> kind.openRouter() || kind.openaiReasoning();
            case CACHE_RETENTION -> kind.openai();
            case REASONING_SUMMARY, METADATA -> kind.openRouter();
            case CACHING -> kind.openRouter() && kind.claude();
            case LOGPROBS -> !kind.openaiReasoning() && !kind.mistral();
        };
    }

    private static boolean responsesTakes(RequestOption option, ModelKind kind) {
        return switch (option) {
            case SERVICE_TIER, CACHE_KEY, CACHE_RETENTION, SAFETY_ID, METADATA -> true;
            case VERBOSITY, REASONING_SUMMARY -> !kind.openai() || kind.openaiReasoning();
            case LOGPROBS -> !kind.openaiReasoning();
            case CACHING -> false;
        };
    }
}
