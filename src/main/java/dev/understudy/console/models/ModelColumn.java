package dev.understudy.console.models;

import dev.understudy.journal.TargetUse;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A column of the table: how wide it is and what it sorts by. What is not known comes last, in
/// either direction.
enum ModelColumn {
    NAME("name", 200, Side.LEFT),
    CONTEXT("context", 72, Side.RIGHT),
    OUTPUT("output", 72, Side.RIGHT),
    PRICE_IN("in", 68, Side.RIGHT),
    PRICE_OUT("out", 72, Side.RIGHT),
    PRICE_CACHED("cached", 72, Side.RIGHT),
    TAKES("takes", 112, Side.LEFT),
    ABILITIES("abilities", 168, Side.LEFT),
    RELEASED("released", 88, Side.RIGHT),
    FIRST_TOKEN("first", 72, Side.RIGHT),
    SUCCESS("success", 72, Side.RIGHT),
    PROVIDER("provider", 96, Side.LEFT),
    ID("id", 240, Side.LEFT);

    /// Those that are shown until others are chosen, the dearest to people first.
    static final List<ModelColumn> USUAL =
            List.of(
                    NAME,
                    PRICE_IN,
                    PRICE_OUT,
                    CONTEXT,
                    FIRST_TOKEN,
                    PRICE_CACHED,
                    TAKES,
                    SUCCESS,
                    RELEASED);

    private final String word;
    private final double width;
    private final Side side;

    ModelColumn(String word, double width, Side side) {
        this.word = word;
        this.width = width;
        this.side = side;
    }

    /// Where its texts begin.
    enum Side {
        LEFT,
        RIGHT
    }

    /// What it is called in files and texts.
    String word() {
        return word;
    }

    /// In pixels; the name takes what is left.
    double width() {
        return width;
    }

    Side side() {
        return side;
    }

    static Optional<ModelColumn> named(String word) {
        for (ModelColumn column : values()) {
            if (column.word.equals(word)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /// The order by this column.
    Comparator<ModelRow> order(Direction direction) {
        Comparator<Comparable<?>> natural = ModelColumn::compare;
        Comparator<Comparable<?>> wanted =
                direction == Direction.DOWN ? natural.reversed() : natural;
        return Comparator.comparing(this::key, Comparator.nullsLast(wanted));
    }

    /// Which way a column is sorted.
    enum Direction {
        UP,
        DOWN
    }

    private @Nullable Comparable<?> key(ModelRow row) {
        return switch (this) {
            case NAME -> row.title().toLowerCase(Locale.ROOT);
            case CONTEXT -> number(row.context());
            case OUTPUT -> number(row.model().maxOutputTokens());
            case PRICE_IN -> number(row.input());
            case PRICE_OUT -> number(row.output());
            case PRICE_CACHED -> number(row.cached());
            case TAKES -> String.join(" ", row.model().inputModalities());
            case ABILITIES -> row.traits().size();
            case RELEASED -> row.released().orElse(null);
            case FIRST_TOKEN -> row.own().flatMap(TargetUse::firstToken).orElse(null);
            case SUCCESS -> row.own().map(TargetUse::rate).orElse(null);
            case PROVIDER -> row.target().provider();
            case ID -> row.target().toString();
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a column's keys are of one type
    private static int compare(Comparable<?> one, Comparable<?> other) {
        return ((Comparable) one).compareTo(other);
    }

    private static @Nullable Long number(OptionalLong value) {
        return value.isPresent() ? Long.valueOf(value.getAsLong()) : null;
    }

    private static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
    }
}
