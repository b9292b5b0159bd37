package dev.understudy.translate;

import dev.understudy.model.Conversation.Reasoning;

/// How much a model thinks, told as a level or as tokens.
final class Efforts {
    private Efforts() {}

    static Reasoning named(String level) {
        return level.equals("none") ? new Reasoning.Off() : new Reasoning.Effort(level);
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

    static String level(long budget) {
        if (budget < 4096) {
            return "low";
        }
        return budget < 16384 ? "medium" : "high";
    }

    /// A level every model of OpenAI's that thinks knows.
    static String common(String level) {
        return level.equals("max") || level.equals("xhigh") ? "high" : level;
    }
}
