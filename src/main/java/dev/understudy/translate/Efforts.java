package dev.understudy.translate;

import dev.understudy.model.Conversation.Reasoning;
import java.util.Optional;

/// How much a model thinks, told as a level or as tokens.
final class Efforts {
    private Efforts() {}

    static Reasoning named(String level) {
        return level.equals("none") ? new Reasoning.Off() : new Reasoning.Effort(level);
    }

    /// A level for a model that is to think as much as it finds right, where none can be left to
    /// it.
    static Reasoning asItLikes() {
        return new Reasoning.Effort("medium");
    }

    /// A level's share of the most tokens an answer may hold, at least the 1024 Anthropic asks for.
    static long budget(String level, long maxTokens) {
        int percent =
                switch (level) {
                    case "max", "xhigh" -> 95;
                    case "high" -> 80;
                    case "low" -> 20;
                    case "minimal" -> 10;
                    default -> 50;
                };
        return Math.max(1024, maxTokens * percent / 100);
    }

    private static String level(long budget) {
        if (budget < 4096) {
            return "low";
        }
        return budget < 16384 ? "medium" : "high";
    }

    /// The nearest level that OpenAI's models know.
    static String known(String level, ModelKind kind) {
        return switch (level) {
            case "max", "xhigh" -> "high";
            case "minimal" -> kind.thinksMinimally() ? level : "low";
            default -> level;
        };
    }

    /// The level that stands for a choice on the wires of OpenAI; empty if there is none.
    static Optional<String> level(Reasoning reasoning, ModelKind kind) {
        return switch (reasoning) {
            case Reasoning.Usual _ -> Optional.empty();
            case Reasoning.Off _ -> {
                if (kind.thinksNotAtAll()) {
                    yield Optional.of("none");
                }
                yield kind.openai() && kind.thinksMinimally()
                        ? Optional.of("minimal")
                        : Optional.empty();
            }
            case Reasoning.Effort(var level) -> Optional.of(known(level, kind));
            case Reasoning.Budget(long tokens) -> Optional.of(level(tokens));
        };
    }
}
