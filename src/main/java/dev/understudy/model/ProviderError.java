package dev.understudy.model;

/// An error as a provider words it, read from any of the shapes in use.
///
/// @param status the HTTP status, or the one an error inside a 200 names; 0 if it names none
/// @param code a machine word such as `context_length_exceeded`; blank if there is none
/// @param type a machine word such as `rate_limit_error`; blank if there is none
/// @param message for people; never blank
public record ProviderError(int status, String code, String type, String message) {}
