package dev.understudy.settings;

import dev.understudy.model.AccessTerms;
import dev.understudy.model.AccessTerms.Budget;
import dev.understudy.model.AccessTerms.Period;
import dev.understudy.model.AccessTerms.Rate;
import dev.understudy.model.AccessTerms.Scope;
import dev.understudy.model.AccessTerms.Spent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Access terms in JSON. A bound that cannot be read is a fault: it never turns into no bound.
final class TermsJson {
    private TermsJson() {}

    /// Reads them; of a key without any, those of the time before there were terms.
    ///
    /// @throws tools.jackson.core.JacksonException if a field has a value that cannot be
    /// @throws java.time.DateTimeException if a time is none
    static AccessTerms read(JsonNode terms) {
        if (terms.isMissingNode()) {
            return AccessTerms.EVERYTHING;
        }
        if (!terms.isObject()) {
            throw wrong(terms, "terms");
        }
        return new AccessTerms(
                new Scope(
                        texts(terms, "models"),
                        texts(terms, "chains"),
                        texts(terms, "providers"),
                        there(terms, "may_rehearse").map(JsonNode::booleanValue).orElse(false)),
                there(terms, "expires").map(JsonNode::stringValue).map(Instant::parse),
                new Rate(
                        positive(terms, "requests_per_minute"),
                        positive(terms, "tokens_per_minute")),
                there(terms, "budget").map(TermsJson::budget));
    }

    static void write(AccessTerms terms, ObjectNode to) {
        texts(to, "models", terms.scope().models());
        texts(to, "chains", terms.scope().chains());
        texts(to, "providers", terms.scope().providers());
        to.put("may_rehearse", terms.scope().mayRehearse());
        terms.expires()
                .ifPresentOrElse(
                        end -> to.put("expires", end.toString()), () -> to.remove("expires"));
        Rate rate = terms.rate();
        rate.requestsPerMinute()
                .ifPresentOrElse(
                        most -> to.put("requests_per_minute", most),
                        () -> to.remove("requests_per_minute"));
        rate.tokensPerMinute()
                .ifPresentOrElse(
                        most -> to.put("tokens_per_minute", most),
                        () -> to.remove("tokens_per_minute"));
        terms.budget()
                .ifPresentOrElse(
                        budget ->
                                to.withObjectProperty("budget")
                                        .put("usd", budget.usd())
                                        .put("period", word(budget.period()))
                                        .put("spent", word(budget.spent())),
                        () -> to.remove("budget"));
    }

    private static Budget budget(JsonNode budget) {
        BigDecimal usd = budget.path("usd").decimalValue();
        if (usd.signum() <= 0) {
            throw wrong(budget, "usd");
        }
        return new Budget(
                usd,
                constant(Period.values(), budget, "period"),
                constant(Spent.values(), budget, "spent"));
    }

    private static Optional<JsonNode> there(JsonNode terms, String field) {
        return Optional.ofNullable(terms.get(field)).filter(value -> !value.isNull());
    }

    private static Optional<Integer> positive(JsonNode terms, String field) {
        Optional<Integer> value = there(terms, field).map(JsonNode::intValue);
        if (value.filter(number -> number <= 0).isPresent()) {
            throw wrong(terms, field);
        }
        return value;
    }

    private static List<String> texts(JsonNode terms, String field) {
        JsonNode list = terms.path(field);
        if (!list.isMissingNode() && !list.isArray()) {
            throw wrong(terms, field);
        }
        var texts = new ArrayList<String>();
        list.forEach(text -> texts.add(text.stringValue()));
        return texts;
    }

    private static void texts(ObjectNode to, String field, List<String> texts) {
        ArrayNode array = to.putArray(field);
        texts.forEach(array::add);
    }

    private static <E extends Enum<E>> E constant(E[] all, JsonNode node, String field) {
        String word = node.path(field).stringValue();
        return Stream.of(all)
                .filter(one -> word(one).equals(word))
                .findFirst()
                .orElseThrow(() -> wrong(node, field));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static JsonNodeException wrong(JsonNode node, String field) {
        return JsonNodeException.from(node, field + " has a value that it cannot have");
    }
}
