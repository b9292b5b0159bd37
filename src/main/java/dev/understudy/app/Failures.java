package dev.understudy.app;

import dev.understudy.console.keys.KeyBookException;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.Problem;
import dev.understudy.vault.VaultException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// What a command that fails prints, and its exit code: 1 if the input is wrong, 2 if the command
/// is, 3 if the environment failed.
final class Failures implements IExecutionExceptionHandler {
    static final int INPUT = 1;
    static final int USAGE = 2;
    static final int ENVIRONMENT = 3;

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult result)
            throws Exception {
        return switch (e) {
            case InvalidSettingsException invalid -> {
                for (Problem problem : invalid.problems()) {
                    command.getErr().println(problem);
                }
                yield INPUT;
            }
            case KeyBookException told -> {
                command.getErr().println(told.getMessage());
                yield INPUT;
            }
            case EnvironmentException _, IOException _, VaultException _ -> {
                command.getErr().println(e.getMessage());
                yield ENVIRONMENT;
            }
            default -> throw e;
        };
    }
}
