package dev.understudy.console.ui;

import java.util.List;
import java.util.Map;

/// What panels keep from one start to the next, such as favourites and chosen columns. Thread-safe;
/// what is put is written in the background.
public interface Keepsakes {
    /// A list that was kept; empty if there is none.
    List<String> list(String name);

    void put(String name, List<String> values);

    /// Texts by their names; empty if there are none.
    Map<String, String> texts(String name);

    void put(String name, Map<String, String> texts);
}
