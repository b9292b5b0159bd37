package dev.understudy.console.shell;

import dev.understudy.console.ui.Shortcuts;
import dev.understudy.console.ui.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The whole window: the rail, the notices, the open panel and the status bar.
///
/// The view model given to it lives as long as it does.
public final class Shell extends BorderPane {
    private final Map<PanelEntry, Region> opened = new HashMap<>();
    private final ObservableList<Notice> notices = FXCollections.observableArrayList();
    private final StackPane place = new StackPane();
    private final VBox banners = new VBox();
    private final Texts texts;
    private final Rail rail;
    private Optional<Notice> stopped = Optional.empty();

    /// Shows the first of `panels`.
    public Shell(List<PanelEntry> panels, StatusViewModel status, Texts texts) {
        this.texts = texts;
        this.rail = new Rail(panels, texts, this::open);
        getStyleClass().add("shell");
        banners.getStyleClass().add("banners");
        notices.addListener((ListChangeListener<Notice>) _ -> showBanners());
        showBanners();
        VBox.setVgrow(place, Priority.ALWAYS);
        place.setMinSize(0, 0);
        setLeft(rail);
        setCenter(new VBox(banners, place));
        setBottom(new StatusBar(status, texts));
        var shortcuts = new Shortcuts(this);
        panels.forEach(panel -> shortcuts.on(panel.shortcut(), () -> open(panel)));
        status.gatewayProperty().subscribe(this::noticeStop);
        open(panels.getFirst());
    }

    /// What stands above the panels, most important first; closing a banner removes its notice.
    public ObservableList<Notice> notices() {
        return notices;
    }

    /// Opens a panel.
    public void open(PanelEntry entry) {
        rail.mark(entry);
        place.getChildren().setAll(opened.computeIfAbsent(entry, e -> e.panel().get()));
    }

    private void showBanners() {
        banners.getChildren()
                .setAll(
                        notices.stream()
                                .map(n -> new Banner(n, texts, () -> notices.remove(n)))
                                .toList());
        banners.setManaged(!notices.isEmpty());
    }

    private void noticeStop(GatewayState state) {
        stopped.ifPresent(notices::remove);
        stopped =
                switch (state) {
                    case GatewayState.Starting _, GatewayState.Running _ -> Optional.empty();
                    case GatewayState.Stopped(var why, var advice, var action) ->
                            Optional.of(
                                    new Notice(
                                            Notice.Severity.PROBLEM,
                                            texts.get("banner.stopped"),
                                            texts.format("banner.whyAndAdvice", why, advice),
                                            action));
                };
        stopped.ifPresent(notice -> notices.addFirst(notice));
    }
}
