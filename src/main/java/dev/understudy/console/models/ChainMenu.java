package dev.understudy.console.models;

import dev.understudy.console.ui.Texts;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;

/// The chains a model can be put into, and a place to name a new one.
final class ChainMenu extends MenuButton {
    ChainMenu(ModelsViewModel models, ModelRow row, Texts texts) {
        super(texts.get("models.addToChain"));
        setId("add-to-chain");
        getStyleClass().add("accent");
        setMinWidth(USE_PREF_SIZE);
        for (String chain : models.chainNames()) {
            var item = new MenuItem(chain);
            item.setId("add-to-" + chain);
            item.setMnemonicParsing(false);
            item.setOnAction(_ -> models.addToChain(row, chain));
            getItems().add(item);
        }
        if (!getItems().isEmpty()) {
            getItems().add(new SeparatorMenuItem());
        }
        var name = new TextField();
        name.setId("new-chain");
        name.setPromptText(texts.get("models.newChain"));
        name.setAccessibleText(texts.get("models.newChain"));
        name.setPrefColumnCount(18);
        name.setOnAction(_ -> {
            models.newChain(row, name.getText());
            hide();
        });
        var named = new CustomMenuItem(name, false);
        named.getStyleClass().add("range-item");
        getItems().add(named);
    }
}
