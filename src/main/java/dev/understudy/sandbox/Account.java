package dev.understudy.sandbox;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// What OpenRouter tells about a key and its credits, made up.
final class Account {
    private Account() {}

    static ObjectNode key(String key) {
        boolean broke = key.startsWith("sk-broke");
        var answer = Json.object();
        var data =
                answer.putObject("data")
                        .put("label", label(key))
                        .put("limit", 10)
                        .put("limit_remaining", broke ? 0 : 7.5)
                        .putNull("limit_reset")
                        .put("include_byok_in_limit", false)
                        .put("usage", broke ? 10 : 2.5);
        for (String period : List.of("daily", "weekly", "monthly")) {
            data.put("usage_" + period, broke ? 10 : 2.5);
        }
        data.put("byok_usage", 0);
        for (String period : List.of("daily", "weekly", "monthly")) {
            data.put("byok_usage_" + period, 0);
        }
        data.put("is_free_tier", false)
                .put("is_management_key", false)
                .put("is_provisioning_key", false)
                .putNull("expires_at")
                .put("creator_user_id", "user_sandbox")
                .putNull("organization_id")
                .put("workspace_id", "00000000-0000-0000-0000-000000000000")
                .putArray("allowed_data_regions")
                .add("global");
        data.putObject("free_model_daily_requests")
                .put("used", 2)
                .put("limit", 1000)
                .put("remaining", 998);
        data.putObject("rate_limit")
                .put("requests", -1)
                .put("interval", "10s")
                .put("note", "This field is deprecated and safe to ignore.");
        return answer;
    }

    static ObjectNode credits(String key) {
        var answer = Json.object();
        answer.putObject("data")
                .put("total_credits", 10)
                .put("total_usage", key.startsWith("sk-broke") ? 10 : 2.5);
        return answer;
    }

    /// The key as OpenRouter shows it.
    private static String label(String key) {
        return key.length() < 16
                ? "sk-or-v1-..."
                : key.substring(0, Math.min(12, key.length() - 4))
                        + "..."
                        + key.substring(key.length() - 3);
    }
}
