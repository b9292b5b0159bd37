package dev.understudy.model;

/// Where one attempt goes: a provider's id in the settings, and that provider's own model name.
///
/// Printed as `provider:model`, the form clients use.
public record Target(String provider, String model) {
    public Target {
        if (provider.isBlank() || model.isBlank()) {
            throw new IllegalArgumentException("blank target: %s:%s".formatted(provider, model));
        }
    }

    @Override
    public String toString() {
        return provider + ":" + model;
    }
}
