package dev.understudy.model;

/// One of a provider's keys.
///
/// @param alias how it is called in logs and pictures, such as `main`
/// @param weight its share of the requests beside the others', from 1
public record ProviderKey(String alias, ApiKey secret, int weight) {
    public ProviderKey(String alias, ApiKey secret) {
        this(alias, secret, 1);
    }
}
