package dev.understudy.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.Trace;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A program that writes its journal is killed, again and again.
@Timeout(120)
final class KilledTest {
    private static final int ROUNDS = 4;

    @TempDir Path folder;

    @Test
    void keepsWhatWasWrittenBeforeAKill() throws Exception {
        Path file = folder.resolve("journal.db");
        var random = new Random();
        Set<String> before = Set.of();
        for (int round = 0; round < ROUNDS; round++) {
            killAfter(file, round, random.nextInt(400));

            Set<String> now = ids(file);
            assertTrue(now.containsAll(before), "lost what an earlier round had written");
            String name = round + "_";
            long mine = now.stream().filter(id -> id.startsWith(name)).count();
            assertTrue(mine > 0);
            for (int i = 0; i < mine; i++) {
                assertTrue(now.contains(name + i), "a gap at %d of %d".formatted(i, mine));
            }
            before = now;
        }
    }

    /// Starts a program that writes, and kills it some time after its first write.
    private static void killAfter(Path file, int round, int millis) throws IOException {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName(),
                                file.toString(),
                                Integer.toString(round))
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader out = child.inputReader()) {
            String line = out.readLine();
            while (line != null && !line.equals("writing")) {
                line = out.readLine();
            }
            assertEquals("writing", line);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        } finally {
            child.destroyForcibly().onExit().join();
        }
    }

    private static Set<String> ids(Path file) throws Exception {
        try (Connection connection = new Database(file, Schema.newest()).connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
                assertEquals("ok", row.getString(1));
            }
            try (ResultSet row = statement.executeQuery("PRAGMA foreign_key_check")) {
                assertTrue(!row.next());
            }
            Set<String> ids =
                    TraceQuery.latest(Filter.ALL, Integer.MAX_VALUE).run(connection).stream()
                            .filter(trace -> trace.attempts().size() == 2)
                            .map(Trace::id)
                            .collect(Collectors.toCollection(HashSet::new));
            try (ResultSet row = statement.executeQuery("SELECT count(*) FROM exchange")) {
                assertEquals(ids.size(), row.getInt(1));
            }
            return ids;
        }
    }

    /// The program that is killed.
    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            var journal = new Journal(Path.of(args[0]), Retention.STANDARD, InstantSource.system());
            boolean told = false;
            for (int i = 0; i < 1_000_000 && journal.dropped() == 0; i++) {
                journal.keep(Given.trace(args[1] + "_" + i));
                if (i % 20 == 0) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                    if (!told && journal.find(args[1] + "_0").isPresent()) {
                        told = true;
                        System.out.println("writing");
                    }
                }
            }
        }
    }
}
