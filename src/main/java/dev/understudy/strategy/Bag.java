package dev.understudy.strategy;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/// A list that one loop fills. Nothing changes it afterwards.
final class Bag extends AbstractList<Object> {
    private final List<Object> elements = new ArrayList<>();

    /// The bag a loop fills; a new one on its first turn.
    static Bag of(Object accumulated) {
        return accumulated instanceof Bag bag ? bag : new Bag();
    }

    void put(Object element) {
        elements.add(element);
    }

    @Override
    public Object get(int index) {
        return elements.get(index);
    }

    @Override
    public int size() {
        return elements.size();
    }
}
