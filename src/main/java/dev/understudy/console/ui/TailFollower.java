package dev.understudy.console.ui;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.event.EventTarget;
import javafx.scene.Node;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;

/// Keeps a growing text's end in view, but only while the user is there.
///
/// Scrolling up lets go; scrolling back to the end, or [#follow()], takes hold again.
public final class TailFollower {
    private static final double NEAR = 24;

    private final ScrollPane pane;
    private final Region content;
    private final ReadOnlyBooleanWrapper following = new ReadOnlyBooleanWrapper(true);
    private boolean userMoves;

    /// @param pane scrolls `content`, which lives as long as it does
    public TailFollower(ScrollPane pane, Region content) {
        this.pane = pane;
        this.content = content;
        pane.addEventFilter(ScrollEvent.SCROLL, _ -> userMoves = true);
        pane.addEventFilter(KeyEvent.KEY_PRESSED, e -> userMoves |= e.getCode().isNavigationKey());
        pane.addEventFilter(MouseEvent.MOUSE_PRESSED, e -> userMoves = inScrollBar(e.getTarget()));
        pane.addEventFilter(MouseEvent.MOUSE_DRAGGED, e -> userMoves |= inScrollBar(e.getTarget()));
        pane.vvalueProperty().subscribe(_ -> moved());
        content.heightProperty().subscribe(_ -> grown());
        pane.viewportBoundsProperty().subscribe(_ -> grown());
    }

    /// Whether the end stays in view.
    public ReadOnlyBooleanProperty followingProperty() {
        return following.getReadOnlyProperty();
    }

    /// Goes to the end and stays there.
    public void follow() {
        userMoves = false;
        following.set(true);
        toEnd();
    }

    private void moved() {
        if (userMoves) {
            userMoves = false;
            following.set(atEnd());
        }
    }

    private void grown() {
        if (following.get()) {
            toEnd();
        } else if (content.getHeight() <= pane.getViewportBounds().getHeight()) {
            following.set(true);
        }
    }

    private void toEnd() {
        pane.setVvalue(pane.getVmax());
    }

    private boolean atEnd() {
        double hidden = content.getHeight() - pane.getViewportBounds().getHeight();
        return (pane.getVmax() - pane.getVvalue()) * hidden < NEAR;
    }

    private static boolean inScrollBar(EventTarget target) {
        Node node = target instanceof Node hit ? hit : null;
        while (node != null && !(node instanceof ScrollBar)) {
            node = node.getParent();
        }
        return node != null;
    }
}
