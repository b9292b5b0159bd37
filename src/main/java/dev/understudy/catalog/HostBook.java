package dev.understudy.catalog;

import dev.understudy.catalog.KeptAnswers.Told;
import dev.understudy.model.ListReply;
import dev.understudy.model.ListReply.Validators;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Who serves OpenRouter's models, kept on disk. Thread-safe, as long as one thread takes answers.
final class HostBook {
    private static final String NAME = "openrouter";
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    private final KeptAnswers<List<Host>> answers;

    HostBook(Path folder) {
        this.answers = new KeptAnswers<>(folder.resolve("hosts"), HostBook::read);
    }

    Validators validators() {
        return answers.validators(NAME);
    }

    /// Those that were told last.
    Hosts known() {
        return hosts(answers.known(NAME));
    }

    /// Takes up an answer.
    ///
    /// @return those that were told last with the reason, if it tells nothing
    Hosts take(ListReply reply, Instant now) {
        return hosts(answers.take(NAME, reply, now));
    }

    private static Hosts hosts(Told<List<Host>> told) {
        return new Hosts(told.value().orElse(List.of()), told.fetched(), told.problem());
    }

    /// Empty if it is no such list.
    private static Optional<List<Host>> read(String body) {
        try {
            JsonNode list = ListJson.read(body).path("data");
            return list.isArray()
                    ? Optional.of(
                            list.valueStream()
                                    .filter(host -> ListJson.text(host, "slug").isPresent())
                                    .map(HostBook::host)
                                    .toList())
                    : Optional.empty();
        } catch (UnreadableListException _) {
            return Optional.empty();
        }
    }

    private static Host host(JsonNode json) {
        String slug = ListJson.text(json, "slug").orElseThrow();
        return new Host(
                slug,
                ListJson.text(json, "name").orElse(slug),
                ListJson.text(json, "headquarters").filter(HostBook::isCountry).orElse(""),
                ListJson.texts(json.path("datacenters")).stream()
                        .filter(HostBook::isCountry)
                        .distinct()
                        .toList(),
                page(json, "privacy_policy_url"),
                page(json, "terms_of_service_url"),
                page(json, "status_page_url"));
    }

    private static boolean isCountry(String code) {
        return COUNTRY.matcher(code).matches();
    }

    /// An address that a browser may be sent to.
    private static Optional<URI> page(JsonNode json, String name) {
        return ListJson.text(json, name).flatMap(HostBook::uri).filter(HostBook::isPage);
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text.strip()));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static boolean isPage(URI uri) {
        return uri.getHost() != null
                && uri.getRawUserInfo() == null
                && ("https".equalsIgnoreCase(uri.getScheme())
                        || "http".equalsIgnoreCase(uri.getScheme()));
    }
}
