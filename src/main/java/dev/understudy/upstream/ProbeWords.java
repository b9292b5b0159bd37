package dev.understudy.upstream;

import dev.understudy.model.ApiKey;
import dev.understudy.model.Failure;
import dev.understudy.model.KeyAccount;
import dev.understudy.model.KeyCheck;
import dev.understudy.model.KeyCheck.Cause;
import dev.understudy.model.KeyCheck.Fails;
import dev.understudy.model.Provider;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// What to say of a key that cannot be used, for people: what happened, and what to do.
record ProbeWords(Provider provider, Optional<ApiKey> key) {
    /// The provider said no.
    KeyCheck refused(Cause cause, Failure failure, Optional<Instant> until) {
        String name = provider.displayName();
        String what =
                switch (cause) {
                    case WRONG_KEY ->
                            key.isPresent()
                                    ? "%s refuses this key: copy it again, or make a new one there"
                                            .formatted(name)
                                    : "%s asks for a key".formatted(name);
                    case NOT_ALLOWED ->
                            "%s knows this key, but does not allow it this: look at its rights there"
                                    .formatted(name);
                    case NO_CREDIT ->
                            "the account behind this key has no credit left: add some at %s"
                                    .formatted(name);
                    case RATE_LIMITED ->
                            "%s takes this key, but too many requests came with it: wait"
                                    .formatted(name);
                    default -> "%s has a fault of its own: try again later".formatted(name);
                };
        return new Fails(cause, what + theirs(failure), until);
    }

    private static String theirs(Failure failure) {
        int status = failure.error().status();
        String words = failure.error().message();
        return words.isBlank()
                ? " (HTTP %d)".formatted(status)
                : " (HTTP %d: %s)".formatted(status, words);
    }

    /// The key's own limit, or the account's credit, is used up.
    KeyCheck broke(KeyAccount account) {
        boolean limit = account.remaining().filter(left -> left.signum() <= 0).isPresent();
        return new Fails(
                Cause.NO_CREDIT,
                limit
                        ? "this key has spent its limit: raise it at %s, or wait for its reset"
                                .formatted(provider.displayName())
                        : "the account behind this key has no credit left: add some at %s"
                                .formatted(provider.displayName()),
                limit ? account.resets() : Optional.empty());
    }

    /// Something answers that does not speak as providers do.
    KeyCheck stranger(int status) {
        return new Fails(
                Cause.NOT_A_PROVIDER,
                "what answers at %s is no provider that is known to speak so (HTTP %d): check the address; most end in /v1"
                        .formatted(provider.baseUrl(), status),
                Optional.empty());
    }

    /// No answer came.
    KeyCheck unreachable(IOException e) {
        return new Fails(Unreachable.cause(e), lost(e), Optional.empty());
    }

    /// Why no answer came, and what to do.
    String lost(IOException e) {
        String next =
                switch (Unreachable.cause(e)) {
                    case CLOCK -> ": check this machine's date and time";
                    case UNTRUSTED ->
                            ": if a company's proxy stands between, trust its certificate in Settings, or by network: trust in gateway.yaml";
                    case NETWORK -> ": check the address and the network";
                    case PROXY -> ": look at Settings, or at network in gateway.yaml";
                    default -> ": try again later";
                };
        return (e instanceof SilenceException
                        ? "%s did not answer within 10 s".formatted(provider.displayName())
                        : Unreachable.words(provider, e))
                + next;
    }
}
