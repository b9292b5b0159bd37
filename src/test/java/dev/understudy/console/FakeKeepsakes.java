package dev.understudy.console;

import dev.understudy.console.ui.Keepsakes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Kept as long as the test.
public final class FakeKeepsakes implements Keepsakes {
    private final Map<String, List<String>> lists = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> texts = new ConcurrentHashMap<>();

    @Override
    public List<String> list(String name) {
        return lists.getOrDefault(name, List.of());
    }

    @Override
    public void put(String name, List<String> values) {
        lists.put(name, List.copyOf(values));
    }

    @Override
    public Map<String, String> texts(String name) {
        return texts.getOrDefault(name, Map.of());
    }

    @Override
    public void put(String name, Map<String, String> values) {
        texts.put(name, Map.copyOf(values));
    }
}
