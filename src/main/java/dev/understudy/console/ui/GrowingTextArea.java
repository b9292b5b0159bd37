package dev.understudy.console.ui;

import javafx.scene.control.TextArea;
import javafx.scene.text.Text;

/// A text area as high as its text, within bounds.
public final class GrowingTextArea extends TextArea {
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
        widthProperty().subscribe(this::requestLayout);
    }

    @Override
    protected double computePrefHeight(double width) {
        double padding = snappedTopInset() + snappedBottomInset();
        return padding + Math.ceil(linesHeight());
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    private double linesHeight() {
        measure.setWrappingWidth(0);
        measure.setText("X");
        double line = measure.getLayoutBounds().getHeight();
        measure.setWrappingWidth(
                Math.max(1, getWidth() - snappedLeftInset() - snappedRightInset() - 12));
        measure.setText(getText().endsWith("\n") ? getText() + "X" : getText());
        double text = measure.getLayoutBounds().getHeight();
        return Math.clamp(text, line * getPrefRowCount(), line * mostRows);
    }
}
