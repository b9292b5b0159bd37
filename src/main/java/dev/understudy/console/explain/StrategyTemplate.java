package dev.understudy.console.explain;

import java.util.Locale;

/// Strategies to begin with. Each ends with a safety net.
enum StrategyTemplate {
    CHEAPEST("ai.models.filter(m, m.known).sortBy('price')\nai.models"),
    QUICKEST(
            "ai.models.filter(m, m.metrics.global.latency.time_to_first_token_ms_avg != null)"
                    + ".sortBy(m, m.metrics.global.latency.time_to_first_token_ms_avg)\nai.models"),
    SUREST("ai.models.sortBy(m, m.metrics.global.error_rate.total)\nai.models"),
    FREE("ai.models.filter(m, m.id.endsWith(':free'))\nai.models.sortBy('price')"),
    LARGE("ai.models.filter(m, m.max_context_window >= 200000).sortBy('price')\nai.models"),
    TOOLS(
            "ai.models.filter(m, 'tool-calling' in m.supported_features).sortBy('price')"
                    + "\nai.models"),
    LOCAL("ai.models.filter(m, m.custom)\nai.models.sortBy('price')");

    private final String text;

    StrategyTemplate(String text) {
        this.text = text;
    }

    /// A line for each expression.
    String text() {
        return text;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
