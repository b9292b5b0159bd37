package dev.understudy.console.ui;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/// A run of blocks that remembers its height.
///
/// JavaFX asks every child of a column for its height at each layout, and visits every node of the
/// scene at each frame. With pages that know their height and fold while they are out of sight, a
/// long text that grows at its end costs no more than a short one.
final class Page extends VBox {
    private static final int BLOCKS = 24;

    private final Map<Double, Double> heights = new HashMap<>();
    private List<Node> folded = List.of();
    private double foldedHeight;

    Page() {
        getStyleClass().add("markdown");
    }

    void add(Node block) {
        getChildren().add(block);
    }

    boolean full() {
        return getChildren().size() >= BLOCKS;
    }

    /// Takes the blocks out of the scene; their height stays. A page that was never laid out, or
    /// that has the focus in it, is left as it is.
    void fold() {
        if (folded.isEmpty() && getHeight() > 0 && !isFocusWithin()) {
            folded = List.copyOf(getChildren());
            foldedHeight = getHeight();
            getChildren().clear();
        }
    }

    /// Puts the blocks back.
    void unfold() {
        if (!folded.isEmpty()) {
            getChildren().setAll(folded);
            folded = List.of();
        }
    }

    @Override
    public void requestLayout() {
        heights.clear();
        super.requestLayout();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinHeight(double width) {
        return prefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        if (!folded.isEmpty()) {
            return foldedHeight;
        }
        Double known = heights.get(width);
        if (known == null) {
            known = super.computePrefHeight(width);
            heights.put(width, known);
        }
        return known;
    }
}
