package dev.understudy.model;

/// A provider's key, with all a strategy may ask about it; never the key itself.
///
/// @param id safe to log, and the same as long as the key is
public record KeyProfile(String id, Metrics.Quota quota, Metrics.ErrorRate errors) {}
