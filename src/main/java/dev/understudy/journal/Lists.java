package dev.understudy.journal;

import dev.understudy.model.Plan;
import dev.understudy.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// Lists in one column, as JSON. Names come from callers, so that their length and number are
/// bounded; a list that cannot be read is empty.
final class Lists {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST = 50;
    private static final int LONGEST = 200;

    private Lists() {}

    static String names(List<String> names) {
        ArrayNode array = JSON.createArrayNode();
        names.stream().limit(MOST).map(Lists::cut).forEach(array::add);
        return JSON.writeValueAsString(array);
    }

    static List<String> names(String json) {
        var names = new ArrayList<String>();
        read(json).forEach(name -> names.add(name.asString("")));
        return names;
    }

    static String targets(List<Target> targets) {
        return rows(
                targets.stream()
                        .map(target -> List.of(target.provider(), target.model()))
                        .toList());
    }

    static List<Target> targets(String json) {
        var targets = new ArrayList<Target>();
        for (JsonNode pair : read(json)) {
            targets.add(new Target(pair.path(0).asString("?"), pair.path(1).asString("?")));
        }
        return targets;
    }

    static String rejections(List<Plan.Rejection> rejections) {
        return rows(
                rejections.stream()
                        .map(rejection ->
                                List.of(
                                        rejection.model(),
                                        rejection.reason(),
                                        rejection.why().name()))
                        .toList());
    }

    /// Those that an older version wrote do not say of which kind they are.
    static List<Plan.Rejection> rejections(String json) {
        var rejections = new ArrayList<Plan.Rejection>();
        for (JsonNode row : read(json)) {
            rejections.add(
                    new Plan.Rejection(
                            row.path(0).asString(""),
                            row.path(1).asString(""),
                            why(row.path(2).asString(""))));
        }
        return rejections;
    }

    private static Plan.Why why(String name) {
        return Stream.of(Plan.Why.values())
                .filter(why -> why.name().equals(name))
                .findFirst()
                .orElse(Plan.Why.UNKNOWN);
    }

    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static String rows(List<List<String>> rows) {
        ArrayNode array = JSON.createArrayNode();
        for (List<String> row : rows.stream().limit(MOST).toList()) {
            ArrayNode cells = array.addArray();
            row.stream().map(Lists::cut).forEach(cells::add);
        }
        return JSON.writeValueAsString(array);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException _) {
            return JSON.createArrayNode();
        }
    }
}
