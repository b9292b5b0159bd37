package dev.understudy.model;

import java.util.List;

/// What one side of a conversation says at a time.
public record Turn(Role role, List<Part> parts) {
    public Turn {
        parts = List.copyOf(parts);
    }

    /// Who speaks. What tools gave is the user's.
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }
}
