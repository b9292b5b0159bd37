package dev.understudy.routing;

import dev.understudy.model.Chain;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Who comes first among the targets of chains that have weights: in turns where the chain has
/// them, by lot where its steps have their own. A step that is switched off never does.
///
/// Outlives the settings, so that a reload begins no round anew. Thread-safe.
public final class Turns {
    private record Place(String chain, String target) {}

    private final Rotation<Place> rotation = new Rotation<>();
    private final RandomGenerator random; // guarded by itself

    public Turns() {
        this(new SplittableRandom());
    }

    /// @param random draws the lots
    public Turns(RandomGenerator random) {
        this.random = random;
    }

    /// The place of the target that comes first for a request.
    int next(Chain chain) {
        if (!chain.weights().isEmpty()) {
            List<Integer> on = on(chain);
            return on.isEmpty() ? 0 : on.get(rotation.next(places(chain, on), weights(chain, on)));
        }
        List<Integer> shares = shares(chain);
        int total = shares.stream().mapToInt(Integer::intValue).sum();
        return total == 0 ? 0 : drawn(shares, total);
    }

    /// The place of the target that would come first for the next request; where that is drawn, of
    /// the one that does so most often.
    int peek(Chain chain) {
        if (!chain.weights().isEmpty()) {
            List<Integer> on = on(chain);
            return on.isEmpty() ? 0 : on.get(rotation.peek(places(chain, on), weights(chain, on)));
        }
        List<Integer> shares = shares(chain);
        return shares.indexOf(shares.stream().mapToInt(Integer::intValue).max().orElse(0));
    }

    /// How often each step comes first, in proportion; 0 for those that have no weight.
    static List<Integer> shares(Chain chain) {
        return chain.steps().stream()
                .map(step -> step.disabled() ? 0 : step.weight().orElse(0))
                .toList();
    }

    private int drawn(List<Integer> shares, int total) {
        int lot;
        synchronized (random) {
            lot = random.nextInt(total);
        }
        int place = 0;
        while (lot >= shares.get(place)) {
            lot -= shares.get(place);
            place++;
        }
        return place;
    }

    /// The places of the steps that are not switched off.
    private static List<Integer> on(Chain chain) {
        return IntStream.range(0, chain.steps().size())
                .filter(i -> !chain.steps().get(i).disabled())
                .boxed()
                .toList();
    }

    private static List<Place> places(Chain chain, List<Integer> on) {
        return on.stream().map(i -> new Place(chain.id(), chain.steps().get(i).target())).toList();
    }

    private static List<Integer> weights(Chain chain, List<Integer> on) {
        return on.stream().map(chain.weights()::get).toList();
    }
}
