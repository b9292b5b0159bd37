package dev.understudy.routing;

import dev.understudy.model.Failure;

/// A provider failed or refused, or broke off while its answer was read.
public final class UpstreamException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    public UpstreamException(Failure failure) {
        super(failure.error().message());
        this.failure = failure;
    }

    /// @param cause what the connection reported
    public UpstreamException(Failure failure, Throwable cause) {
        super(failure.error().message(), cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
