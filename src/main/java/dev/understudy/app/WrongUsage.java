package dev.understudy.app;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What a command prints that is called wrongly. Arguments too many are not repeated, as one may be
/// a secret.
///
/// @param standard what tells all else
record WrongUsage(IParameterExceptionHandler standard) implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] arguments) throws Exception {
        if (!(e instanceof UnmatchedArgumentException unmatched) || harmless(unmatched)) {
            return standard.handleParseException(e, arguments);
        }
        CommandLine command = unmatched.getCommandLine();
        int count = unmatched.getUnmatched().size();
        command.getErr()
                .println(
                        "%s was given %s too many, not repeated here: %s --help shows what it takes"
                                .formatted(
                                        command.getCommandSpec().qualifiedName(),
                                        count == 1 ? "an argument" : count + " arguments",
                                        command.getCommandSpec().qualifiedName()));
        return Failures.USAGE;
    }

    /// Options without values and misspelt commands hold no secret, and are told as they are.
    private static boolean harmless(UnmatchedArgumentException unmatched) {
        List<String> all = unmatched.getUnmatched();
        boolean misspelt =
                !unmatched.getCommandLine().getSubcommands().isEmpty()
                        && all.size() == 1
                        && all.getFirst().matches("[a-z]{1,12}");
        return misspelt
                || all.stream().allMatch(text -> text.startsWith("-") && text.indexOf('=') < 0);
    }
}
