package dev.understudy.console.ui;

import java.text.MessageFormat;
import java.util.ResourceBundle;

/// Every visible text of the console, by key.
public final class Texts {
    private final ResourceBundle bundle;

    /// Reads the bundle in the language of this machine.
    public Texts() {
        this.bundle = ResourceBundle.getBundle("dev.understudy.console.Texts");
    }

    public String get(String key) {
        return bundle.getString(key);
    }

    /// Fills the text's numbered places; numbers are written as the bundle's language does.
    public String format(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), bundle.getLocale()).format(values);
    }
}
