package dev.understudy.catalog;

import dev.understudy.model.ListReply.Validators;
import java.time.Instant;

/// An answer of a provider as it was last fetched.
///
/// @param fetched when it came
/// @param checked when it was last told to be the same still
record StoredAnswer(Validators validators, Instant fetched, Instant checked, String body) {
    StoredAnswer checkedAt(Instant time) {
        return new StoredAnswer(validators, fetched, time, body);
    }
}
