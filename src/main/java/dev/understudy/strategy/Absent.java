package dev.understudy.strategy;

/// The value of what is not known: `null` in an expression.
enum Absent {
    NULL;

    @Override
    public String toString() {
        return "null";
    }
}
