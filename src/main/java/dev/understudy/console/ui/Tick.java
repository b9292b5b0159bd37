package dev.understudy.console.ui;

import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Node;
import javafx.util.Duration;

/// Runs something each second while a node is in a window that is open.
public final class Tick {
    /// @param node in whose window it runs
    public Tick(Node node, Runnable action) {
        var clock =
                new Timeline(
                        new KeyFrame(
                                Duration.seconds(1),
                                _ -> {
                                    if (isSeen(node)) {
                                        action.run();
                                    }
                                }));
        clock.setCycleCount(Timeline.INDEFINITE);
        node.sceneProperty()
                .subscribe(scene -> {
                    if (scene == null) {
                        clock.stop();
                    } else {
                        clock.play();
                    }
                });
    }

    private static boolean isSeen(Node node) {
        return node.getScene() != null
                && node.getScene().getWindow() != null
                && node.getScene().getWindow().isShowing();
    }
}
