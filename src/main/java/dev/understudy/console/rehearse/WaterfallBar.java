package dev.understudy.console.rehearse;

import dev.understudy.client.RequestTrace.Try;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Region;

/// One attempt on the time line: waiting, then speaking, then its end.
final class WaterfallBar extends Region {
    private static final double HEIGHT = 10;
    private static final double MARK = 3;

    private final List<Piece> pieces = new ArrayList<>();

    WaterfallBar() {
        getStyleClass().add("waterfall-bar");
        setMinSize(40, HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        setMaxWidth(Double.MAX_VALUE);
    }

    /// A piece of the bar.
    ///
    /// @param from in parts of the whole
    /// @param to in parts of the whole
    private record Piece(Region region, double from, double to) {}

    /// Shows an attempt.
    ///
    /// @param start what the time line begins at
    /// @param whole the time line's length
    void show(Try attempt, boolean carriesOn, Duration start, Duration whole) {
        pieces.clear();
        double began = part(attempt.started().minus(start), whole);
        double ended = part(attempt.ended().minus(start), whole);
        double spoke =
                attempt.firstToken()
                        .map(first -> part(attempt.started().plus(first).minus(start), whole))
                        .orElse(ended);
        add("waiting", began, spoke);
        if (attempt.firstToken().isPresent()) {
            add(carriesOn ? "carrying" : "streaming", spoke, ended);
        }
        if (attempt.verdict().equals("failed") || attempt.verdict().equals("broke_off")) {
            add("lost", ended, ended);
        }
        getChildren().setAll(pieces.stream().map(Piece::region).toList());
    }

    private void add(String style, double from, double to) {
        var region = new Region();
        region.getStyleClass().addAll("piece", style);
        pieces.add(new Piece(region, from, to));
    }

    private static double part(Duration time, Duration whole) {
        return Math.clamp((double) time.toNanos() / Math.max(1, whole.toNanos()), 0, 1);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() - MARK;
        for (Piece piece : pieces) {
            double from = Math.rint(piece.from() * width);
            double to = Math.max(Math.rint(piece.to() * width), from + MARK);
            piece.region().resizeRelocate(from, 0, to - from, getHeight());
        }
    }
}
