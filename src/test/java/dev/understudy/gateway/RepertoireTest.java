package dev.understudy.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.understudy.catalog.Catalogue;
import dev.understudy.catalog.CatalogueModel;
import dev.understudy.catalog.CatalogueShelf;
import dev.understudy.journal.RecentMetrics;
import dev.understudy.model.GatewaySettings;
import dev.understudy.routing.Quotas;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RepertoireTest {
    private static final Catalogue CATALOGUE =
            Listed.of(
                    "openrouter:maker/m|1|1",
                    "maker:m|1|1",
                    "host:m|1|1",
                    "host:other|1|1",
                    "elsewhere:m|1|1");
    private static final RecentMetrics METRICS =
            new RecentMetrics(System::nanoTime, RecentMetrics.WINDOW);
    private static final Quotas QUOTAS = new Quotas(System::nanoTime, RecentMetrics.WINDOW);
    private static final String PROVIDERS =
            """
            providers:
              - { id: host, base_url: "http://127.0.0.1:1/v1", models: [{ id: other, disabled: true }] }
              - { id: maker, base_url: "http://127.0.0.1:1/v1", api_keys: [{ value: "${env.get('MAKER')}" }] }
            """;

    @ParameterizedTest
    @CsvSource({
        "maker-key-0001, maker:m host:m", // its maker first
        "'', host:m", // one without a key is left out where another can be called
    })
    void leadsANameToItsMakerFirstIfThatCanBeCalled(String key, String targets) throws Exception {
        assertEquals(targets, shown(repertoire(PROVIDERS, key).serving("M")));
    }

    @Test
    void namesAProviderWithoutAKeyIfThereIsNoOther() throws Exception {
        String keyless = PROVIDERS.replace("id: host,", "id: host, disabled: true,");

        assertEquals("maker:m host:m", shown(repertoire(keyless, "").serving("m")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|host:m maker:m",
                "only_allow_configured_models: true|''",
                "only_allow_configured_providers: true|host:m maker:m"
            })
    void offersWhatTheSettingsLetThrough(String more, String targets) throws Exception {
        assertEquals(
                targets,
                shown(
                        repertoire(PROVIDERS + more, "maker-key-0001").offers().stream()
                                .map(CatalogueModel::target)
                                .toList()));
    }

    @Test
    void readsNothingUntilItIsAsked() throws Exception {
        var read = new AtomicBoolean();
        new Repertoire(
                settings(PROVIDERS, ""),
                new CatalogueShelf(() -> {
                    read.set(true);
                    return CATALOGUE;
                }),
                METRICS,
                QUOTAS);

        assertFalse(read.get());
    }

    @Test
    void takesUpANewerCatalogue() throws Exception {
        var shelf = new CatalogueShelf(() -> CATALOGUE);
        var repertoire = new Repertoire(settings(PROVIDERS, ""), shelf, METRICS, QUOTAS);
        repertoire.offers();

        shelf.put(Listed.of("host:newer|1|1"));

        assertEquals("host:newer", repertoire.offers().getFirst().target().toString());
    }

    private static Repertoire repertoire(String yaml, String key) throws InvalidSettingsException {
        return new Repertoire(
                settings(yaml, key), new CatalogueShelf(() -> CATALOGUE), METRICS, QUOTAS);
    }

    private static GatewaySettings settings(String yaml, String key)
            throws InvalidSettingsException {
        return new SettingsReader(
                        List.of(),
                        (key.isEmpty() ? Map.<String, String>of() : Map.of("MAKER", key))::get)
                .read(yaml)
                .settings();
    }

    private static String shown(List<?> targets) {
        return String.join(" ", targets.stream().map(Object::toString).toList());
    }
}
