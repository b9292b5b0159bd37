package dev.understudy.console.keys;

import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/// Lets a key be dragged to the place of another one of its provider.
final class RowDrag {
    private static final PseudoClass TARGET = PseudoClass.getPseudoClass("drop-target");

    private final KeyRow row;

    RowDrag(KeysViewModel keys, KeyRow row) {
        this.row = row;
        row.setOnDragDetected(event -> {
            var content = new ClipboardContent();
            content.putString(row.slot().id().toString());
            row.startDragAndDrop(TransferMode.MOVE).setContent(content);
            event.consume();
        });
        row.setOnDragOver(event -> {
            if (dragged(event).isPresent()) {
                event.acceptTransferModes(TransferMode.MOVE);
                row.pseudoClassStateChanged(TARGET, true);
            }
            event.consume();
        });
        row.setOnDragExited(_ -> row.pseudoClassStateChanged(TARGET, false));
        row.setOnDragDropped(event -> {
            Optional<KeyRow> from = dragged(event);
            from.ifPresent(other ->
                    keys.move(
                            other.slot().id(),
                            row.getParent().getChildrenUnmodifiable().indexOf(row)));
            event.setDropCompleted(from.isPresent());
            event.consume();
        });
    }

    /// The row that is dragged here, if it is another of the same provider.
    private Optional<KeyRow> dragged(DragEvent event) {
        return event.getGestureSource() instanceof KeyRow other
                        && other != row
                        && other.slot().id().provider().equals(row.slot().id().provider())
                ? Optional.of(other)
                : Optional.empty();
    }
}
