package dev.understudy.model;

import java.time.Instant;

/// A program's permission to use the gateway. The key itself is not kept, only its digest.
///
/// @param id names the key in lists and logs
/// @param sha256 the SHA-256 of the key, in hexadecimal
public record AccessKey(String id, String name, String sha256, Instant created) {}
