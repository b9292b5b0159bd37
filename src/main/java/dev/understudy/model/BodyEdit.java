package dev.understudy.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How a request's body is changed before it goes to a provider; top-level fields only.
///
/// @param allowed the fields that may stay; all of them if empty
/// @param removed fields that may not, whatever is allowed
/// @param replaced values as JSON text by field, which win over the caller's
/// @param cap the most tokens an answer may have
public record BodyEdit(
        Set<String> allowed, Set<String> removed, Map<String, String> replaced, Optional<Cap> cap) {
    public BodyEdit {
        allowed = Set.copyOf(allowed);
        removed = Set.copyOf(removed);
        replaced = Map.copyOf(new LinkedHashMap<>(replaced));
    }

    /// A limit on the answer's tokens.
    ///
    /// @param field set where the caller sets none of the fields that limit an answer
    public record Cap(String field, int most) {}

    /// Whether the body goes out as it is.
    public boolean isNothing() {
        return allowed.isEmpty() && removed.isEmpty() && replaced.isEmpty() && cap.isEmpty();
    }

    /// Whether a field may go out.
    public boolean keeps(String field) {
        return (allowed.isEmpty() || allowed.contains(field)) && !removed.contains(field);
    }
}
