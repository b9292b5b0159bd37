import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Gives the app image its AOT cache: `java AotCache.java target`, after jpackage.
///
/// The cache is made by the image's own runtime with exactly the options in the launcher's
/// configuration, as one that differs makes the cache void without a word. Then the launcher itself
/// is started, and the build fails unless it takes its classes from the cache.
final class AotCache {
    private static final String NAME = "understudy";
    private static final String LAUNCHED_WITH = "-XX:AOTCache=";
    private static final String MADE_WITH = "-XX:AOTCacheOutput=";
    private static final String A_CLASS = "dev.understudy.app.Understudy source: shared objects";
    private static final List<String> HEADLESS =
            List.of(
                    "-Dglass.platform=Headless",
                    "-Dprism.order=sw",
                    "-Djava.awt.headless=true");

    private AotCache() {}

    /// Where jpackage puts things.
    private record Image(Path app, Path java, Path launcher) {
        static Image in(Path target) {
            Path linux = target.resolve(NAME);
            Path mac = target.resolve(NAME + ".app/Contents");
            return List.of(
                            new Image(
                                    linux.resolve("lib/app"),
                                    linux.resolve("lib/runtime/bin/java"),
                                    linux.resolve("bin/" + NAME)),
                            new Image(
                                    linux.resolve("app"),
                                    linux.resolve("runtime/bin/java.exe"),
                                    linux.resolve(NAME + ".exe")),
                            new Image(
                                    mac.resolve("app"),
                                    mac.resolve("runtime/Contents/Home/bin/java"),
                                    mac.resolve("MacOS/" + NAME)))
                    .stream()
                    .filter(image -> Files.exists(image.launcher()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no app image in " + target));
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path target = Path.of(args[0]).toAbsolutePath();
        Image image = Image.in(target);
        make(image, target.resolve("aot-training.log"));
        check(image, target.resolve("aot-check.log"));
        System.out.printf(
                "AOT cache: %d KB, accepted%n",
                Files.size(image.app().resolve(NAME + ".aot")) / 1024);
    }

    private static void make(Image image, Path log) throws IOException, InterruptedException {
        List<String> configuration = Files.readAllLines(image.app().resolve(NAME + ".cfg"));
        var command = new ArrayList<String>();
        command.add(image.java().toString());
        for (String option : values(configuration, "java-options")) {
            command.add(
                    option.replace("$APPDIR", image.app().toString())
                            .replace(LAUNCHED_WITH, MADE_WITH));
        }
        command.addAll(HEADLESS);
        command.add("--module");
        command.addAll(values(configuration, "app.mainmodule"));
        command.add("train");
        run(command, Map.of(), log);
    }

    /// `_JAVA_OPTIONS` stand after the launcher's own, which turn the log off.
    private static void check(Image image, Path log) throws IOException, InterruptedException {
        Path loaded = log.resolveSibling("aot-classes.log");
        run(
                List.of(image.launcher().toString(), "--version"),
                Map.of(
                        "_JAVA_OPTIONS",
                        "-XX:AOTMode=on -Xlog:aot,class+load:file=\"%s\"".formatted(loaded)),
                log);
        List<String> lines = Files.readAllLines(loaded);
        List<String> complaints =
                lines.stream()
                        .filter(line -> line.contains("[aot"))
                        .filter(
                                line ->
                                        line.contains("[error]")
                                                || line.contains("Mismatched values")
                                                || line.contains("disabled"))
                        .toList();
        if (!complaints.isEmpty() || lines.stream().noneMatch(line -> line.contains(A_CLASS))) {
            throw new IllegalStateException(
                    "the launcher does not use its AOT cache: see %s%n%s"
                            .formatted(loaded, String.join(System.lineSeparator(), complaints)));
        }
    }

    private static List<String> values(List<String> configuration, String name) {
        return configuration.stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .toList();
    }

    private static void run(List<String> command, Map<String, String> environment, Path log)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("took too long: " + command);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    "exit %d of %s%n%s"
                            .formatted(process.exitValue(), command, Files.readString(log)));
        }
    }
}
