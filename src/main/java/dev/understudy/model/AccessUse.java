package dev.understudy.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// How an access key was used.
///
/// @param key its id
/// @param lastUsed when its last request came
/// @param client what that request called itself, such as `claude-cli`; blank if nothing
/// @param requestsToday by the calendar of this machine, as are the amounts
/// @param spentToday in USD; what a request cost is 0 where it is not known
/// @param spentThisMonth in USD
/// @param lastMinute the requests of the last minute
public record AccessUse(
        String key,
        Instant lastUsed,
        String client,
        long requestsToday,
        BigDecimal spentToday,
        BigDecimal spentThisMonth,
        List<Request> lastMinute) {
    public AccessUse {
        lastMinute = List.copyOf(lastMinute);
    }

    /// One request.
    ///
    /// @param tokens both ways; 0 where it is not known
    public record Request(Instant time, long tokens) {}
}
