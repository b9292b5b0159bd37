package dev.understudy.settings;

import dev.understudy.model.Play;
import dev.understudy.model.RehearsalCase;
import dev.understudy.model.RehearsalCase.Expectation;
import dev.understudy.model.RehearsalCase.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A file of rehearsals, such as `rehearsals.yaml` beside the settings. A change leaves all else as
/// it is written, comments and all.
public final class SuiteFile {
    private final SettingsFile file;

    /// What was changed, and can be taken back.
    @FunctionalInterface
    public interface Change {
        /// Makes the file as it was before.
        ///
        /// @throws SettingsEditException if the file was changed meanwhile
        void takeBack() throws SettingsEditException, IOException;
    }

    public SuiteFile(Path path) {
        this.file = new SettingsFile(path);
    }

    /// The cases; none if there is no file.
    ///
    /// @throws InvalidSettingsException if anything in it is wrong
    /// @throws IOException if it cannot be read, or is not UTF-8
    public List<RehearsalCase> load() throws InvalidSettingsException, IOException {
        return SuiteReader.read(file.read());
    }

    /// Adds a case at the end, and makes the file if there is none; written all or nothing.
    ///
    /// @return takes it back
    /// @throws InvalidSettingsException if the file is wrong as it stands, or has a case of that
    ///   name, or one with such a name cannot be
    /// @throws SettingsEditException if the file cannot be changed, or was changed meanwhile
    public Change append(RehearsalCase added)
            throws InvalidSettingsException, SettingsEditException, IOException {
        String before = file.read();
        int count = SuiteReader.read(before).size();
        String after =
                new SettingsEditor(before).insert(written(added), count, SuiteReader.CASES).text();
        SuiteReader.read(after);
        return save(before, after);
    }

    /// Takes a case out; written all or nothing.
    ///
    /// @return takes it back
    /// @throws InvalidSettingsException if the file is wrong as it stands
    /// @throws SettingsEditException if the file has no such case, cannot be changed, or was
    ///   changed meanwhile
    public Change remove(String name)
            throws InvalidSettingsException, SettingsEditException, IOException {
        String before = file.read();
        List<String> names = SuiteReader.read(before).stream().map(RehearsalCase::name).toList();
        if (!names.contains(name)) {
            throw new SettingsEditException(
                    "There is no test \"%s\" any more: look at the file.".formatted(name));
        }
        String after =
                new SettingsEditor(before).remove(SuiteReader.CASES, names.indexOf(name)).text();
        SuiteReader.read(after);
        return save(before, after);
    }

    private Change save(String before, String after) throws SettingsEditException, IOException {
        file.save(before, after);
        return () -> file.save(after, before);
    }

    private static Map<String, Object> written(RehearsalCase added) {
        Play play = added.play();
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", added.name());
        fields.put(play.model().contains(":") ? "model" : "chain", play.model());
        if (!play.prompt().equals(Play.PROMPT)) {
            fields.put("prompt", play.prompt());
        }
        if (!play.streamed()) {
            fields.put("stream", false);
        }
        if (!play.wire().equals(Play.of("any").wire())) {
            fields.put("wire", play.wire().surface());
        }
        var faults = new LinkedHashMap<String, Object>();
        new TreeMap<>(play.faults().troubles())
                .forEach((step, trouble) -> faults.put(String.valueOf(step), trouble.word()));
        if (!faults.isEmpty()) {
            fields.put("faults", faults);
        }
        fields.put("expect", written(added.expect()));
        return fields;
    }

    private static Map<String, Object> written(Expectation expected) {
        var fields = new LinkedHashMap<String, Object>();
        List<String> verdicts =
                expected.verdicts().equals(Verdict.COMPLETE)
                        ? List.of("complete")
                        : expected.verdicts().stream()
                                .sorted()
                                .map(verdict -> verdict.name().toLowerCase(Locale.ROOT))
                                .toList();
        fields.put("verdict", verdicts.size() == 1 ? verdicts.getFirst() : verdicts);
        expected.target().ifPresent(target -> fields.put("target", target));
        if (!expected.contains().isEmpty()) {
            fields.put("contains", expected.contains());
        }
        expected.within().ifPresent(most -> fields.put("max_ms", (int) most.toMillis()));
        expected.code().ifPresent(code -> fields.put("code", code));
        expected.carriedOn().ifPresent(seam -> fields.put("carried_on", seam));
        return fields;
    }
}
