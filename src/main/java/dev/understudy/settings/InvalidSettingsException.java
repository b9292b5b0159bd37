package dev.understudy.settings;

import java.util.List;

/// A settings file cannot be used; every problem in it is told.
public final class InvalidSettingsException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    InvalidSettingsException(List<Problem> problems) {
        super(problems.getFirst().toString());
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
