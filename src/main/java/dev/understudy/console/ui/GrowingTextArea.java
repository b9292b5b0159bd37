package dev.understudy.console.ui;

import javafx.geometry.Orientation;
import javafx.scene.control.TextArea;
import javafx.scene.text.Text;

/// A text area as high as its text, within bounds.
public final class GrowingTextArea extends TextArea {
    private static final double SCROLL_BAR = 12;

    private final Text measure = new Text();
    private final int mostRows;

    /// @param mostRows scrolls beyond this many lines
    public GrowingTextArea(int fewestRows, int mostRows) {
        this.mostRows = mostRows;
        setPrefRowCount(fewestRows);
        setWrapText(true);
        getStyleClass().add("growing");
        measure.fontProperty().bind(fontProperty());
        textProperty().subscribe(this::requestLayout);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        double padding = snappedTopInset() + snappedBottomInset();
        return padding + Math.ceil(linesHeight(width < 0 ? getWidth() : width));
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    private double linesHeight(double width) {
        measure.setWrappingWidth(0);
        measure.setText("X");
        double line = measure.getLayoutBounds().getHeight();
        double inner = width - snappedLeftInset() - snappedRightInset() - SCROLL_BAR;
        measure.setWrappingWidth(Math.max(1, inner));
        measure.setText(getText().endsWith("\n") ? getText() + "X" : getText());
        double text = measure.getLayoutBounds().getHeight();
        return Math.clamp(text, line * getPrefRowCount(), line * mostRows);
    }
}
