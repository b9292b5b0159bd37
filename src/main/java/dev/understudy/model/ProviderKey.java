package dev.understudy.model;

/// One of a provider's keys.
///
/// @param alias how it is called in logs and pictures, such as `main`
public record ProviderKey(String alias, ApiKey secret) {}
