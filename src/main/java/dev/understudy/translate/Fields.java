package dev.understudy.translate;

import dev.understudy.model.Parameter;
import dev.understudy.model.Wire;
import java.util.Map;

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

    static Map<Parameter, String> of(Wire wire) {
        return switch (wire) {
            case CHAT_COMPLETIONS -> CHAT;
            case RESPONSES -> RESPONSES;
            case MESSAGES -> MESSAGES;
        };
    }
}
