package dev.understudy.strategy;

import java.util.Objects;

/// The evaluation takes more steps, time or room than it may.
final class OverBudgetException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OverBudgetException(String message) {
        super(message, null, false, false);
    }

    String reason() {
        return Objects.requireNonNullElse(getMessage(), "");
    }
}
