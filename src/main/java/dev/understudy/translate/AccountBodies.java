package dev.understudy.translate;

import dev.understudy.model.KeyAccount;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads what providers tell of a key: OpenRouter's account, and the lists of models of all.
public final class AccountBodies {
    private AccountBodies() {}

    /// What OpenRouter's `/key` says; its credits are not known from that. Empty if it says
    /// something else.
    ///
    /// @param now from which a limit's next reset is reckoned: a period begins at midnight UTC, a
    ///   week on Monday
    public static Optional<KeyAccount> key(String body, Instant now) {
        return data(body)
                .filter(data -> data.has("usage") && data.has("limit"))
                .map(data ->
                        new KeyAccount(
                                number(data, "limit"),
                                number(data, "limit_remaining"),
                                Json.text(data, "limit_reset").flatMap(word -> reset(word, now)),
                                number(data, "usage_daily"),
                                Optional.empty(),
                                Json.text(data, "expires_at").flatMap(AccountBodies::time),
                                data.path("is_free_tier").asBoolean(false)));
    }

    /// What OpenRouter's `/credits` says is left, in USD.
    public static Optional<BigDecimal> credits(String body) {
        return data(body)
                .flatMap(data ->
                        number(data, "total_credits")
                                .flatMap(all -> number(data, "total_usage").map(all::subtract)));
    }

    /// The ids in a list of models; empty if it is no such list.
    public static Optional<List<String>> models(String body) {
        try {
            JsonNode root = Json.read(body);
            JsonNode list = root;
            for (String name : List.of("data", "models")) {
                list = root.path(name).isArray() ? root.path(name) : list;
            }
            if (!list.isArray()) {
                return Optional.empty();
            }
            var ids = new ArrayList<String>();
            for (JsonNode model : list) {
                Json.text(model, "id").or(() -> Json.text(model, "name")).ifPresent(ids::add);
            }
            return ids.size() == list.size() ? Optional.of(ids) : Optional.empty();
        } catch (MalformedJsonException _) {
            return Optional.empty();
        }
    }

    /// Whether a body is the kind of JSON that a provider's error is.
    public static boolean isError(String body) {
        try {
            JsonNode root = Json.read(body);
            JsonNode first = root.isArray() ? root.path(0) : root;
            return first.isObject()
                    && (first.has("error")
                            || first.has("detail")
                            || first.has("message")
                            || first.has("code"));
        } catch (MalformedJsonException _) {
            return false;
        }
    }

    private static Optional<JsonNode> data(String body) {
        try {
            return Optional.of(Json.read(body).path("data")).filter(JsonNode::isObject);
        } catch (MalformedJsonException _) {
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> number(JsonNode data, String field) {
        JsonNode value = data.path(field);
        return value.isNumber() ? Optional.of(value.decimalValue()) : Optional.empty();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> reset(String word, Instant now) {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        Optional<LocalDate> next =
                switch (word) {
                    case "daily" -> Optional.of(today.plusDays(1));
                    case "weekly" ->
                            Optional.of(today.with(TemporalAdjusters.next(DayOfWeek.MONDAY)));
                    case "monthly" ->
                            Optional.of(today.with(TemporalAdjusters.firstDayOfNextMonth()));
                    default -> Optional.empty();
                };
        return next.map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
