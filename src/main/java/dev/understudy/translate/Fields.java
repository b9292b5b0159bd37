package dev.understudy.translate;

import dev.understudy.model.Conversation;
import dev.understudy.model.Parameter;
import dev.understudy.model.Wire;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// What each wire calls the numbers that tune an answer; one it does not name it does not have.
final class Fields {
    static final Map<Parameter, String> CHAT =
            Map.of(
                    Parameter.TEMPERATURE, "temperature",
                    Parameter.TOP_P, "top_p",
                    Parameter.TOP_K, "top_k",
                    Parameter.SEED, "seed",
                    Parameter.FREQUENCY_PENALTY, "frequency_penalty",
                    Parameter.PRESENCE_PENALTY, "presence_penalty");
    static final Map<Parameter, String> RESPONSES =
            Map.of(Parameter.TEMPERATURE, "temperature", Parameter.TOP_P, "top_p");
    static final Map<Parameter, String> MESSAGES =
            Map.of(
                    Parameter.TEMPERATURE, "temperature",
                    Parameter.TOP_P, "top_p",
                    Parameter.TOP_K, "top_k");

    private Fields() {}

    /// Whether a target takes a number that tunes answers.
    static boolean takes(Parameter parameter, Wire wire, ModelKind kind) {
        return of(wire).containsKey(parameter)
                && switch (wire) {
                    case CHAT_COMPLETIONS ->
                            switch (parameter) {
                                case TOP_K -> !kind.openai();
                                case SEED -> true;
                                case TEMPERATURE, TOP_P, FREQUENCY_PENALTY, PRESENCE_PENALTY ->
                                        !kind.openaiReasoning();
                            };
                    case RESPONSES -> !kind.openaiReasoning();
                    case MESSAGES -> kind.takesSampling();
                };
    }

    /// Writes the numbers that a target takes.
    static void write(Conversation conversation, Wire wire, ModelKind kind, ObjectNode root) {
        of(wire).forEach((parameter, name) -> {
            var value = conversation.parameters().get(parameter);
            if (value != null && takes(parameter, wire, kind)) {
                root.put(name, value);
            }
        });
    }

    static Map<Parameter, String> of(Wire wire) {
        return switch (wire) {
            case CHAT_COMPLETIONS -> CHAT;
            case RESPONSES -> RESPONSES;
            case MESSAGES -> MESSAGES;
        };
    }
}
