package dev.understudy.app;

import dev.understudy.model.Play;
import dev.understudy.model.RehearsalCase;
import dev.understudy.rehearsal.CaseRun;
import dev.understudy.rehearsal.CaseRun.Results;
import dev.understudy.rehearsal.FaultSet;
import dev.understudy.rehearsal.RehearsalRefusedException;
import dev.understudy.rehearsal.Rehearser;
import dev.understudy.rehearsal.Report;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.Problem;
import dev.understudy.settings.SuiteFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `understudy rehearse`: plays suites of prompts with faults, and tells whether all went as
/// expected.
@Command(
        name = "rehearse",
        description =
                "Plays a suite of prompts with faults; exit code 0 if all went as expected, 1 if not.",
        mixinStandardHelpOptions = true)
final class RehearseCommand implements Callable<Integer> {
    private static final int MOST_STEPS = 10;

    @ParentCommand private @Nullable Understudy root;
    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "SUITE",
            arity = "0..1",
            description = "The cases, such as rehearsals.yaml.")
    private @Nullable Path suite;

    @Option(
            names = "--all-faults",
            paramLabel = "CHAIN",
            description = "Instead of a suite: the sixteen known faults, on this chain.")
    private @Nullable String chain;

    @Option(
            names = "--step",
            paramLabel = "N",
            split = ",",
            description = "With --all-faults: the steps they are played at; 1 if none is named.")
    private List<Integer> steps = List.of(1);

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The settings of the gateway that is started.")
    private @Nullable Path config;

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            description =
                    "A gateway that runs, instead of one that is started. Its access key is read from "
                            + RehearsalStage.VARIABLE
                            + " or the standard input.")
    private @Nullable URI gateway;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write JUnit's XML there.")
    private @Nullable Path junit;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write a report there: Markdown, or JSON if the name ends in .json.")
    private @Nullable Path report;

    @Override
    public Integer call() throws IOException, InvalidSettingsException, EnvironmentException {
        check();
        List<RehearsalCase> cases;
        try {
            cases = cases();
        } catch (InvalidSettingsException e) {
            for (Problem problem : e.problems()) {
                Commands.err(spec).println("%s: %s".formatted(name(), problem));
            }
            return Failures.INPUT;
        }
        if (cases.isEmpty()) {
            Commands.err(spec).println(name() + " holds no cases: there is nothing to rehearse");
            return Failures.INPUT;
        }
        checkWritable(junit);
        checkWritable(report);
        Home home = Commands.home(root);
        Logs.to(home.logFile());
        try (RehearsalStage stage = stage(home)) {
            return rehearse(cases, stage);
        }
    }

    private static boolean inTheClear(URI address) {
        String host = address.getHost().toLowerCase(Locale.ROOT);
        return address.getScheme().equalsIgnoreCase("http")
                && !host.equals("localhost")
                && !host.equals("[::1]")
                && !host.matches("127(\\.\\d{1,3}){3}");
    }

    private void check() {
        if ((suite == null) == (chain == null)) {
            throw wrong("name a suite, or a chain with --all-faults");
        }
        if (steps.stream().anyMatch(step -> step < 1 || step > MOST_STEPS)) {
            throw wrong("a chain has steps from 1 to %d".formatted(MOST_STEPS));
        }
        if (gateway != null) {
            if (config != null) {
                throw wrong("a gateway that runs has settings already: leave --config out");
            }
            String scheme = String.valueOf(gateway.getScheme()).toLowerCase(Locale.ROOT);
            if (!List.of("http", "https").contains(scheme) || gateway.getHost() == null) {
                throw wrong("--gateway takes an address such as http://127.0.0.1:4141/v1");
            }
        }
    }

    /// Before anything is played: a run costs time and money.
    private static void checkWritable(@Nullable Path file) throws EnvironmentException {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        boolean there = Files.exists(file);
        if (Files.isDirectory(file)) {
            throw new EnvironmentException("cannot write %s: it is a folder".formatted(file));
        }
        if (there ? !Files.isWritable(file) : folder == null || !Files.isWritable(folder)) {
            throw new EnvironmentException(
                    "cannot write %s: its folder is not there, or it may not be written"
                            .formatted(file));
        }
    }

    private List<RehearsalCase> cases()
            throws IOException, InvalidSettingsException, EnvironmentException {
        if (chain != null) {
            if (chain.isBlank()) {
                throw wrong("--all-faults takes the name of a chain");
            }
            return FaultSet.all(Play.of(chain), steps.stream().distinct().sorted().toList());
        }
        Path file = Commands.filled(suite);
        if (!Files.isReadable(file)) {
            throw new EnvironmentException("cannot read %s".formatted(file));
        }
        return new SuiteFile(file).load();
    }

    private RehearsalStage stage(Home home)
            throws IOException, InvalidSettingsException, EnvironmentException {
        if (gateway != null && inTheClear(gateway)) {
            Commands.err(spec)
                    .println(
                            "warning: the access key and the prompts go to %s unencrypted: use https"
                                    .formatted(gateway.getHost()));
        }
        return gateway == null
                ? RehearsalStage.own(home, config, Commands.vault(root), Commands.err(spec))
                : RehearsalStage.running(gateway, System.getenv(), System.in);
    }

    private int rehearse(List<RehearsalCase> cases, RehearsalStage stage)
            throws IOException, EnvironmentException {
        var rehearser = new Rehearser(stage.client(), System::nanoTime, Rehearser.BOUND);
        var lines = new RehearsalLines(cases.size(), Commands.out(spec), Commands.err(spec));
        Results results;
        try (var stop = Interruption.ofThisThread()) {
            results = new CaseRun(rehearser).run(cases, lines);
            stop.over();
            var made = new Report(name(), results);
            lines.summary(made.summary());
            write(made);
        }
        Optional<Exception> failure = results.failure();
        if (failure.isPresent()) {
            throw new EnvironmentException(why(failure.get(), stage), failure.get());
        }
        return results.passed() ? 0 : Failures.INPUT;
    }

    private static String why(Exception failure, RehearsalStage stage) {
        return switch (failure) {
            case RehearsalRefusedException refused -> String.valueOf(refused.getMessage());
            case IOException _ ->
                    "the gateway at %s is not reached: check the address, and that it runs"
                            .formatted(stage.base());
            default -> "a play failed unexpectedly, and the rest were not played; the log says why";
        };
    }

    /// Writes each, even if the other cannot be written.
    private void write(Report made) throws EnvironmentException {
        var failures = new ArrayList<IOException>();
        if (junit != null) {
            write(junit, made.junit(), failures);
        }
        if (report != null) {
            boolean json = report.toString().toLowerCase(Locale.ROOT).endsWith(".json");
            write(report, json ? made.json() : made.markdown(), failures);
        }
        if (!failures.isEmpty()) {
            throw new EnvironmentException(
                    failures.stream()
                            .map(e -> "cannot write " + e.getMessage())
                            .collect(Collectors.joining("; ")),
                    failures.getFirst());
        }
    }

    private static void write(Path file, String text, List<IOException> failures) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            failures.add(e);
        }
    }

    /// What is rehearsed: the suite's file, or the chain.
    private String name() {
        return suite == null ? Commands.filled(chain) : String.valueOf(suite.getFileName());
    }

    private ParameterException wrong(String what) {
        return new ParameterException(Commands.filled(spec).commandLine(), what);
    }
}
