package dev.understudy.upstream;

import java.io.IOException;
import java.io.InterruptedIOException;

/// A virtual thread that is interrupted while it waits on a socket finds the socket closed: what it
/// catches says nothing of the interrupt.
final class Interrupts {
    private Interrupts() {}

    /// Tells of the interrupt, if that is what a failure came from, and clears it.
    static void check(IOException failure) throws InterruptedIOException {
        if (Thread.interrupted()) {
            var interrupted = new InterruptedIOException("the caller went away");
            interrupted.initCause(failure);
            throw interrupted;
        }
    }
}
