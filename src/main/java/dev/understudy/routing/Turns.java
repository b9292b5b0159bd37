package dev.understudy.routing;

import dev.understudy.model.Chain;
import java.util.List;

/// Whose turn it is to come first, among the targets of chains that have weights.
///
/// Outlives the settings, so that a reload begins no round anew. Thread-safe.
public final class Turns {
    private record Place(String chain, String target) {}

    private final Rotation<Place> rotation = new Rotation<>();

    /// The place of the target that comes first for a request.
    int next(Chain chain) {
        return chain.weights().isEmpty() ? 0 : rotation.next(places(chain), chain.weights());
    }

    /// The place of the target that would come first for the next request.
    int peek(Chain chain) {
        return chain.weights().isEmpty() ? 0 : rotation.peek(places(chain), chain.weights());
    }

    private static List<Place> places(Chain chain) {
        return chain.targets().stream().map(target -> new Place(chain.id(), target)).toList();
    }
}
