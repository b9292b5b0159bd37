package dev.understudy.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// One evaluation of one expression. Used by one thread.
final class Run {
    private static final int SHOWN = 20;

    private final Object root;
    private final Object[] locals;
    private final Budget budget;
    private final RandomGenerator random;
    private final List<Choice.Dropped> dropped = new ArrayList<>();
    private int drops;

    /// @param root what `ai` is
    /// @param locals how many variables the expression's loops have
    Run(Object root, int locals, Budget budget, RandomGenerator random) {
        this.root = root;
        this.locals = new Object[locals];
        this.budget = budget;
        this.random = random;
    }

    Object root() {
        return root;
    }

    Object local(int slot) {
        return locals[slot];
    }

    void local(int slot, Object value) {
        locals[slot] = value;
    }

    Budget budget() {
        return budget;
    }

    RandomGenerator random() {
        return random;
    }

    /// An element is left out, as a condition cannot be told of it.
    void drop(Object element, EvaluationException why) {
        drops++;
        if (dropped.size() < SHOWN) {
            dropped.add(new Choice.Dropped(Values.shown(element), why.reason()));
        }
    }

    /// The first elements left out.
    List<Choice.Dropped> dropped() {
        return List.copyOf(dropped);
    }

    int drops() {
        return drops;
    }
}
