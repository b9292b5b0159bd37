package dev.understudy.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A whole Traffic Policy document: its one `ai-gateway` action holds the settings, the other
/// actions are named as not run here.
final class PolicyDocument {
    private static final Set<String> PHASES =
            Set.of(
                    "on_tcp_connect",
                    "on_http_request",
                    "on_http_response",
                    "on_event_stream_message",
                    "inbound",
                    "outbound");
    private static final Set<String> DOCUMENT =
            Set.of(
                    "on_tcp_connect",
                    "on_http_request",
                    "on_http_response",
                    "on_event_stream_message",
                    "inbound",
                    "outbound",
                    "enabled");
    private static final Set<String> RULE =
            Set.of("name", "expressions", "actions", "type", "config");
    private static final Set<String> ACTION = Set.of("type", "config", "name");
    private static final String OURS = "ai-gateway";

    private final List<Problem> problems;
    private final List<Problem> warnings;
    private final List<Settings> found = new ArrayList<>();

    private PolicyDocument(List<Problem> problems, List<Problem> warnings) {
        this.problems = problems;
        this.warnings = warnings;
    }

    /// The node that holds settings, and the keys that lead there.
    record Settings(Node node, String path) {}

    /// Where the settings are in a document: the whole of it, or the configuration of its action.
    static Settings in(Node root, List<Problem> problems, List<Problem> warnings) {
        var document = new PolicyDocument(problems, warnings);
        if (root instanceof Node.Sequence(_, var items) && items.stream().anyMatch(Rule::is)) {
            document.rules(items, "");
        } else if (root instanceof Node.Mapping(_, var entries)
                && entries.keySet().stream().anyMatch(PHASES::contains)) {
            Fields phases = Fields.of(root, "", problems, DOCUMENT);
            entries.forEach((phase, entry) -> {
                if (PHASES.contains(phase)) {
                    document.rules(phases.items(phase), phase);
                }
            });
        } else if (Rule.is(root)) {
            document.action(root, "");
        } else {
            return new Settings(root, "");
        }
        return document.theOne(root);
    }

    private Settings theOne(Node root) {
        if (found.isEmpty()) {
            problems.add(
                    new Problem(
                            root.line(),
                            root.column(),
                            "",
                            "this policy has no ai-gateway action, and so no settings"));
        } else if (found.size() > 1) {
            problems.add(
                    new Problem(
                            found.get(1).node().line(),
                            found.get(1).node().column(),
                            found.get(1).path(),
                            "a second ai-gateway action: a policy has one"));
        }
        return found.isEmpty()
                ? new Settings(new Node.Mapping(root.place(), Map.of()), "")
                : found.getFirst();
    }

    private void rules(List<Node> rules, String phase) {
        for (int i = 0; i < rules.size(); i++) {
            String path = "%s[%d]".formatted(phase, i);
            Fields rule = Fields.of(rules.get(i), path, problems, RULE);
            if (rule.node("type").isPresent()) {
                action(rules.get(i), path);
                continue;
            }
            List<Node> actions = rule.items("actions");
            int before = found.size();
            for (int j = 0; j < actions.size(); j++) {
                action(actions.get(j), rule.join("actions[%d]".formatted(j)));
            }
            if (found.size() > before && rule.node("expressions").isPresent()) {
                rule.warning(
                        "expressions",
                        "they are not evaluated here: the ai-gateway action holds for every request",
                        warnings);
            }
        }
    }

    private void action(Node node, String path) {
        Fields action = Fields.of(node, path, problems, ACTION);
        Optional<String> type = action.text("type");
        if (type.isEmpty()) {
            action.problem("type", "an action needs a type, such as ai-gateway");
        } else if (type.get().equals(OURS)) {
            found.add(
                    new Settings(
                            action.node("config")
                                    .orElseGet(() -> new Node.Mapping(node.place(), Map.of())),
                            action.join("config")));
        } else {
            action.warning(
                    "type",
                    "the action \"%s\" is not run here: only ai-gateway is".formatted(type.get()),
                    warnings);
        }
    }

    /// What a rule looks like.
    private static final class Rule {
        static boolean is(Node node) {
            return node instanceof Node.Mapping(_, var entries)
                    && (entries.containsKey("actions") || entries.containsKey("type"));
        }
    }
}
