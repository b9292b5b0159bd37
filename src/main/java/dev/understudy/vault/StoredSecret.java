package dev.understudy.vault;

import java.time.Instant;

/// What can be told of a secret without opening the vault.
///
/// @param changed when its value was set, to the millisecond
public record StoredSecret(SecretName name, Instant changed) {}
