package dev.understudy.catalog;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the values in lists of models, which anybody may have written: what is not what it should
/// be counts as missing.
final class ListJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern AMOUNT =
            Pattern.compile("-?\\d{1,9}(\\.\\d{1,30})?([eE][-+]?\\d{1,2})?");
    private static final int LONGEST = 4_000;

    private ListJson() {}

    /// The whole of it.
    ///
    /// @throws UnreadableListException if it is no JSON
    static JsonNode read(String text) throws UnreadableListException {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new UnreadableListException("it is no JSON, or breaks off", e);
        }
    }

    /// The text of a field, cut where nobody would read on; empty if it is blank.
    static Optional<String> text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isString()) {
            return Optional.empty();
        }
        String text = value.asString().strip();
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(text.substring(0, Math.min(LONGEST, text.length())));
    }

    /// The texts in a list.
    static List<String> texts(JsonNode json) {
        return json.valueStream()
                .filter(JsonNode::isString)
                .map(text -> text.asString().intern())
                .toList();
    }

    /// A number of tokens.
    static OptionalLong count(JsonNode json) {
        return json.canConvertToLong() && json.asLong() > 0
                ? OptionalLong.of(json.asLong())
                : OptionalLong.empty();
    }

    /// An amount that is told as a text or as a number; not one that would take more room than any
    /// price does.
    static Optional<BigDecimal> amount(JsonNode json) {
        String text = json.isValueNode() ? json.asString("") : "";
        return AMOUNT.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    /// A day such as `2026-08-24`, or a time on it.
    static Optional<LocalDate> day(JsonNode json, String field) {
        try {
            return text(json, field)
                    .filter(text -> text.length() >= 10)
                    .map(text -> LocalDate.parse(text.substring(0, 10)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
