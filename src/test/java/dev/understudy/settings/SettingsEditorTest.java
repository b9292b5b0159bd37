package dev.understudy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsEditorTest {
    private static final String FILE =
            """
            # The desk's own gateway.
            server: { host: 127.0.0.1, port: 4141 }   # not for others

            total_timeout: 2m # all attempts
            my_own_key: kept

            providers:
              # paid by the team
              - id: openrouter  # the broker
                api_keys:
                  - value: "${env.get('A')}"
                    weight: 2
                  # the spare one
                  - { value: "${env.get('B')}" }
                # end of openrouter

              - id: lab
                base_url: http://127.0.0.1:11434/v1

            chains:
              - id: support
                targets:
                  - "lab:a"   # near
                  # far away
                  - "openrouter:b/c"
                  - "lab:d"
            """;

    /// One edit of a text.
    @FunctionalInterface
    private interface Edit {
        SettingsEditor on(SettingsEditor editor) throws SettingsEditException;
    }

    @Test
    void replacesAValueWhereItStands() throws SettingsEditException {
        changes(e -> e.set(4242, "server", "port"), "port: 4141 }", "port: 4242 }");
        changes(e -> e.set("3m", "total_timeout"), "total_timeout: 2m #", "total_timeout: 3m #");
        changes(
                e -> e.set("https://lab.example/v1", "providers", 1, "base_url"),
                "http://127.0.0.1:11434/v1",
                "\"https://lab.example/v1\"");
        changes(
                e -> e.set(List.of("lab:x"), "chains", 0, "targets"),
                """
                      - "lab:a"   # near
                      # far away
                      - "openrouter:b/c"
                      - "lab:d"
                """,
                """
                      - "lab:x"
                """);
    }

    @Test
    void addsKeysAndItemsBehindTheOthers() throws SettingsEditException {
        changes(
                e -> e.set("open", "server", "access"),
                "port: 4141 }",
                "port: 4141, access: open }");
        changes(
                e -> e.set("2s", "chains", 0, "hedge_after"),
                "      - \"lab:d\"\n",
                "      - \"lab:d\"\n    hedge_after: 2s\n");
        changes(
                e -> e.insert(Map.of("value", "k"), 2, "providers", 0, "api_keys"),
                "      - { value: \"${env.get('B')}\" }\n",
                "      - { value: \"${env.get('B')}\" }\n      - value: k\n");
        changes(
                e -> e.insert("lab:x", 0, "chains", 0, "targets"),
                "      - \"lab:a\"   # near\n",
                "      - \"lab:x\"\n      - \"lab:a\"   # near\n");
        changes(
                e -> e.set("any_error", "failover"),
                "      - \"lab:d\"\n",
                "      - \"lab:d\"\nfailover: any_error\n");
    }

    @Test
    void makesASectionThatIsMissing() throws SettingsEditException {
        var chain = new LinkedHashMap<String, Object>();
        chain.put("id", "mine");
        chain.put("targets", List.of("lab:a"));

        assertEquals(
                "# mine\nchains:\n  - id: mine\n    targets: [\"lab:a\"]\n",
                new SettingsEditor("# mine\n").insert(chain, 0, "chains").text());
        assertEquals(
                "chains:  # none yet\n  - id: mine\n    targets: [\"lab:a\"]\nfailover: standard",
                new SettingsEditor("chains:  # none yet\nfailover: standard")
                        .insert(chain, 0, "chains")
                        .text());
        assertEquals(
                "a: 1\r\nserver:\r\n  port: 5\r\n",
                new SettingsEditor("a: 1").set(5, "server", "port").text().replace("\n", "\r\n"));
    }

    @Test
    void takesAwayOnlyTheLinesConcerned() throws SettingsEditException {
        changes(e -> e.remove("server", "host"), "{ host: 127.0.0.1, port", "{ port");
        changes(e -> e.remove("server", "port"), ", port: 4141", "");
        changes(e -> e.remove("total_timeout"), "total_timeout: 2m # all attempts\n", "");
        changes(e -> e.remove("chains", 0, "targets", 0), "      - \"lab:a\"   # near\n", "");
        changes(
                e -> e.remove("providers", 0, "api_keys", 0, "value"),
                "- value: \"${env.get('A')}\"\n        weight: 2",
                "- weight: 2");
        changes(e -> e.remove("nothing", "here"), "", "");
    }

    @Test
    void movesAnItemWithTheCommentsAboveIt() throws SettingsEditException {
        changes(
                e -> e.move(1, 0, "chains", 0, "targets"),
                """
                      - "lab:a"   # near
                      # far away
                      - "openrouter:b/c"
                """,
                """
                      # far away
                      - "openrouter:b/c"
                      - "lab:a"   # near
                """);
        assertEquals(
                "a: [z, x,y] # order\n",
                new SettingsEditor("a: [x, y,z] # order\n").move(2, 0, "a").text());
    }

    @Test
    void keepsTheLineEndsOfTheFile() throws SettingsEditException {
        var editor = new SettingsEditor(FILE.replace("\n", "\r\n"));

        editor.set("2s", "chains", 0, "hedge_after")
                .insert("lab:e", 3, "chains", 0, "targets")
                .move(0, 2, "chains", 0, "targets")
                .remove("total_timeout");

        assertTrue(editor.text().replace("\r\n", "").indexOf('\n') < 0, editor.text());
        assertEquals(comments(FILE).size() - 1, comments(editor.text()).size());
    }

    @Test
    void refusesWhatItCannotDo() {
        assertThrows(SettingsEditException.class, () -> new SettingsEditor("a: ["));
        assertThrows(
                SettingsEditException.class, () -> new SettingsEditor("a: 1").set(1, "a", "b"));
        assertThrows(
                SettingsEditException.class, () -> new SettingsEditor("a: [1]").insert(2, 5, "a"));
        assertThrows(
                SettingsEditException.class, () -> new SettingsEditor("a: [1]").move(0, 1, "a"));
    }

    /// Whatever is changed in whatever document, the result says what was asked for, nothing else
    /// has changed, and comments that were not in the changed part are still there.
    @Property(tries = 1500)
    void changesWhatWasAskedForAndNothingElse(@ForAll long seed) throws Exception {
        var documents = new RandomDocuments(new Random(seed));
        String text = documents.text();
        Value before = Value.of(YamlDocument.read(text));
        var editor = new SettingsEditor(text);
        var random = new Random(seed + 1);
        List<Object> path = documents.path(before, random);
        Object fresh = documents.plain(2);

        Value wanted;
        switch (random.nextInt(3)) {
            case 0 -> {
                editor.set(fresh, path.toArray());
                wanted = before.with(path, Value.of(fresh));
            }
            case 1 -> {
                editor.remove(path.toArray());
                wanted = before.without(path);
            }
            default -> {
                List<Object> key = new ArrayList<>(path.subList(0, path.size() - 1));
                if (before.at(key).orElseThrow() instanceof Value.Items(var items)) {
                    editor.insert(fresh, items.size(), key.toArray());
                    key.add(items.size());
                } else {
                    key.add("fresh");
                    editor.set(fresh, key.toArray());
                }
                wanted = before.with(key, Value.of(fresh));
            }
        }

        assertEquals(wanted, Value.of(YamlDocument.read(editor.text())), text);
        assertTrue(!editor.text().contains("\t"));
        List<String> kept = comments(editor.text());
        for (String comment : comments(text)) {
            boolean within = !outside(text, comment, path);
            assertTrue(within || kept.contains(comment), () -> text + "\n---\n" + editor.text());
        }
    }

    /// Whether a comment stands before the section that a path leads into, or after it.
    private static boolean outside(String text, String comment, List<Object> path) {
        int line = 0;
        String section = "";
        for (String each : text.lines().toList()) {
            line++;
            if (!each.isEmpty() && Character.isLetter(each.charAt(0))) {
                section = each.substring(0, each.indexOf(':'));
            }
            if (each.endsWith(comment)) {
                return !section.equals(path.getFirst()) || line == 0;
            }
        }
        return true;
    }

    @Test
    void savesNothingOverAnotherProgramsEdit(@TempDir Path folder)
            throws IOException, SettingsEditException {
        Path path = folder.resolve("gateway.yaml");
        var file = new SettingsFile(path);
        file.save("", "a: 1\n");
        String before = file.read();
        Files.writeString(path, "a: 2\n");

        var conflict = assertThrows(SettingsEditException.class, () -> file.save(before, "a: 3\n"));

        assertTrue(String.valueOf(conflict.getMessage()).contains("another program"));
        assertEquals("a: 2\n", Files.readString(path));
    }

    private static void changes(Edit edit, String from, String to) throws SettingsEditException {
        assertEquals(FILE.replace(from, to), edit.on(new SettingsEditor(FILE)).text());
    }

    private static List<String> comments(String text) {
        return text.lines()
                .filter(line -> line.contains("#"))
                .map(line -> line.substring(line.indexOf('#')))
                .toList();
    }
}
