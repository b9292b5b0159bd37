package dev.understudy.strategy;

import dev.understudy.model.ModelProfile;
import dev.understudy.model.ModelProfile.Party;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Models by who serves or made them.
final class Groups {
    private Groups() {}

    /// One for each party that has an id, in the order of the models.
    static <G> List<G> of(
            List<ModelProfile> models,
            Function<ModelProfile, Party> party,
            BiFunction<Party, List<ModelProfile>, G> group) {
        Map<String, List<ModelProfile>> byId = new LinkedHashMap<>();
        Map<String, Party> parties = new LinkedHashMap<>();
        for (ModelProfile model : models) {
            Party of = party.apply(model);
            if (!of.id().isEmpty()) {
                byId.computeIfAbsent(of.id(), _ -> new ArrayList<>()).add(model);
                parties.putIfAbsent(of.id(), of);
            }
        }
        return parties.values().stream()
                .map(of -> group.apply(of, List.copyOf(byId.getOrDefault(of.id(), List.of()))))
                .toList();
    }
}
