package dev.understudy.model;

/// Names one key of a provider: both parts as the settings have them.
public record KeyId(String provider, String alias) {
    /// For people: `openrouter/main`.
    @Override
    public String toString() {
        return provider + "/" + alias;
    }
}
