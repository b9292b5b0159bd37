package dev.understudy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Play;
import dev.understudy.model.Rehearsal;
import dev.understudy.model.RehearsalCase;
import dev.understudy.model.RehearsalCase.Expectation;
import dev.understudy.model.RehearsalCase.Verdict;
import dev.understudy.model.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Suites that the program adds to.
final class SuiteFileTest {
    @TempDir Path folder;
    private Path path;
    private SuiteFile file;

    @BeforeEach
    void file() {
        path = folder.resolve("rehearsals.yaml");
        file = new SuiteFile(path);
    }

    @Test
    void writesWhatItReadsBack() throws Exception {
        RehearsalCase plain =
                new RehearsalCase(
                        "plain",
                        Play.of("support"),
                        Expectation.of(Verdict.ANSWERED, Verdict.RESCUED));
        RehearsalCase full =
                new RehearsalCase(
                        "it's \"quoted\": # and 1=503",
                        new Play(
                                "lab:m",
                                "Two lines:\n  - the second  \n\ttabbed: {yes}",
                                false,
                                Wire.RESPONSES,
                                Rehearsal.parse("1=429@30sx2, 3=stall@7")),
                        new Expectation(
                                Set.of(Verdict.SAFE_ERROR, Verdict.BROKEN),
                                Optional.of("openrouter:a/b"),
                                List.of("yes", "- no"),
                                Optional.of(Duration.ofMillis(1_500)),
                                Optional.of("provider_failed"),
                                Optional.of(false)));

        file.append(plain);
        file.append(full);

        assertEquals(List.of(plain, full), file.load());
    }

    @Test
    void leavesWhatIsThereAsItIsWritten() throws Exception {
        String before =
                """
                # what must hold before a release
                cases:
                  # the plainest
                  - { name: first, chain: support }   # short

                  - name: second
                    model: "lab:m"
                """;
        Files.writeString(path, before);

        file.append(
                new RehearsalCase(
                        "third",
                        Play.of("support").with(Rehearsal.parse("1=503")),
                        Expectation.of(Verdict.RESCUED)));

        assertEquals(
                before
                        + """
                          - name: third
                            chain: support
                            faults:
                              "1": "503"
                            expect:
                              verdict: rescued
                        """
                                .indent(2)
                                .replaceAll("(?m)^    ", "  "),
                Files.readString(path));
    }

    @Test
    void addsNoNameTwiceAndNothingToAFileThatIsWrong() throws Exception {
        RehearsalCase added =
                new RehearsalCase("a", Play.of("b"), Expectation.of(Verdict.ANSWERED));
        file.append(added);
        String once = Files.readString(path);

        assertThrows(InvalidSettingsException.class, () -> file.append(added));
        assertEquals(once, Files.readString(path));

        Files.writeString(path, "cases: [{}]");
        assertThrows(
                InvalidSettingsException.class,
                () ->
                        file.append(
                                new RehearsalCase(
                                        "c", Play.of("b"), Expectation.of(Verdict.ANSWERED))));
        assertEquals("cases: [{}]", Files.readString(path));
    }

    @Test
    void takesOneOutLeavesTheOthersAndPutsItBack() throws Exception {
        String before =
                """
                # what must hold before a release
                cases:
                  - { name: first, chain: support }   # short
                  - name: second
                    model: "lab:m"
                  # the last
                  - { name: third, chain: support }
                """;
        Files.writeString(path, before);

        SuiteFile.Change change = file.remove("second");

        assertEquals(
                List.of("first", "third"), file.load().stream().map(RehearsalCase::name).toList());
        assertTrue(Files.readString(path).contains("# short\n"));
        assertTrue(Files.readString(path).contains("  # the last\n"));
        change.takeBack();
        assertEquals(before, Files.readString(path));
    }

    @Test
    void theLastOneCanBeTakenOutAndAnotherAdded() throws Exception {
        RehearsalCase only = new RehearsalCase("a", Play.of("b"), Expectation.of(Verdict.ANSWERED));
        file.append(only);

        file.remove("a");
        assertEquals(List.of(), file.load());

        file.append(only);
        assertEquals(List.of(only), file.load());
    }

    @Test
    void takesOutNothingThatIsNotThere() throws Exception {
        file.append(new RehearsalCase("a", Play.of("b"), Expectation.of(Verdict.ANSWERED)));
        String before = Files.readString(path);

        assertThrows(SettingsEditException.class, () -> file.remove("c"));
        assertEquals(before, Files.readString(path));
    }
}
