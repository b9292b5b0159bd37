package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ErrorCodeTest {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z_]+)` \\| (\\d{3}) \\|");

    @Test
    void theTableOfErrorsTellsEachCodeAndItsStatus() throws Exception {
        Map<String, Integer> documented = new TreeMap<>();
        ROW.matcher(Files.readString(Path.of("src/docs/errors.md")))
                .results()
                .forEach(row -> documented.put(row.group(1), Integer.valueOf(row.group(2))));
        Map<String, Integer> built = new TreeMap<>();
        for (ErrorCode code : ErrorCode.values()) {
            built.put(code.word(), code.status());
        }

        assertEquals(built, documented);
    }
}
