package dev.understudy.model;

/// Why an attempt failed, and with that what may be tried next.
public enum FailureClass {
    /// No connection, or one that broke before an answer.
    UNREACHABLE(Again.SOON, Next.TARGET, Rests.TARGET),
    /// The provider failed: a 5xx, an error inside a 200, an empty answer, a stream without a
    /// token.
    SERVER(Again.SOON, Next.TARGET, Rests.TARGET),
    /// Silence for too long.
    TIMEOUT(Again.NEVER, Next.TARGET, Rests.TARGET),
    /// Too many requests on this key.
    RATE_LIMITED(Again.AFTER_WAIT, Next.KEY, Rests.KEY),
    /// The key was refused.
    CREDENTIAL(Again.NEVER, Next.KEY, Rests.KEY),
    /// The account behind the key has no credit left.
    QUOTA(Again.NEVER, Next.KEY, Rests.KEY),
    /// The strategy left no key to use.
    NO_KEY_SELECTED(Again.NEVER, Next.TARGET, Rests.NOTHING),
    /// The provider does not serve this model.
    MODEL_UNAVAILABLE(Again.NEVER, Next.TARGET, Rests.TARGET),
    /// The prompt does not fit the model's context.
    TOO_LONG(Again.NEVER, Next.TARGET, Rests.NOTHING),
    /// The provider will not answer such a prompt.
    CONTENT_REFUSED(Again.NEVER, Next.NOTHING, Rests.NOTHING),
    /// The provider's wire has no words for what the request asks.
    UNTRANSLATABLE(Again.NEVER, Next.TARGET, Rests.NOTHING),
    /// The request is wrong and would be wrong anywhere.
    CALLER_FAULT(Again.NEVER, Next.NOTHING, Rests.NOTHING);

    /// Whether the same target may be tried again with the same key.
    public enum Again {
        NEVER,
        /// Once, after 100 to 300 ms at random.
        SOON,
        /// Once, after the wait the provider asks for, if that is short.
        AFTER_WAIT
    }

    /// Where the request may go next.
    public enum Next {
        /// Nowhere: the failure is the answer.
        NOTHING,
        /// To the next target.
        TARGET,
        /// To the provider's next key, then to the next target.
        KEY
    }

    /// What goes to the back of the line for a while.
    public enum Rests {
        NOTHING,
        TARGET,
        KEY
    }

    private final Again again;
    private final Next next;
    private final Rests rests;

    FailureClass(Again again, Next next, Rests rests) {
        this.again = again;
        this.next = next;
        this.rests = rests;
    }

    public Again again() {
        return again;
    }

    public Next next() {
        return next;
    }

    public Rests rests() {
        return rests;
    }
}
