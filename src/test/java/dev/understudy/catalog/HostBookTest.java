package dev.understudy.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.catalog.Endpoint.Limits;
import dev.understudy.catalog.Endpoint.Uptime;
import dev.understudy.model.ListReply;
import dev.understudy.model.ListReply.Validators;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostBookTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String BODY =
            """
            {"data":[
              {"name":"Crater AI","slug":"crater","privacy_policy_url":"https://crater.test/privacy",
               "terms_of_service_url":null,"status_page_url":"http://status.crater.test/",
               "headquarters":"SG","datacenters":["SG","NL","SG"]},
              {"name":"Rille","slug":"rille","privacy_policy_url":"javascript:alert(1)",
               "terms_of_service_url":"file:///etc/passwd","status_page_url":"https://a b",
               "headquarters":"<b>Moon</b>","datacenters":["Moon",7]},
              {"name":"Nobody"}, 3]}\
            """;

    @TempDir Path folder;

    private Hosts take(ListReply reply) {
        return new HostBook(folder).take(reply, NOON);
    }

    @Test
    void readsWhatIsToldAndKeepsIt() {
        Hosts told = take(new ListReply.Fresh(new Validators("W/1", ""), BODY));

        assertEquals(told, new HostBook(folder).known());
        assertEquals("W/1", new HostBook(folder).validators().etag());
        assertEquals(Optional.of(NOON), told.fetched());
        assertEquals(
                new Host(
                        "crater",
                        "Crater AI",
                        "SG",
                        List.of("SG", "NL"),
                        Optional.of(URI.create("https://crater.test/privacy")),
                        Optional.empty(),
                        Optional.of(URI.create("http://status.crater.test/"))),
                told.all().getFirst());
    }

    @Test
    void sendsNoBrowserWhereNoPageIs() {
        Hosts told = take(new ListReply.Fresh(Validators.NONE, BODY));

        assertEquals(
                new Host(
                        "rille",
                        "Rille",
                        "",
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                told.all().getLast());
    }

    @Test
    void keepsWhatWasToldWhateverComes() {
        Hosts told = take(new ListReply.Fresh(Validators.NONE, BODY));

        for (ListReply reply :
                List.of(
                        new ListReply.Failed("The network is down."),
                        new ListReply.Fresh(Validators.NONE, BODY.substring(0, 200)),
                        new ListReply.Fresh(Validators.NONE, "<html>"),
                        new ListReply.Fresh(Validators.NONE, "{\"data\":{}}"))) {
            Hosts after = take(reply);
            assertEquals(told.all(), after.all(), reply.toString());
            assertTrue(after.problem().isPresent(), reply.toString());
        }

        assertEquals(told, take(new ListReply.Same()));
        assertEquals(Hosts.UNKNOWN.all(), new HostBook(folder.resolve("else")).known().all());
    }

    @Test
    void findsWhoAnEndpointIsOfByItsTagOrElseByName() {
        Hosts told = take(new ListReply.Fresh(Validators.NONE, BODY));

        assertEquals(Optional.of("crater"), slug(told, "Someone", "crater/fp8"));
        assertEquals(Optional.of("crater"), slug(told, "Crater AI", "crater-turbo"));
        assertEquals(Optional.empty(), slug(told, "Someone", ""));
    }

    private static Optional<String> slug(Hosts hosts, String name, String tag) {
        return hosts.of(
                        new Endpoint(
                                name,
                                tag,
                                "",
                                new Limits(
                                        OptionalLong.empty(),
                                        OptionalLong.empty(),
                                        OptionalLong.empty()),
                                new PriceList(Map.of(), List.of()),
                                0,
                                new Uptime(
                                        OptionalDouble.empty(),
                                        OptionalDouble.empty(),
                                        OptionalDouble.empty()),
                                Optional.empty(),
                                Optional.empty(),
                                List.of()))
                .map(Host::slug);
    }
}
