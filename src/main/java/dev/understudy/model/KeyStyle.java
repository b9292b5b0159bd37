package dev.understudy.model;

/// How a provider's key travels.
public enum KeyStyle {
    /// `Authorization: Bearer`, on every wire.
    BEARER,
    /// `x-api-key` on Messages, as at Anthropic; `Authorization: Bearer` on the others.
    X_API_KEY,
    /// `api-key` on every wire, as at Azure.
    API_KEY
}
