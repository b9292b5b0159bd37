package dev.understudy.console.shell;

import java.net.URI;

/// Whether the gateway serves, as the status bar tells it.
public sealed interface GatewayState {
    /// It listens.
    ///
    /// @param base what programs are pointed at, such as `http://127.0.0.1:4141/v1`
    record Running(URI base) implements GatewayState {}

    /// It does not.
    ///
    /// @param why what happened, as one sentence
    /// @param advice what to do about it, as one sentence
    record Stopped(String why, String advice) implements GatewayState {}
}
