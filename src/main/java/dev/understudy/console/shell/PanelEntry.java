package dev.understudy.console.shell;

import java.util.function.Supplier;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;

/// One place of the rail.
///
/// @param id the rail button's id is `rail-` and this
/// @param textKey the name's key in the texts
/// @param shortcut goes there from anywhere
/// @param panel makes the panel when it is first opened
public record PanelEntry(
        String id,
        Ikon icon,
        String textKey,
        KeyCombination shortcut,
        Supplier<? extends Region> panel) {}
