package dev.understudy.model;

import java.time.Instant;
import java.util.Optional;

/// A program's permission to use the gateway. The key itself is not kept, only its digest.
///
/// @param id names the key in lists and logs
/// @param sha256 the SHA-256 of the key, in hexadecimal
/// @param revoked since when it is no longer one; it is kept to tell its holder so
public record AccessKey(
        String id,
        String name,
        String sha256,
        Instant created,
        AccessTerms terms,
        Optional<Instant> revoked) {
    /// One that is valid.
    public AccessKey(String id, String name, String sha256, Instant created, AccessTerms terms) {
        this(id, name, sha256, created, terms, Optional.empty());
    }

    /// The same under other terms.
    public AccessKey under(String otherName, AccessTerms other) {
        return new AccessKey(id, otherName, sha256, created, other, revoked);
    }

    /// The same, revoked at that time, or valid again.
    public AccessKey revoked(Optional<Instant> at) {
        return new AccessKey(id, name, sha256, created, terms, at);
    }
}
