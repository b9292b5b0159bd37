package dev.understudy.settings;

import java.util.List;
import java.util.Map;

/// A piece of a YAML document, and where it stands.
sealed interface Node {
    /// From 1.
    int line();

    /// From 1.
    int column();

    /// What it is, for people.
    String what();

    /// A text, a number, true or false, or nothing.
    record Scalar(int line, int column, String text, boolean quoted) implements Node {
        boolean isNull() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        @Override
        public String what() {
            return isNull() ? "nothing" : "\"" + text + "\"";
        }
    }

    /// Keys and their values, in the order written.
    record Mapping(int line, int column, Map<String, Entry> entries) implements Node {
        @Override
        public String what() {
            return "a mapping";
        }
    }

    /// A key's place and its value.
    record Entry(int line, int column, Node value) {}

    /// A list.
    record Sequence(int line, int column, List<Node> items) implements Node {
        @Override
        public String what() {
            return "a list";
        }
    }
}
