package dev.understudy.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

/// The models that come with the program. Reading them takes a while.
final class Shipped {
    /// The day of OpenRouter's list.
    static final LocalDate OPENROUTER_DATE = LocalDate.of(2026, 8, 21);

    private Shipped() {}

    static List<CatalogueModel> openRouter() {
        try (var list = resource("openrouter-models.json")) {
            return OpenRouterModels.read(new String(list.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnreadableListException e) {
            throw new IllegalStateException(e);
        }
    }

    static NativeModels natives() {
        try (var list = resource("native-models.json")) {
            return NativeModels.read(list);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String name) {
        InputStream in = Shipped.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException(name + " is missing");
        }
        return in;
    }
}
