package dev.understudy.model;

import java.util.OptionalLong;

/// A provider's key, with all a strategy may ask about it; never the key itself.
///
/// @param id safe to log, and the same as long as the key is
public record KeyProfile(String id, Quota quota, Metrics.Errors errors) {
    /// What a provider said is left of a key's limits.
    public record Quota(
            OptionalLong remainingRequests,
            OptionalLong remainingTokens,
            OptionalLong limitRequests,
            OptionalLong limitTokens) {
        /// It said nothing.
        public static final Quota UNKNOWN =
                new Quota(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty());
    }
}
