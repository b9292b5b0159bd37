import java.io.IOException;
import java.io.PrintWriter;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// Gives libraries the descriptor that their jars lack: `java Descriptors.java target`, before
/// jpackage.
///
/// An automatic module cannot be linked. Each folder `src/packaging/MODULE` holds a `module-info.java`, which is
/// compiled and put into the copy of that module's jar in `target/modules`. A library that needs no
/// descriptor any more, or is gone, fails the build.
final class Descriptors {
    private static final Path SOURCES = Path.of("src/packaging");

    private Descriptors() {}

    private record Library(String module, Path jar) {}

    public static void main(String[] args) throws IOException {
        Path target = Path.of(args[0]).toAbsolutePath();
        Path modules = target.resolve("modules");
        List<Library> libraries = libraries(modules);
        Path classes = target.resolve("descriptors");
        compile(libraries, modules, classes);
        for (Library library : libraries) {
            run(
                    "jar",
                    List.of(
                            "--update",
                            "--file",
                            library.jar().toString(),
                            "-C",
                            classes.resolve(library.module()).toString(),
                            "module-info.class"));
        }
        System.out.printf("Descriptors: %d%n", libraries.size());
    }

    private static List<Library> libraries(Path modules) throws IOException {
        ModuleFinder found = ModuleFinder.of(modules);
        try (Stream<Path> folders = Files.list(SOURCES)) {
            return folders.filter(folder -> Files.exists(folder.resolve("module-info.java")))
                    .map(folder -> library(found, folder.getFileName().toString()))
                    .toList();
        }
    }

    private static Library library(ModuleFinder found, String name) {
        ModuleReference module =
                found.find(name)
                        .orElseThrow(() ->
                                new IllegalStateException(name + " is not in target/modules"));
        return new Library(name, Path.of(module.location().orElseThrow()));
    }

    private static void compile(List<Library> libraries, Path modules, Path classes) {
        var arguments = new ArrayList<String>();
        arguments.addAll(List.of("-Xlint:-module", "--module-source-path", SOURCES.toString()));
        arguments.addAll(List.of("--module-path", modules.toString(), "-d", classes.toString()));
        for (Library library : libraries) {
            arguments.addAll(List.of("--patch-module", library.module() + "=" + library.jar()));
        }
        arguments.add("--module");
        arguments.add(String.join(",", libraries.stream().map(Library::module).toList()));
        run("javac", arguments);
    }

    private static void run(String tool, List<String> arguments) {
        int code =
                ToolProvider.findFirst(tool)
                        .orElseThrow()
                        .run(
                                new PrintWriter(System.out, true),
                                new PrintWriter(System.err, true),
                                arguments.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException(tool + " ended with " + code);
        }
    }
}
