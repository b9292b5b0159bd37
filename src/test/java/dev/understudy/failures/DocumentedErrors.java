package dev.understudy.failures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.gateway.Http;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The table of errors in `src/docs/errors.md`, which every refusal must keep to.
///
/// @param statuses by code
record DocumentedErrors(Map<String, Integer> statuses) {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| (\\d{3}) \\|");

    static DocumentedErrors read() throws IOException {
        var statuses = new TreeMap<String, Integer>();
        ROW.matcher(Files.readString(Path.of("src/docs/errors.md")))
                .results()
                .forEach(row -> statuses.put(row.group(1), Integer.valueOf(row.group(2))));
        return new DocumentedErrors(statuses);
    }

    /// Checks a refusal that no provider caused: its status, and its body in the caller's wire.
    ///
    /// @param path the one asked, which decides the wire
    /// @param told what to say of the request if it does not hold
    void check(String path, int status, String body, String told) {
        assertTrue(status >= 400 && status < 500, () -> status + " for " + told + "\n" + body);
        JsonNode root = Http.json(body);
        JsonNode error = root.path("error");
        assertTrue(error.path("message").asString("").length() > 10, () -> body + told);
        assertTrue(error.path("type").isString(), () -> body + told);
        if (path.startsWith("/v1/messages")) {
            assertEquals("error", root.path("type").asString(""), () -> body + told);
        } else {
            assertTrue(error.has("param"), () -> body + told);
        }
        String code = error.path("code").asString("");
        Integer documented = statuses.get(code);
        assertNotNull(documented, () -> code + " is not documented: " + body + told);
        if (!code.startsWith("provider_")) {
            assertEquals(documented, status, () -> body + told);
        }
    }
}
