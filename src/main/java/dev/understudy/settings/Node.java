package dev.understudy.settings;

import java.util.List;
import java.util.Map;

/// A piece of a YAML document, and where it stands.
sealed interface Node {
    /// Where it stands.
    Place place();

    /// What it is, for people.
    String what();

    /// From 1.
    default int line() {
        return place().line();
    }

    /// From 1.
    default int column() {
        return place().column();
    }

    /// Where a piece stands in its text.
    ///
    /// @param line from 1
    /// @param column from 1
    /// @param start of its first character, from 0
    /// @param end behind its last character
    record Place(int line, int column, int start, int end) {}

    /// A text, a number, true or false, or nothing.
    record Scalar(Place place, String text, boolean quoted) implements Node {
        boolean isNull() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        @Override
        public String what() {
            return isNull() ? "nothing" : "\"" + text + "\"";
        }
    }

    /// Keys and their values, in the order written.
    record Mapping(Place place, Map<String, Entry> entries) implements Node {
        @Override
        public String what() {
            return "a mapping";
        }
    }

    /// A key's place and its value.
    record Entry(Place place, Node value) {
        int line() {
            return place.line();
        }

        int column() {
            return place.column();
        }
    }

    /// A list.
    record Sequence(Place place, List<Node> items) implements Node {
        @Override
        public String what() {
            return "a list";
        }
    }
}
