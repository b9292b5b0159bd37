package dev.understudy.strategy;

import dev.understudy.model.ModelProfile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `ai` is to a strategy for models: providers and authors stand in the order of their models.
/// Used by one thread.
final class Candidates {
    private final List<ModelProfile> models;
    private @Nullable List<Facts.Provider> providers;
    private @Nullable List<Facts.Author> authors;

    Candidates(List<ModelProfile> models) {
        this.models = models;
    }

    List<ModelProfile> models() {
        return models;
    }

    List<Facts.Provider> providers() {
        var known = providers;
        if (known == null) {
            known = Groups.of(models, ModelProfile::provider, Facts.Provider::new);
            providers = known;
        }
        return known;
    }

    List<Facts.Author> authors() {
        var known = authors;
        if (known == null) {
            known = Groups.of(models, ModelProfile::author, Facts.Author::new);
            authors = known;
        }
        return known;
    }
}
