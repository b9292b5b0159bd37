package dev.understudy.console.shell;

import java.net.URI;
import java.util.Optional;

/// Whether the gateway serves, as the status bar tells it.
public sealed interface GatewayState {
    /// It is about to listen.
    record Starting() implements GatewayState {}

    /// It listens.
    ///
    /// @param base what programs are pointed at, such as `http://127.0.0.1:4141/v1`
    record Running(URI base) implements GatewayState {}

    /// It does not.
    ///
    /// @param why what happened, as one sentence
    /// @param advice what to do about it, as one sentence
    /// @param action what the user can do about it right here
    record Stopped(String why, String advice, Optional<Notice.Action> action)
            implements GatewayState {
        /// A stop that nothing in the window can mend.
        public Stopped(String why, String advice) {
            this(why, advice, Optional.empty());
        }
    }
}
