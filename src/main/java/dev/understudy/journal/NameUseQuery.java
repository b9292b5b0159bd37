package dev.understudy.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Sums of the requests by the names they ask for; case does not count. Rehearsals are left out.
final class NameUseQuery {
    private static final int MOST = 10_000;
    private static final String SUMS =
            """
            SELECT models, CASE access_key WHEN '' THEN client ELSE access_key END AS program,
                count(*) AS requests
            FROM exchange WHERE time >= ? AND request NOT GLOB 'rh_*'
            GROUP BY models, program ORDER BY requests DESC LIMIT ?
            """;

    private final Map<String, Set<String>> programs = new LinkedHashMap<>();
    private final Map<String, Long> requests = new LinkedHashMap<>();

    private NameUseQuery() {}

    static List<NameUse> run(Connection connection, Instant since) throws SQLException {
        var query = new NameUseQuery();
        try (PreparedStatement sums = connection.prepareStatement(SUMS)) {
            sums.setLong(1, since.toEpochMilli());
            sums.setInt(2, MOST);
            try (ResultSet row = sums.executeQuery()) {
                while (row.next()) {
                    query.add(
                            Lists.names(row.getString("models")),
                            row.getString("program"),
                            row.getLong("requests"));
                }
            }
        }
        return query.sums();
    }

    private void add(List<String> names, String program, long count) {
        var once = new LinkedHashSet<String>();
        names.forEach(name -> once.add(name.toLowerCase(Locale.ROOT)));
        for (String name : once) {
            programs.computeIfAbsent(name, _ -> new HashSet<>()).add(program);
            requests.merge(name, count, Long::sum);
        }
    }

    private List<NameUse> sums() {
        var uses = new ArrayList<NameUse>();
        programs.forEach((name, by) ->
                uses.add(new NameUse(name, by.size(), requests.getOrDefault(name, 0L))));
        return uses;
    }
}
