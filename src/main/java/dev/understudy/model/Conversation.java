package dev.understudy.model;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// A request for an answer, whatever its wire.
///
/// @param turns the oldest first
/// @param oneToolAtATime whether an answer may call one tool at most
/// @param maxTokens the most the answer may hold
/// @param stops texts that end the answer
/// @param options each as JSON text
/// @param user who asks, in the caller's own words; blank if it is not said
/// @param unknown names of the caller's fields that no other wire has
public record Conversation(
        List<Turn> turns,
        List<Tool> tools,
        ToolChoice toolChoice,
        boolean oneToolAtATime,
        Map<Parameter, BigDecimal> parameters,
        OptionalLong maxTokens,
        List<String> stops,
        AnswerFormat format,
        Reasoning reasoning,
        Map<RequestOption, String> options,
        String user,
        boolean streaming,
        List<String> unknown) {
    public Conversation {
        turns = List.copyOf(turns);
        tools = List.copyOf(tools);
        parameters = Map.copyOf(parameters);
        stops = List.copyOf(stops);
        options = Map.copyOf(options);
        unknown = List.copyOf(unknown);
    }

    /// The same, asking for what a step asks for where it asks for nothing itself.
    public Conversation asking(StepParameters step) {
        Map<Parameter, BigDecimal> all = new EnumMap<>(Parameter.class);
        all.putAll(step.numbers());
        all.putAll(parameters);
        return new Conversation(
                turns,
                tools,
                toolChoice,
                oneToolAtATime,
                all,
                maxTokens.isPresent() ? maxTokens : step.maxTokens(),
                stops.isEmpty() ? step.stops() : stops,
                format,
                reasoning,
                options,
                user,
                streaming,
                unknown);
    }

    /// A function the model may call.
    ///
    /// @param schema of its arguments, as JSON text
    /// @param strict whether the arguments must fit the schema
    /// @param caching how long the prompt up to here should be cached, as of [Part.CachePoint];
    ///   blank if it is not said
    public record Tool(
            String name, String description, String schema, boolean strict, String caching) {
        public Tool(String name, String description, String schema, boolean strict) {
            this(name, description, schema, strict, "");
        }
    }

    /// Which tools an answer calls.
    public sealed interface ToolChoice {
        /// The model decides.
        record Free() implements ToolChoice {}

        /// At least one.
        record Required() implements ToolChoice {}

        record None() implements ToolChoice {}

        record Named(String name) implements ToolChoice {}
    }

    /// The form of an answer.
    public sealed interface AnswerFormat {
        record Prose() implements AnswerFormat {}

        /// Any JSON object.
        record JsonObject() implements AnswerFormat {}

        /// What fits a JSON schema.
        ///
        /// @param schema as JSON text
        record Schema(String name, String description, String schema, boolean strict)
                implements AnswerFormat {}
    }

    /// How much a model thinks before it answers.
    public sealed interface Reasoning {
        /// As the model is used to.
        record Usual() implements Reasoning {}

        record Off() implements Reasoning {}

        /// A level.
        ///
        /// @param level such as `low`, `medium`, `high`
        record Effort(String level) implements Reasoning {}

        /// A number of tokens.
        ///
        /// @param tokens at most
        record Budget(long tokens) implements Reasoning {}
    }
}
