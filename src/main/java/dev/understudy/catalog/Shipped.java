package dev.understudy.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The models that come with the program, by provider: OpenRouter's first.
///
/// @param openRouter the day of OpenRouter's list
/// @param natives the day of all others
record Shipped(Map<String, List<CatalogueModel>> models, LocalDate openRouter, LocalDate natives) {
    private static final LocalDate OPENROUTER_DATE = LocalDate.of(2026, 8, 21);

    /// Takes a while.
    static Shipped read() {
        var models = new LinkedHashMap<String, List<CatalogueModel>>();
        try (var list = resource("openrouter-models.json");
                var others = resource("native-models.json")) {
            models.put(
                    Catalogue.OPENROUTER,
                    OpenRouterModels.read(new String(list.readAllBytes(), StandardCharsets.UTF_8)));
            NativeModels natives = NativeModels.read(others);
            for (CatalogueModel model : natives.models()) {
                models.computeIfAbsent(model.target().provider(), _ -> new ArrayList<>())
                        .add(model);
            }
            return new Shipped(models, OPENROUTER_DATE, natives.date());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnreadableListException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The day a provider's models are of.
    Instant date(String provider) {
        return (provider.equals(Catalogue.OPENROUTER) ? openRouter : natives)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    List<CatalogueModel> of(String provider) {
        return models.getOrDefault(provider, List.of());
    }

    private static InputStream resource(String name) {
        InputStream in = Shipped.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException(name + " is missing");
        }
        return in;
    }
}
