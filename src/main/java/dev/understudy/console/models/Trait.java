package dev.understudy.console.models;

import dev.understudy.catalog.CatalogueModel;
import java.util.EnumSet;
import java.util.Set;

/// What a model is looked for by, beside its name.
enum Trait {
    FREE,
    TOOLS,
    STRUCTURED,
    REASONING,
    VISION,
    LONG_CONTEXT,
    OPEN_WEIGHTS;

    private static final long LONG = 200_000;

    static Set<Trait> of(CatalogueModel model) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        for (Trait trait : values()) {
            if (trait.holds(model)) {
                traits.add(trait);
            }
        }
        return traits;
    }

    private boolean holds(CatalogueModel model) {
        return switch (this) {
            case FREE -> model.free();
            case TOOLS -> model.features().contains("tool-calling");
            case STRUCTURED -> model.features().contains("structured-outputs");
            case REASONING -> model.features().contains("reasoning");
            case VISION -> model.features().contains("vision");
            case LONG_CONTEXT -> model.contextWindow().orElse(0) >= LONG;
            case OPEN_WEIGHTS -> model.details().openWeights();
        };
    }
}
