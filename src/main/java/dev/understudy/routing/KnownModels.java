package dev.understudy.routing;

import dev.understudy.model.Target;
import java.util.Collection;
import java.util.List;

/// The models that are known without being configured.
@FunctionalInterface
public interface KnownModels {
    /// None are.
    KnownModels NONE = _ -> List.of();

    /// The native providers of a model, by its id without a provider; none if it is not known. Case
    /// does not count. An id as OpenRouter writes it, `author/slug`, is not a provider's own.
    List<Target> serving(String id);

    /// The ids they go by without a provider, to tell what a misspelt one was meant to be.
    default Collection<String> names() {
        return List.of();
    }
}
