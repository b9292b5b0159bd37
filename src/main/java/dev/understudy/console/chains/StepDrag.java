package dev.understudy.console.chains;

import javafx.scene.Cursor;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/// Lets a step be dragged to another place of its chain: it follows the pointer, Escape puts it
/// back.
final class StepDrag {
    private static final double LEAST = 6;

    private final StepStack stack;
    private final StepCard card;
    private double from;
    private boolean pressed;
    private boolean dragging;

    StepDrag(StepStack stack, StepCard card) {
        this.stack = stack;
        this.card = card;
        card.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        card.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        card.addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
        card.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (dragging && event.getCode() == KeyCode.ESCAPE) {
                        end();
                        event.consume();
                    }
                });
    }

    private void press(MouseEvent event) {
        pressed = event.getButton() == MouseButton.PRIMARY;
        from = event.getSceneY();
    }

    private void drag(MouseEvent event) {
        double by = event.getSceneY() - from;
        if (!pressed || (!dragging && Math.abs(by) < LEAST)) {
            return;
        }
        dragging = true;
        card.setViewOrder(-1);
        card.setOpacity(0.9);
        card.setCursor(Cursor.CLOSED_HAND);
        card.setTranslateY(by);
        stack.mark(place(event));
        event.consume();
    }

    private void release(MouseEvent event) {
        if (dragging) {
            int to = place(event);
            end();
            stack.move(card.place(), to);
            event.consume();
        }
        pressed = false;
    }

    private int place(MouseEvent event) {
        return stack.place(stack.sceneToLocal(0, event.getSceneY()).getY());
    }

    private void end() {
        pressed = false;
        dragging = false;
        card.setViewOrder(0);
        card.setOpacity(1);
        card.setCursor(Cursor.DEFAULT);
        card.setTranslateY(0);
        stack.mark(-1);
    }
}
