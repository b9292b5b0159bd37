package dev.understudy.app;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;

/// The program's entry.
public final class Main {
    private Main() {}

    /// Starts what the arguments ask for: without any, the console.
    public static void main(String[] args) {
        int exit = run(args, writer(System.out), writer(System.err));
        if (exit != 0) {
            System.exit(exit);
        }
    }

    /// Runs one command and returns its exit code.
    static int run(String[] args, PrintWriter out, PrintWriter err) {
        if (args.length == 0) {
            return openConsole(err); // the way most people start it needs no command line
        }
        if (SpokenKeys.among(args)) {
            err.println(SpokenKeys.REFUSAL);
            return Failures.USAGE;
        }
        var line = new CommandLine(new Understudy());
        return line.setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(new WrongUsage(line.getParameterExceptionHandler()))
                .setExecutionExceptionHandler(new Failures())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    private static int openConsole(PrintWriter err) {
        try {
            return Desktop.open(Home.of(Optional.empty(), System.getenv()), Optional.empty());
        } catch (EnvironmentException e) {
            err.println(e.getMessage());
            return Failures.ENVIRONMENT;
        }
    }

    /// A writer in the stream's own encoding, the terminal's.
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }
}
