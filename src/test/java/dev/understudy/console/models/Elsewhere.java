package dev.understudy.console.models;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Notes what the panel hands on.
final class Elsewhere implements ModelActions {
    final List<String> tried = new CopyOnWriteArrayList<>();
    final List<URI> browsed = new CopyOnWriteArrayList<>();

    @Override
    public void tryOut(String name) {
        tried.add(name);
    }

    @Override
    public void browse(URI page) {
        browsed.add(page);
    }
}
