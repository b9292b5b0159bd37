package dev.understudy.catalog;

import dev.understudy.catalog.Change.What;
import dev.understudy.catalog.PriceList.Price;
import dev.understudy.model.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The changes of models as they were found, one JSON object a line, behind those that come with
/// the program. A line that cannot be read is left out, as one is that a crash cut short.
///
/// Thread-safe.
final class ChangeLog {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SHIPPED = "openrouter-changes.jsonl";
    private static final int MOST = 20_000;
    private static final int KEPT = 10_000;

    private final Path file;

    ChangeLog(Path file) {
        this.file = file;
    }

    /// All that is known, the oldest first.
    synchronized History read() throws IOException {
        Instant since = Instant.EPOCH;
        var changes = new ArrayList<Change>();
        for (String line : shipped()) {
            JsonNode json = JSON.readTree(line);
            if (json.has("since")) {
                since = Instant.parse(json.path("since").asString());
            } else {
                change(json).ifPresent(changes::add);
            }
        }
        changes.addAll(own());
        return new History(since, changes);
    }

    /// Adds what was found; the oldest are dropped in time.
    synchronized void add(List<Change> changes) throws IOException {
        if (changes.isEmpty()) {
            return;
        }
        List<Change> known = own();
        if (known.size() + changes.size() <= MOST) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file, lines(changes), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return;
        }
        List<Change> all = Stream.concat(known.stream(), changes.stream()).toList();
        CopyFile.replace(
                file,
                lines(all.subList(Math.max(0, all.size() - KEPT), all.size()))
                        .getBytes(StandardCharsets.UTF_8));
    }

    private List<Change> own() throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.flatMap(line -> parsed(line).stream()).toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static List<String> shipped() throws IOException {
        try (var in = ChangeLog.class.getResourceAsStream(SHIPPED);
                var reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static String lines(List<Change> changes) {
        return changes.stream().map(change -> json(change) + "\n").collect(Collectors.joining());
    }

    private static ObjectNode json(Change change) {
        ObjectNode json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("at", change.time().toString())
                        .put("model", change.target().toString())
                        .put("name", change.name());
        return switch (change.what()) {
            case What.Appeared() -> json.put("change", "new");
            case What.Gone() -> json.put("change", "gone");
            case What.Repriced(var price, var from, var to) ->
                    json.put("change", "price")
                            .put("of", price.name().toLowerCase(Locale.ROOT))
                            .put("from", from.toPlainString())
                            .put("to", to.toPlainString());
            case What.Expires(var last) ->
                    json.put("change", "expires").put("last", last.toString());
        };
    }

    private static Optional<Change> parsed(String line) {
        try {
            return change(JSON.readTree(line));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static Optional<Change> change(JsonNode json) {
        try {
            String model = json.path("model").asString("");
            int colon = model.indexOf(':');
            return what(json)
                    .map(what ->
                            new Change(
                                    Instant.parse(json.path("at").asString("")),
                                    new Target(
                                            model.substring(0, colon), model.substring(colon + 1)),
                                    json.path("name").asString(model),
                                    what));
        } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    private static Optional<What> what(JsonNode json) {
        return switch (json.path("change").asString("")) {
            case "new" -> Optional.of(new What.Appeared());
            case "gone" -> Optional.of(new What.Gone());
            case "expires" ->
                    Optional.of(new What.Expires(LocalDate.parse(json.path("last").asString(""))));
            case "price" -> {
                Optional<BigDecimal> from = ListJson.amount(json.path("from"));
                Optional<BigDecimal> to = ListJson.amount(json.path("to"));
                Price price = Price.valueOf(json.path("of").asString("").toUpperCase(Locale.ROOT));
                yield from.isPresent() && to.isPresent()
                        ? Optional.of(new What.Repriced(price, from.get(), to.get()))
                        : Optional.empty();
            }
            default -> Optional.empty();
        };
    }
}
