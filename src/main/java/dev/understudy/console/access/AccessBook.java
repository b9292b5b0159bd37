package dev.understudy.console.access;

import dev.understudy.model.AccessTerms;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The access keys as people manage them.
///
/// [#keys], [#open], [#visitor] and [#onChange] answer from memory; all else may wait for the disk,
/// and is called in the background. Thread-safe.
public interface AccessBook {
    /// The keys that are kept, oldest first.
    List<Entry> keys();

    /// Whether programs need no key; their requests are then told apart by what they call
    /// themselves alone.
    boolean open();

    /// The latest program that asked without a key; empty if none has since the start.
    Optional<Visitor> visitor();

    /// Told of each change of what [#keys], [#open] and [#visitor] say, such as a key's first
    /// request, on any thread.
    ///
    /// @return ends that
    Runnable onChange(Runnable listener);

    /// Makes a key that is in force at once.
    Created create(String name, AccessTerms terms) throws IOException;

    /// Gives a key other terms, in force from the next request on.
    ///
    /// @throws IOException if they cannot be stored, or the key is gone
    void change(String id, String name, AccessTerms terms) throws IOException;

    /// Revokes a key at once.
    ///
    /// @return makes it valid again
    Undo revoke(String id) throws IOException;

    /// Where the gateway listens, for recipes; empty while it does not.
    Optional<URI> address();

    /// The chains and providers that a scope can name.
    Names names();

    /// One key.
    ///
    /// @param lastUsed its last request that the journal has
    /// @param client what that request called itself, such as `claude-cli`; blank if nothing
    /// @param spent in USD, in the period of its budget; today if it has none
    record Entry(
            String id,
            String name,
            Instant created,
            AccessTerms terms,
            Optional<Instant> lastUsed,
            String client,
            long requestsToday,
            BigDecimal spent) {}

    /// A program that needed no key.
    ///
    /// @param client what it calls itself, such as `claude-cli`; blank if nothing
    /// @param first when it came, after another one or as the first
    record Visitor(String client, Instant first) {}

    /// A new key, shown once.
    record Created(Entry entry, String secret) {
        @Override
        public String toString() {
            return "Created[" + entry + "]";
        }
    }

    /// Names to choose from.
    record Names(List<String> chains, List<String> providers) {}

    /// Takes a revocation back.
    interface Undo {
        void undo() throws IOException;
    }
}
