package dev.understudy.settings;

/// A key as a settings file writes it.
///
/// @param alias its own, or the one its place gives it
/// @param named whether the alias is its own
/// @param value as written: a placeholder, or the key in clear
/// @param weight 1 if it is not a number
public record WrittenKey(
        String alias, boolean named, String value, KeyOrigin origin, int weight, boolean on) {
    /// Tells nothing of the value, which may be the key.
    @Override
    public String toString() {
        return "WrittenKey[%s, %s]".formatted(alias, origin);
    }
}
