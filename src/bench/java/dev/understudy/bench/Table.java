package dev.understudy.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The results, as a Markdown table.
final class Table {
    static final String DIRECT = "direct";
    static final String NGINX = "nginx";
    static final String OURS = "Understudy";
    static final String PORTKEY = "Portkey";
    static final String BEFORE = "before";

    private final List<String> columns;

    private final List<String> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /// @param before whether another build of ours has a column
    Table(boolean before) {
        columns =
                before
                        ? List.of(DIRECT, NGINX, BEFORE, OURS, PORTKEY)
                        : List.of(DIRECT, NGINX, OURS, PORTKEY);
    }

    /// A row of the doors' medians.
    void row(String what, Rounds rounds, int digits) {
        var cells = new ArrayList<String>();
        columns.forEach(door -> cells.add(text(rounds.median(door), digits)));
        add(what, cells, "", "");
    }

    /// A row with one figure of ours, and nginx's if there is one, against a bar.
    void bar(String what, Optional<Double> nginx, Optional<Double> ours, int digits, Bar bar) {
        var cells = new ArrayList<String>();
        for (String column : columns) {
            cells.add(
                    switch (column) {
                        case NGINX -> text(nginx, digits);
                        case OURS -> text(ours, digits);
                        default -> "";
                    });
        }
        add(
                what,
                cells,
                bar.text(),
                bar.text().isEmpty()
                        ? ""
                        : ours.map(value -> bar.met(value) ? "yes" : "**no**")
                                .orElse("not measured"));
    }

    void note(String text) {
        notes.add(text);
    }

    /// A figure that must not be passed, or must be reached.
    record Bar(String text, double most, double least) {
        static final Bar NONE = new Bar("", Double.NaN, Double.NaN);

        static Bar most(double value, String unit) {
            return new Bar("≤ " + number(value) + unit, value, Double.NEGATIVE_INFINITY);
        }

        static Bar least(double value, String unit) {
            return new Bar("≥ " + number(value) + unit, Double.POSITIVE_INFINITY, value);
        }

        boolean met(double value) {
            return value <= most && value >= least;
        }

        private static String number(double value) {
            return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        }
    }

    /// The whole table.
    String markdown() {
        var text = new StringBuilder();
        text.append("| what | %s | bar | met |\n".formatted(String.join(" | ", columns)));
        text.append("| --- |").append(" ---: |".repeat(columns.size())).append(" --- | --- |\n");
        rows.forEach(row -> text.append(row).append('\n'));
        notes.forEach(note -> text.append("\n- ").append(note));
        return text.append('\n').toString();
    }

    private void add(String what, List<String> cells, String bar, String met) {
        String row = "| %s | %s | %s | %s |".formatted(what, String.join(" | ", cells), bar, met);
        rows.add(row);
        System.out.println(row);
    }

    private static String text(Optional<Double> value, int digits) {
        return value.map(number -> String.format(Locale.ROOT, "%,." + digits + "f", number))
                .orElse("");
    }
}
