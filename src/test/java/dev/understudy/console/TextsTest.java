package dev.understudy.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void everyKeyUsedExistsAndEveryKeyIsUsed() throws IOException {
        var keys = new TreeSet<>(ResourceBundle.getBundle("dev.understudy.console.Texts").keySet());
        String families =
                keys.stream()
                        .map(key -> key.substring(0, key.indexOf('.')))
                        .distinct()
                        .collect(Collectors.joining("|"));
        var literal = Pattern.compile("\"((?:" + families + ")\\.[A-Za-z.]+)\"");
        var used = new TreeSet<String>();
        for (String folder : List.of("console", "app")) {
            try (var files = Files.walk(Path.of("src/main/java/dev/understudy", folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    literal.matcher(Files.readString(file))
                            .results()
                            .forEach(m -> used.addAll(named(m.group(1), keys)));
                }
            }
        }
        assertEquals(String.join("\n", keys), String.join("\n", used));
    }

    /// A key, or all that begin with what ends in a dot.
    private static List<String> named(String literal, Set<String> keys) {
        return literal.endsWith(".")
                ? keys.stream().filter(key -> key.startsWith(literal)).toList()
                : List.of(literal);
    }
}
