package dev.understudy.rehearsal;

/// Faults that people pick from, for tests.
public final class Faults {
    private Faults() {}

    /// The one with a key, such as `rate-limit`.
    public static NamedFault picked(String key) {
        return FaultSet.picker().stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
